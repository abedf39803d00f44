import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const hasCode = (error: unknown, code: string) => error instanceof Error && "code" in error && error.code === code;

/** The content of a file that only its owner may read, made when it is missing. Processes that start at once agree on one. */
export function ensurePrivateFile(path: string, make: () => string): string {
  const existing = readTrimmed(path);
  if (existing !== null) return existing;
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${make()}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readTrimmed(path) ?? ensurePrivateFile(path, make);
}

function readTrimmed(path: string): string | null {
  try {
    const text = readFileSync(path, "utf8").trim();
    chmodSync(path, 0o600);
    return text;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}
