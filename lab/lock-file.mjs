import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { LabError } from "./errors.mjs";
import { isSameProcess, readProcessIdentity } from "./processes.mjs";

/**
 * Runs `work` while this process owns `path`. A lock whose owner has ended is taken over.
 * @template T
 * @param {string} path
 * @param {{ waitMs: number, what: string, onWait?: () => void }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLockFile(path, { waitMs, what, onWait = () => {} }, work) {
  const deadline = Date.now() + waitMs;
  let waited = false;
  while (!take(path)) {
    const owner = readOwner(path);
    if (owner && !isSameProcess(owner)) rmSync(path, { force: true });
    else if (Date.now() > deadline)
      throw new LabError(`${what} is in use by process ${owner?.pid ?? "unknown"}; if that is not so, remove ${path}.`);
    else {
      if (!waited) onWait();
      waited = true;
      await pause(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
function take(path) {
  try {
    const me = { pid: process.pid, identity: readProcessIdentity(process.pid) };
    writeFileSync(path, JSON.stringify(me), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} path @returns {{ pid: number, identity: string | null } | null} */
function readOwner(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
