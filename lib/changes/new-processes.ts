import type { ProcessSnapshot } from "@/lib/adapters/reload/schema";

/**
 * Who answers after a reload, told from the processes before it: `new` when only processes that started since can answer,
 * `mixed` when old ones are still there, `gone` when there is none, `unknown` when the launcher shows nothing to tell them by.
 */
export type Succession = "new" | "mixed" | "old" | "gone" | "unknown";

export function judgeSuccession(before: ProcessSnapshot, after: ProcessSnapshot): Succession {
  if (after.mainPid === null) return before.mainPid === null ? "unknown" : "gone";
  if (before.mainPid === null) return "new";
  const restarted = after.mainPid !== before.mainPid || isLater(after.mainStartedAt, before.mainStartedAt);
  if (restarted) return "new";
  if (before.workers.length === 0 && after.workers.length === 0) return "unknown";
  const old = after.workers.filter((worker) =>
    before.workers.some((known) => known.pid === worker.pid && !isLater(worker.startedAt, known.startedAt)),
  );
  if (old.length === 0) return after.workers.length === 0 ? "gone" : "new";
  return old.length === after.workers.length ? "old" : "mixed";
}

/** Starts are computed from clock ticks since boot, so the same start may be read a little differently. */
const toleranceMs = 1500;

const isLater = (after: number | null, before: number | null): boolean =>
  after !== null && before !== null && after - before > toleranceMs;
