import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where a key that was pasted for a gateway is kept: a file that only the console's user may read. */
export const gatewayKeyPath = (dataFolder: string, gatewayId: string): string => join(dataFolder, "keys", gatewayId);

/** Puts a key there and returns what takes it back. */
export function keepGatewayKey(dataFolder: string, gatewayId: string, key: string): () => void {
  const path = gatewayKeyPath(dataFolder, gatewayId);
  const before = readOrNull(path);
  write(path, key);
  return () => (before === null ? forgetGatewayKey(dataFolder, gatewayId) : write(path, before));
}

export const forgetGatewayKey = (dataFolder: string, gatewayId: string): void =>
  rmSync(gatewayKeyPath(dataFolder, gatewayId), { force: true });

function write(path: string, key: string): void {
  mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, key.endsWith("\n") ? key : `${key}\n`, { mode: 0o600, flag: "wx" });
  renameSync(draft, path);
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
