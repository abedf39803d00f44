import type { ProcessFacts } from "./schema";

/** Ticks of `/proc` per second: 100 on every Linux that user programs see. */
const TICKS_PER_SECOND = 100;

/** Reads `/proc/PID/stat`; the name in parentheses may hold anything, parentheses too. */
export const parseProcStat = (text: string, bootedAt: number): Omit<ProcessFacts, "argv"> | null => {
  const pid = Number.parseInt(text, 10);
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, parent, ticks] = [fields[0], Number(fields[1]), Number(fields[19])];
  if (!Number.isInteger(pid) || !Number.isInteger(parent) || !Number.isFinite(ticks)) return null;
  if (state === "Z" || state === "X") return null;
  return { pid, parent, startedAt: bootedAt + Math.round((ticks * 1000) / TICKS_PER_SECOND) };
};

/** Reads `/proc/PID/cmdline`. A process that renames itself leaves one long word. */
export const parseCmdline = (text: string): string[] => text.replace(/\0+$/, "").split("\0");

const psLine = /^\s*(\d+)\s+(\d+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\d{4})\s+(.*)$/;

/** Reads `ps -o pid=,ppid=,lstart=,command=` of the C locale. Arguments with spaces fall apart there. */
export const parsePs = (text: string): ProcessFacts[] =>
  text.split("\n").flatMap((line) => {
    const [, pid, parent, started, command] = psLine.exec(line) ?? [];
    const startedAt = Date.parse(started ?? "");
    if (pid === undefined || command === undefined || Number.isNaN(startedAt)) return [];
    return [{ pid: Number(pid), parent: Number(parent), startedAt, argv: command.trim().split(/\s+/) }];
  });
