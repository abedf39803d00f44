import { statSync } from "node:fs";
import { formatBytes } from "@/lib/format";
import { env } from "./env";
import { version } from "./version";

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** The console's own facts; the database is counted with what is not merged into it yet. */
export function readAbout() {
  const { dataFolder, databaseUrl, probeIntervalMs } = env();
  const file = databaseUrl.slice("file:".length);
  return {
    version,
    nodeVersion: process.versions.node,
    dataFolder,
    databaseBytes: formatBytes(sizeOf(file) + sizeOf(`${file}-wal`)),
    startedAt: new Date(Math.round(Date.now() - process.uptime() * 1000)).toISOString(),
    probeIntervalMs,
  };
}
