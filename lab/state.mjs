import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { LabError } from "./errors.mjs";
import { PARTS } from "./parts.mjs";

/**
 * What the lab remembers between two commands.
 * @typedef {object} LabState
 * @property {1} version
 * @property {Record<import("./parts.mjs").PartName, number>} ports chosen once: the config file names them
 * @property {Partial<Record<import("./parts.mjs").PartName, import("./processes.mjs").ProcessRecord>>} processes the gateway's is its keeper
 */

/** @param {import("./paths.mjs").LabPaths} paths */
export function prepareFolder(paths) {
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  chmodSync(paths.folder, 0o700);
}

/** @param {import("./paths.mjs").LabPaths} paths @returns {LabState | null} null when there is no lab yet */
export function readState(paths) {
  if (!existsSync(paths.state)) return null;
  try {
    const state = JSON.parse(readFileSync(paths.state, "utf8"));
    if (state.version === 1 && PARTS.every((part) => Number.isInteger(state.ports?.[part]))) return state;
  } catch {
    // Falls through to the message below: half a file and a foreign file need the same remedy.
  }
  throw new LabError(`${paths.state} is not a lab's state. Remove the folder ${paths.folder} to begin anew.`);
}

/** @param {import("./paths.mjs").LabPaths} paths @param {LabState} state */
export function writeState(paths, state) {
  writeAtomically(paths.state, `${JSON.stringify(state, null, 2)}\n`);
}

/** @param {string} path @param {string | Buffer} content */
export function writeAtomically(path, content) {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, path);
}

/** Reads a key, making it first when there is none. @param {string} path @param {string} prefix */
export function ensureKey(path, prefix) {
  const key = readKey(path);
  if (key) return key;
  const made = `${prefix}${randomBytes(24).toString("hex")}`;
  writeAtomically(path, `${made}\n`);
  return made;
}

/** @param {string} path */
export function readKey(path) {
  return existsSync(path) ? readFileSync(path, "utf8").trim() : "";
}
