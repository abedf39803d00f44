import type { Instrumentation } from "next";

/** Compiled for two runtimes; everything that needs Node is imported only there. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("@/lib/server/start");
  await startServer();
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logFailure } = await import("@/lib/server/log");
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  logFailure(error, { digest, path: request.path.split("?")[0], method: request.method, route: context.routePath });
};
