import { groupBy } from "./group-by";
import type { Sample, Status, Witness } from "./schema";
import { mergeSketches, type Sketch, sketchOf } from "./sketch";

/**
 * What a stretch of time amounted to, for one deployment and witness. A sample speaks until the next one, at most for
 * `staleAfterMs`; the rest of the time is unknown. `counts` are samples, `seconds` are time.
 */
export type Tally = {
  counts: Partial<Record<Status, number>>;
  seconds: Partial<Record<Status, number>>;
  latency: Sketch | null;
};

export type Piece = Tally & { identity: string; witness: Witness; startMs: number; endMs: number };

export const resolutions = [
  { name: "minute", ms: 60_000, keepMs: 7 * 86_400_000 },
  { name: "five-minutes", ms: 300_000, keepMs: 30 * 86_400_000 },
  { name: "quarter-hour", ms: 900_000, keepMs: 90 * 86_400_000 },
  { name: "hour", ms: 3_600_000, keepMs: 90 * 86_400_000 },
] as const;
export type Resolution = (typeof resolutions)[number]["name"];

export const rawKeepMs = 48 * 3_600_000;

type Window = { fromMs: number; toMs: number; staleAfterMs: number };
type Moment = Pick<Sample, "at" | "status" | "totalUs">;

const add = (into: Partial<Record<Status, number>>, status: Status, amount: number) => {
  if (amount > 0) into[status] = (into[status] ?? 0) + amount;
};

/** Tallies the samples of one deployment and witness over a window; those from just before it still speak into it. */
export function tally(samples: readonly Moment[], { fromMs, toMs, staleAfterMs }: Window): Tally {
  const sorted = samples
    .map((sample) => ({ ...sample, ms: Date.parse(sample.at) }))
    .filter(({ ms }) => ms < toMs)
    .toSorted((one, other) => one.ms - other.ms);
  const counts: Tally["counts"] = {};
  const milliseconds: Tally["seconds"] = {};
  let covered = 0;
  for (const [index, sample] of sorted.entries()) {
    if (sample.ms >= fromMs) add(counts, sample.status, 1);
    const until = Math.min(sorted[index + 1]?.ms ?? toMs, sample.ms + staleAfterMs, toMs);
    const spoken = Math.max(0, until - Math.max(sample.ms, fromMs));
    add(milliseconds, sample.status, spoken);
    covered += spoken;
  }
  add(milliseconds, "unknown", toMs - fromMs - covered);
  const timed = sorted.flatMap(({ ms, totalUs, status }) =>
    ms >= fromMs && totalUs !== null && (status === "healthy" || status === "degraded") ? [totalUs] : [],
  );
  return { counts, seconds: scaled(milliseconds, 1 / 1000), latency: sketchOf(timed) };
}

const scaled = (amounts: Tally["seconds"], factor: number): Tally["seconds"] => {
  const result: Tally["seconds"] = {};
  for (const status of statusNames) {
    const amount = amounts[status];
    if (amount !== undefined) result[status] = Math.round(amount * factor * 1000) / 1000;
  }
  return result;
};

const statusNames: readonly Status[] = ["healthy", "degraded", "unhealthy", "warming", "off", "unknown"];

export function mergeTallies(tallies: readonly Tally[]): Tally {
  const counts: Tally["counts"] = {};
  const seconds: Tally["seconds"] = {};
  for (const one of tallies)
    for (const status of statusNames) {
      add(counts, status, one.counts[status] ?? 0);
      add(seconds, status, one.seconds[status] ?? 0);
    }
  return { counts, seconds: scaled(seconds, 1), latency: mergeSketches(tallies.map(({ latency }) => latency)) };
}

const seriesKey = ({ identity, witness }: Pick<Sample, "identity" | "witness">) => JSON.stringify([identity, witness]);

/** Samples of many deployments, cut into pieces of `stepMs`; series that are silent in a step make no piece there. */
export function cutIntoPieces(samples: readonly Sample[], window: Window, stepMs: number): Piece[] {
  const pieces: Piece[] = [];
  for (const members of groupBy(samples, seriesKey).values()) {
    const [first] = members;
    if (!first) continue;
    const { identity, witness } = first;
    const sorted = members.toSorted((one, other) => (one.at < other.at ? -1 : 1));
    const times = sorted.map(({ at }) => Date.parse(at));
    let start = 0;
    let end = 0;
    for (let startMs = window.fromMs; startMs < window.toMs; startMs += stepMs) {
      const endMs = Math.min(startMs + stepMs, window.toMs);
      while (start < times.length && (times[start] ?? 0) < startMs - window.staleAfterMs) start += 1;
      while (end < times.length && (times[end] ?? 0) < endMs) end += 1;
      if (end <= start) continue;
      const near = sorted.slice(start, end);
      pieces.push({ identity, witness, startMs, endMs, ...tally(near, { ...window, fromMs: startMs, toMs: endMs }) });
    }
  }
  return pieces;
}

/** Finer pieces joined into coarser ones; what no piece covers becomes unknown time. */
export function joinPieces(pieces: readonly Piece[], stepMs: number): Piece[] {
  const groups = groupBy(pieces, (piece) => `${Math.floor(piece.startMs / stepMs)} ${seriesKey(piece)}`);
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const startMs = Math.floor(first.startMs / stepMs) * stepMs;
    const missing = stepMs - members.reduce((sum, { startMs: from, endMs }) => sum + endMs - from, 0);
    const silence: Tally = { counts: {}, seconds: missing > 0 ? { unknown: missing / 1000 } : {}, latency: null };
    const { identity, witness } = first;
    return [{ identity, witness, startMs, endMs: startMs + stepMs, ...mergeTallies([...members, silence]) }];
  });
}
