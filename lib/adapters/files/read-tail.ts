import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { err, ok, type Result } from "@/lib/result";
import { errnoOf, readFailureOf } from "./errno";
import type { ReadFailure } from "./schema";

/**
 * The last `bytes` of a log, or of what came after `sinceOffset`; `size` is the offset for the next call. A log that is now
 * shorter than the offset was rotated and is read from its start. Bytes that are not UTF-8 become replacement characters, and a
 * first line that begins in the middle is left out.
 */
export const readTail = async (
  path: string,
  { bytes, sinceOffset = 0 }: { bytes: number; sinceOffset?: number },
): Promise<Result<{ text: string; size: number }, ReadFailure>> => {
  let file: FileHandle | null = null;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const facts = await file.stat();
    if (facts.isDirectory()) return err("is-a-folder", `${path} is a folder`);
    if (!facts.isFile()) return err("unreadable", `${path} is not a regular file`);
    const { size } = facts;
    const since = sinceOffset > size ? 0 : sinceOffset;
    const from = Math.max(since, size - bytes);
    const buffer = Buffer.alloc(size - from);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
    const text = buffer.toString("utf8", 0, bytesRead);
    return ok({ text: from > since ? text.slice(text.indexOf("\n") + 1) : text, size: from + bytesRead });
  } catch (error) {
    const errno = errnoOf(error);
    return err(readFailureOf(errno), `${path}: ${errno}`);
  } finally {
    await file?.close().catch(() => {});
  }
};
