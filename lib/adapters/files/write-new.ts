import { randomBytes } from "node:crypto";
import { type FileHandle, open, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A name that nobody else uses, hidden, in the same folder, so that the later rename stays within one file system. */
const temporaryName = (path: string): string =>
  join(dirname(path), `.${basename(path).slice(0, 200)}.${randomBytes(6).toString("hex")}.tmp`);

const writeOut = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  await file.writeFile(bytes);
  await file.sync();
};

/**
 * Writes the bytes into a new file beside `path`, forces them to the disk and reads them back. The caller renames or removes
 * it. Throws the system's error, after removing what it began.
 */
export const writeBeside = async (
  path: string,
  bytes: Uint8Array,
  { mode, owner }: { mode: number; owner?: { uid: number; gid: number } },
): Promise<string> => {
  const temporary = temporaryName(path);
  const file = await open(temporary, "wx", 0o600);
  try {
    try {
      await writeOut(file, bytes);
      if (owner) await keepOwner(file, owner);
      await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    if (!Buffer.from(bytes).equals(await readFile(temporary))) throw new Error("the bytes read back differ");
    return temporary;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
};

/** Only root may give a file away; for others the group alone is tried, and their own name stays where that fails too. */
const keepOwner = async (file: FileHandle, { uid, gid }: { uid: number; gid: number }): Promise<void> => {
  const now = await file.stat();
  if (now.uid === uid && now.gid === gid) return;
  await file.chown(uid, gid).catch(() => file.chown(now.uid, gid).catch(() => {}));
};

/** Makes a rename last through a power cut; file systems that cannot sync a folder are left to their own promise. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close().catch(() => {});
};
