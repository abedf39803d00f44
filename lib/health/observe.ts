import type { FailureCause, Sample, Status } from "./schema";

/** What one witness says of one deployment at a moment. Too old a sample says nothing. */
export type Observation = {
  status: Status;
  cause: FailureCause;
  at: string | null;
  /** Since when it has said so, and how often in a row. */
  since: string | null;
  checks: number;
  /** Why it is unknown, or what was seen; without a full stop. */
  evidence: string;
  sample: Sample | null;
};

export type ObserveOptions = {
  now: Date;
  staleAfterMs: number;
  /** Samples from before this moment say nothing: a reload made the gateway forget what it knew. */
  validFrom?: string | null;
};

/** A sample speaks until three checks in a row are missing. */
export const staleAfter = (intervalMs: number): number => 3 * intervalMs + 10_000;

const severity: Record<Status, number> = { healthy: 0, off: 1, unknown: 2, warming: 3, degraded: 4, unhealthy: 5 };

/** The worse of two, for strips and ties: unhealthy, degraded, warming, unknown, off, healthy. */
export const worseOf = (one: Status, other: Status): Status => (severity[one] >= severity[other] ? one : other);

const isNewer = (one: Sample, other: Sample): boolean => {
  if (one.at !== other.at) return one.at > other.at;
  if (one.status !== other.status) return severity[one.status] > severity[other.status];
  return JSON.stringify(one) > JSON.stringify(other);
};

/** The newest sample of each deployment, whatever the order; those of a clock that was ahead are left out. */
export function newestByIdentity(
  samples: readonly Sample[],
  { now, staleAfterMs }: ObserveOptions,
): Map<string, Sample> {
  const latest = now.getTime() + staleAfterMs;
  const newest = new Map<string, Sample>();
  for (const sample of samples) {
    if (Date.parse(sample.at) > latest) continue;
    const known = newest.get(sample.identity);
    if (!known || isNewer(sample, known)) newest.set(sample.identity, sample);
  }
  return newest;
}

const silent = (cause: FailureCause, evidence: string, sample: Sample | null): Observation => ({
  status: "unknown",
  cause,
  at: sample?.at ?? null,
  since: null,
  checks: 0,
  evidence,
  sample,
});

export function observe(sample: Sample | undefined, options: ObserveOptions): Observation {
  if (!sample) return silent("no-view", "nothing was seen yet", null);
  if (options.validFrom && sample.at < options.validFrom)
    return silent("no-view", "what was seen is from before the last reload", sample);
  if (options.now.getTime() - Date.parse(sample.at) > options.staleAfterMs)
    return silent("no-view", "the last check is too old to say anything", sample);
  return {
    status: sample.status,
    cause: sample.cause,
    at: sample.at,
    since: sample.since ?? sample.at,
    checks: sample.checks ?? 1,
    evidence: sample.evidence.replace(/\.+$/, ""),
    sample,
  };
}
