import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { db } from "./db";
import { env } from "./env";
import { log } from "./log";

const holder = globalThis as typeof globalThis & { signalboxStopping?: Promise<void> };

/** Prepares the data folder and takes over the end of the process, which Next leaves to us (NEXT_MANUAL_SIG_HANDLE=1). */
export async function startRuntime(): Promise<void> {
  const { dataFolder, databaseUrl, publicUrl } = env();
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  chmodSync(dataFolder, 0o700);
  const file = databaseUrl.slice("file:".length);
  for (const path of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(path)) chmodSync(path, 0o600);
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
