import { execFileSync, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { platform } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

/**
 * A process as the lab remembers it. `identity` is its start time as the system states it, so that another process which
 * was given the same number later is never mistaken for it.
 * @typedef {{ pid: number, identity: string | null, command?: string }} ProcessRecord
 */

/**
 * When the process started, in the system's own words, or null when there is none (an unreaped zombie counts as none).
 * @param {number} pid
 * @returns {string | null}
 */
export function readProcessIdentity(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return platform() === "linux" ? readFromProc(pid) : readFromPs(pid);
}

/** @param {number} pid */
function readFromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in brackets and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : `ticks:${fields[19]}`;
  } catch {
    return null;
  }
}

/** @param {number} pid */
function readFromPs(pid) {
  try {
    const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
    const [state = "Z", ...start] = line.split(/\s+/);
    return state.startsWith("Z") ? null : start.join(" ");
  } catch {
    return null;
  }
}

/** @param {ProcessRecord | null | undefined} record */
export function isSameProcess(record) {
  if (!record?.identity) return false;
  return readProcessIdentity(record.pid) === record.identity;
}

/**
 * Starts a program in a session of its own, so that Ctrl-C in a terminal and the end of this process leave it running.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env: Record<string, string | undefined>, logPath: string }} options
 * @returns {ProcessRecord & { command: string }}
 */
export function startDetached(program, args, { cwd, env, logPath }) {
  const log = openSync(logPath, "a", 0o600);
  try {
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ["ignore", log, log] });
    child.on("error", () => {});
    child.unref();
    const pid = child.pid ?? 0;
    return { pid, identity: readProcessIdentity(pid), command: [program, ...args].join(" ") };
  } finally {
    closeSync(log);
  }
}

/**
 * Asks the process to end, waits, and ends its whole group by force when it does not.
 * @param {ProcessRecord | null | undefined} record
 * @param {number} patienceMs
 * @returns {Promise<"ended" | "killed" | "was-not-running">}
 */
export async function endProcess(record, patienceMs) {
  if (!record || !isSameProcess(record)) return "was-not-running";
  send(record.pid, "SIGTERM");
  if (await waitForEnd(record, patienceMs)) return "ended";
  send(-record.pid, "SIGKILL");
  send(record.pid, "SIGKILL");
  await waitForEnd(record, 2000);
  return "killed";
}

/** @param {ProcessRecord} record @param {number} timeoutMs */
async function waitForEnd(record, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (!isSameProcess(record)) return true;
    await pause(20);
  }
  return !isSameProcess(record);
}

/** @param {number} pid @param {NodeJS.Signals} signal */
export function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** The few variables a child needs; nothing of the operator's shell (keys, proxies, database addresses) leaks into the lab. */
export function plainEnvironment(source = /** @type {Record<string, string | undefined>} */ (process.env)) {
  const kept = ["PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ"];
  return Object.fromEntries(kept.flatMap((name) => (source[name] === undefined ? [] : [[name, source[name]]])));
}
