import { env } from "./env";
import { stampRequests } from "./peer";
import { startRuntime } from "./runtime";

const holder = globalThis as typeof globalThis & { signalboxStart?: Promise<void> };

/** Before the first request. The framework registers once for pages and once more for the proxy, in one process. */
export function startServer(): Promise<void> {
  holder.signalboxStart ??= start();
  return holder.signalboxStart;
}

async function start(): Promise<void> {
  stampRequests(env().trustedProxies);
  await startRuntime();
}
