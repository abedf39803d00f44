import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder for one test. */
export const scratchFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "signalbox files ✓ ")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const isRoot = process.geteuid?.() === 0;

/** True where a test may mount a file system of its own. */
export const canMount = isRoot && process.platform === "linux";

/** A tiny file system of its own, to be filled or made read-only. */
export const mountTiny = (sizeKb: number): { folder: string; makeReadOnly: () => void } => {
  const folder = join(scratchFolder(), "disk");
  mkdirSync(folder);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeKb}k`, "tmpfs", folder]);
  onTestFinished(() => {
    execFileSync("umount", [folder]);
  });
  return { folder, makeReadOnly: () => execFileSync("mount", ["-o", "remount,ro", folder]) };
};

/** Runs something without root's right to ignore permissions. */
export const asOrdinaryUser = async <T>(run: () => Promise<T>): Promise<T> => {
  if (!isRoot) return run();
  process.seteuid?.(65534);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
};
