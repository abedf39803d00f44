import { readFile } from "node:fs/promises";
import { runProgram } from "@/lib/adapters/processes/run-program";

const everyMs = 500;

/** Resident memory in bytes; null when it cannot be told. */
const readMemory = async (pid: number): Promise<number | null> => {
  if (process.platform === "linux") {
    const text = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(text) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  }
  const outcome = await runProgram({ argv: ["/bin/ps", "-o", "rss=", "-p", String(pid)], timeoutMs: 2000 });
  const kilobytes = outcome.kind === "ended" ? Number.parseInt(outcome.stdout, 10) : Number.NaN;
  return Number.isNaN(kilobytes) ? null : kilobytes * 1024;
};

/** Looks twice a second, remembers the most it saw, and tells once when that is above the limit. */
export const startMemoryWatch = (
  pid: number,
  limitBytes: number,
  onExceeded: () => void,
): { peakBytes: () => number | null; stop: () => void } => {
  let peak: number | null = null;
  let told = false;
  const look = async () => {
    const now = await readMemory(pid);
    if (now === null) return;
    peak = Math.max(peak ?? 0, now);
    if (now <= limitBytes || told) return;
    told = true;
    onExceeded();
  };
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return { peakBytes: () => peak, stop: () => clearInterval(timer) };
};
