import { open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { err, ok, type Result } from "@/lib/result";
import { errnoOf, writeFailureOf } from "./errno";
import type { ReplaceFailure } from "./schema";
import { sha256 } from "./sha256";
import { syncFolder, writeBeside } from "./write-new";

const isSame = async (path: string, sha: string): Promise<boolean> => sha256(await readFile(path)) === sha;

const words: Record<ReplaceFailure, string> = {
  stale: "it was changed by somebody else",
  missing: "it is not there any more",
  "read-only": "it or its folder may not be written",
  "disk-full": "no space is left",
  unexpected: "it could not be written",
};

const MOUNTED =
  "it is a mount of its own and cannot be replaced in one step; mount the folder that holds it instead (EBUSY)";

const failed = (path: string, reason: ReplaceFailure, errno?: string) =>
  err(reason, `${path}: ${words[reason]}${errno ? ` (${errno})` : ""}; the old content is intact`);

/**
 * Replaces a file's content in one step: a reader sees the old bytes or the new ones, never a mixture. Mode and owner stay;
 * a symlink stays and its target is replaced. A file that nobody may write is not replaced either, though a rename could.
 */
export const replaceFile = async (
  path: string,
  bytes: Uint8Array,
  { expectSha }: { expectSha: string },
): Promise<Result<{ sha: string; realPath: string }, ReplaceFailure>> => {
  let temporary: string | null = null;
  try {
    const realPath = await realpath(path);
    const { mode, uid, gid } = await stat(realPath);
    await (await open(realPath, "r+")).close();
    temporary = await writeBeside(realPath, bytes, { mode: mode & 0o7777, owner: { uid, gid } });
    if ((await realpath(path)) !== realPath || !(await isSame(realPath, expectSha))) return failed(path, "stale");
    await rename(temporary, realPath);
    temporary = null;
    await syncFolder(dirname(realPath));
    return ok({ sha: sha256(bytes), realPath });
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "EBUSY") return err("unexpected", `${path}: ${MOUNTED}; the old content is intact`);
    return failed(path, writeFailureOf(errno), errno);
  } finally {
    if (temporary) await rm(temporary, { force: true }).catch(() => {});
  }
};
