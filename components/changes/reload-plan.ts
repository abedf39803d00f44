import type { ReloadDescription } from "@/lib/adapters/reload/schema";

/** One reload that was done, as it is remembered. */
export type RecentReload = {
  at: string;
  outcome: "done" | "failed";
  detail: string | null;
  durationMs: number;
  /** Requests sent while it went on, to count those that were lost. */
  probesSent: number;
  probesFailed: number;
  author: string;
};

/** What pressing Reload will do, before it does it. */
export type ReloadPlan = {
  description: ReloadDescription;
  /** As written in the settings: `systemd-user:litellm.service`. */
  method: string;
  /** Newest first. */
  recent: readonly RecentReload[];
};

/** Middle of the last successful times, or null when there were none: what a progress bar may promise. */
export function typicalDurationMs(recent: readonly RecentReload[]): number | null {
  const times = recent.flatMap((run) => (run.outcome === "done" ? [run.durationMs] : [])).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? null;
}
