import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/** The secret that signs cookies: made once, readable by the owner only. Two processes that start at once agree on one. */
export function ensureSecret(path: string): string {
  const existing = readSecret(path);
  if (existing !== null) return existing;
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readSecret(path) ?? ensureSecret(path);
}

function readSecret(path: string): string | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8").trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  if (text.length < 32)
    throw new Error(
      `${path} is shorter than 32 characters. Delete it: a new one is made, and everyone signs in again.`,
    );
  chmodSync(path, 0o600);
  return text;
}
