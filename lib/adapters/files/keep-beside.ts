import { chmod, mkdir, readdir, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { err, ok, type Result } from "@/lib/result";
import { errnoOf, writeFailureOf } from "./errno";
import type { KeepFailure } from "./schema";
import { syncFolder, writeBeside } from "./write-new";

const FOLDER = ".signalbox-revisions";
const stamp = /^\d{8}T\d{9}Z-[0-9a-f]{12}-/;

const compact = (at: Date): string => at.toISOString().replace(/[-:.]/g, "");

/** Copies of this file, oldest first; their names begin with their time. */
const listCopies = async (folder: string, name: string): Promise<string[]> =>
  (await readdir(folder)).filter((entry) => stamp.test(entry) && entry.replace(stamp, "") === name).sort();

/**
 * Keeps a copy in `.signalbox-revisions` beside the file (beside a symlink's target) and returns its path. The newest `keep`
 * copies of that file stay; other files in the folder are left alone.
 */
export const keepBeside = async (
  path: string,
  bytes: Uint8Array,
  { sha, at, keep = 20 }: { sha: string; at: Date; keep?: number },
): Promise<Result<string, KeepFailure>> => {
  try {
    const target = await realpath(path);
    const folder = join(dirname(target), FOLDER);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    const copy = join(folder, `${compact(at)}-${sha.slice(0, 12)}-${basename(target)}`);
    await rename(await writeBeside(copy, bytes, { mode: 0o600 }), copy);
    await syncFolder(folder);
    const copies = await listCopies(folder, basename(target));
    const surplus = copies.slice(0, Math.max(0, copies.length - keep));
    await Promise.all(surplus.map((name) => rm(join(folder, name), { force: true })));
    return ok(copy);
  } catch (error) {
    const errno = errnoOf(error);
    return err(writeFailureOf(errno), `no copy was kept beside ${path}: ${errno}`);
  }
};
