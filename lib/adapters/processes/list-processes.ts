import { readdir, readFile } from "node:fs/promises";
import { parseCmdline, parseProcStat, parsePs } from "./parse";
import { runProgram } from "./run-program";
import type { ProcessFacts } from "./schema";

let bootedAt: Promise<number> | null = null;

/** Read once, because the kernel derives it from the clock, which may jump; start times stay comparable so. */
const readBootTime = (): Promise<number> => {
  bootedAt ??= readFile("/proc/stat", "utf8").then((text) => Number(/^btime (\d+)$/m.exec(text)?.[1] ?? 0) * 1000);
  return bootedAt;
};

const readFromProc = async (pid: number): Promise<ProcessFacts | null> => {
  try {
    const [stat, cmdline] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/cmdline`, "utf8"),
    ]);
    const facts = parseProcStat(stat, await readBootTime());
    return facts && { ...facts, argv: parseCmdline(cmdline) };
  } catch {
    return null;
  }
};

const listFromProc = async (): Promise<ProcessFacts[]> => {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const facts = await Promise.all(pids.map(readFromProc));
  return facts.filter((one) => one !== null);
};

/** What `ps` says; used where there is no `/proc`. */
export const listFromPs = async (): Promise<ProcessFacts[]> => {
  const outcome = await runProgram({
    argv: ["/usr/bin/env", "LC_ALL=C", "ps", "-axww", "-o", "pid=,ppid=,lstart=,command="],
    timeoutMs: 5_000,
  });
  return outcome.kind === "ended" ? parsePs(outcome.stdout) : [];
};

export const listProcesses = (): Promise<ProcessFacts[]> =>
  process.platform === "linux" ? listFromProc() : listFromPs();

export const findProcess = async (pid: number): Promise<ProcessFacts | null> =>
  process.platform === "linux" ? readFromProc(pid) : ((await listFromPs()).find((one) => one.pid === pid) ?? null);
