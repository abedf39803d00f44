import { readdir, readFile, readlink } from "node:fs/promises";
import { findProcess } from "@/lib/adapters/processes/list-processes";
import { runProgram } from "@/lib/adapters/processes/run-program";

const LISTENING = "0A";

const listInodes = async (port: number): Promise<Set<string>> => {
  const tables = await Promise.all(
    ["/proc/net/tcp", "/proc/net/tcp6"].map((path) => readFile(path, "utf8").catch(() => "")),
  );
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const rows = tables.flatMap((table) => table.split("\n").slice(1)).map((line) => line.trim().split(/\s+/));
  return new Set(
    rows.flatMap(([, local, , state, , , , , , inode]) =>
      local?.endsWith(wanted) && state === LISTENING && inode ? [`socket:[${inode}]`] : [],
    ),
  );
};

const holdsAny = async (pid: number, sockets: Set<string>): Promise<boolean> => {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => "")));
  return links.some((link) => sockets.has(link));
};

/** The lowest number among those that hold the socket: workers inherit it from their launcher. */
const findPidFromProc = async (port: number): Promise<number | null> => {
  const sockets = await listInodes(port);
  if (sockets.size === 0) return null;
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  for (const pid of pids.sort((a, b) => a - b)) if (await holdsAny(pid, sockets)) return pid;
  return null;
};

const findPidFromLsof = async (port: number): Promise<number | null> => {
  const outcome = await runProgram({
    argv: ["lsof", "-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-t"],
    timeoutMs: 5_000,
  });
  const pid = outcome.kind === "ended" ? Number.parseInt(outcome.stdout, 10) : Number.NaN;
  return Number.isNaN(pid) ? null : pid;
};

/**
 * Which process listens on a TCP port of this machine; null when none does, or when it is another user's and therefore hidden.
 * `command` is at most 200 characters and may hold whatever its user typed.
 */
export const whoListens = async (port: number): Promise<{ pid: number; command: string } | null> => {
  try {
    const pid = process.platform === "linux" ? await findPidFromProc(port) : await findPidFromLsof(port);
    const facts = pid === null ? null : await findProcess(pid);
    return facts && { pid: facts.pid, command: facts.argv.join(" ").slice(0, 200) };
  } catch {
    return null;
  }
};
