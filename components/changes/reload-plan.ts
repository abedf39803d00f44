import type { ReloadDescription } from "@/lib/adapters/reload/schema";
import type { ReloadRunView } from "@/lib/changes/schema";

/** What pressing Reload will do, before it does it. */
export type ReloadPlan = {
  description: ReloadDescription;
  /** As written in the settings: `systemd-user:litellm.service`. */
  method: string;
  /** Newest first. */
  recent: readonly ReloadRunView[];
};

/** Middle of the last successful times, or null when there were none: what a progress bar may promise. */
export function typicalDurationMs(recent: readonly ReloadRunView[]): number | null {
  const times = recent.flatMap((run) => (run.outcome === "reloaded" ? [run.durationMs] : [])).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? null;
}
