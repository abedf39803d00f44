import { db } from "./db";
import { env } from "./env";
import { closeToOthers } from "./folder-modes";
import { log } from "./log";

const holder = globalThis as typeof globalThis & { signalboxStopping?: Promise<void> };

/** Prepares the data folder and takes over the end of the process, which Next leaves to us (NEXT_MANUAL_SIG_HANDLE=1). */
export async function startRuntime(): Promise<void> {
  const { dataFolder, databaseUrl, publicUrl } = env();
  closeToOthers(dataFolder, databaseUrl.slice("file:".length));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => endProcess(signal));
  log().info({ publicUrl, dataFolder }, "started");
}

export function stopRuntime(): Promise<void> {
  holder.signalboxStopping ??= db().$disconnect();
  return holder.signalboxStopping;
}

async function endProcess(signal: string): Promise<void> {
  log().info({ signal }, "stopping");
  await stopRuntime();
  process.exit(0);
}
