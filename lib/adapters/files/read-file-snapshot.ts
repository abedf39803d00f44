import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { err, ok, type Result } from "@/lib/result";
import { errnoOf, readFailureOf } from "./errno";
import type { FileSnapshot, ReadFailure } from "./schema";
import { sha256 } from "./sha256";

const DEFAULT_LIMIT_BYTES = 4 * 1024 * 1024;

/** Strict UTF-8 with the byte order mark kept; null for other encodings and for binary content. */
const decode = (bytes: Uint8Array): string | null => {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

const readUpTo = async (file: FileHandle, limit: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size < limit) {
    const chunk = new Uint8Array(Math.min(65_536, limit - size));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, size);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    size += bytesRead;
  }
  return new Uint8Array(Buffer.concat(chunks));
};

const readOpen = async (
  file: FileHandle,
  { path, realPath, limitBytes }: { path: string; realPath: string; limitBytes: number },
): Promise<Result<FileSnapshot, ReadFailure>> => {
  const facts = await file.stat();
  if (facts.isDirectory()) return err("is-a-folder", `${path} is a folder`);
  if (!facts.isFile()) return err("unreadable", `${path} is not a regular file`);
  const bytes = await readUpTo(file, limitBytes + 1);
  if (bytes.length > limitBytes) return err("too-large", `${path} has more than ${limitBytes} bytes`);
  const text = decode(bytes);
  if (text === null) return err("not-text", `${path} is not UTF-8 text`);
  return ok({ path, realPath, bytes, text, sha: sha256(bytes), mtimeMs: facts.mtimeMs });
};

/**
 * Reads a text file whole through one handle, so that a rename in between cannot mix two files. Opened without blocking, so
 * that a pipe in its place cannot hold the caller.
 */
export const readFileSnapshot = async (
  path: string,
  { limitBytes = DEFAULT_LIMIT_BYTES }: { limitBytes?: number } = {},
): Promise<Result<FileSnapshot, ReadFailure>> => {
  let file: FileHandle | null = null;
  try {
    const realPath = await realpath(path);
    file = await open(realPath, constants.O_RDONLY | constants.O_NONBLOCK);
    return await readOpen(file, { path, realPath, limitBytes });
  } catch (error) {
    const errno = errnoOf(error);
    return err(readFailureOf(errno), `${path}: ${errno}`);
  } finally {
    await file?.close().catch(() => {});
  }
};
