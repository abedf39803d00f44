import { randomBytes } from "node:crypto";
import { ensurePrivateFile } from "./private-file";

/** The secret that signs cookies. */
export function ensureSecret(path: string): string {
  const secret = ensurePrivateFile(path, () => randomBytes(32).toString("base64url"));
  if (secret.length < 32)
    throw new Error(
      `${path} is shorter than 32 characters. Delete it: a new one is made, and everyone signs in again.`,
    );
  return secret;
}
