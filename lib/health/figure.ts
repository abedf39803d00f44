import type { HealthFigure, HealthSummary, Status } from "./schema";

/**
 * `part` of `total` in percent: one decimal, rounded half up (11 of 12 is 91.7), never up to 100 while something is missing.
 * Null when there is nothing to count.
 */
export function percentOf(part: number, total: number): number | null {
  if (total <= 0) return null;
  const rounded = Math.floor((part * 2000 + total) / (2 * total)) / 10;
  return part < total ? Math.min(rounded, 99.9) : 100;
}

/** Counts each status once. Only `healthy` counts as healthy; `unknown` is counted apart and stays in the total. */
export function figureOf(states: readonly { status: Status; at: string | null }[]): HealthFigure {
  const healthy = states.filter((state) => state.status === "healthy").length;
  const known = states.filter((state) => state.status !== "unknown");
  const newest = known.reduce<string | null>(
    (best, { at }) => (at !== null && (best === null || at > best) ? at : best),
    null,
  );
  return {
    healthy,
    total: states.length,
    unknown: states.length - known.length,
    percent: known.length === 0 ? null : percentOf(healthy, states.length),
    at: newest,
  };
}

type Counted = { healthy: number; total: number; unknown: number };

/**
 * The target "more than `target` percent", by exact arithmetic on the fraction. A target of 100 means all of them.
 * Unknown deployments may be either: the verdict is unknown only when they could decide it.
 */
export function judgeTarget(counted: Counted, target: number): HealthSummary["target"]["verdict"] {
  if (counted.total === 0 || counted.unknown === counted.total) return "unknown";
  const reaches = (healthy: number) =>
    target >= 100 ? healthy === counted.total : healthy * 100 > target * counted.total;
  if (reaches(counted.healthy)) return "met";
  return reaches(counted.healthy + counted.unknown) ? "unknown" : "missed";
}
