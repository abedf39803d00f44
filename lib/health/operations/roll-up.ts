import { cutIntoPieces, joinPieces, type Resolution, rawKeepMs, resolutions } from "@/lib/health/rollup";
import { firstRollupAt, newestRollupAt, readRollups, saveRollups, trimRollups } from "@/lib/health/store/rollups";
import { firstSampleAt, samplesBetween, trimSamples } from "@/lib/health/store/samples";
import type { Db } from "@/lib/server/db";

type RollUpInput = { gatewayId: string; now: Date; staleAfterMs: number };

const minuteMs = 60_000;
/** Samples are written in batches; a minute is closed once the last batch must have arrived. */
const settleMs = 5_000;
/** What one call catches up at most, so that it never holds the database for long. */
const maxMinutes = 60;
const maxSteps = 48;

const floorTo = (ms: number, step: number): number => Math.floor(ms / step) * step;

/**
 * Where to go on: at the newest stretch, which is done again because something late may have reached it, or behind a silence
 * that is as long as what one call does.
 */
const resumeAt = (newest: Date | null, next: Date | null, stepMs: number, reachMs: number): number | null => {
  if (!newest) return next ? floorTo(next.getTime(), stepMs) : null;
  return next && next.getTime() - newest.getTime() >= reachMs ? floorTo(next.getTime(), stepMs) : newest.getTime();
};

async function rollUpMinutes(db: Db, { gatewayId, now, staleAfterMs }: RollUpInput): Promise<void> {
  const keptSince = now.getTime() - rawKeepMs;
  const newest = await newestRollupAt(db, gatewayId, "minute", now);
  const next = await firstSampleAt(db, gatewayId, new Date(newest ? newest.getTime() + minuteMs : keptSince));
  const fromMs = resumeAt(newest, next, minuteMs, maxMinutes * minuteMs);
  if (fromMs === null) return;
  const toMs = Math.min(floorTo(now.getTime() - settleMs, minuteMs), fromMs + maxMinutes * minuteMs);
  if (fromMs >= toMs || fromMs < keptSince) return;
  const samples = await samplesBetween(db, gatewayId, new Date(fromMs - staleAfterMs), new Date(toMs));
  await saveRollups(db, gatewayId, "minute", cutIntoPieces(samples, { fromMs, toMs, staleAfterMs }, minuteMs));
}

type Step = { name: Resolution; ms: number };

async function joinInto(db: Db, gatewayId: string, finer: Step, coarser: Step, now: Date): Promise<void> {
  const newestFiner = await newestRollupAt(db, gatewayId, finer.name, now);
  const newest = await newestRollupAt(db, gatewayId, coarser.name, now);
  const next = await firstRollupAt(db, gatewayId, finer.name, new Date(newest ? newest.getTime() + coarser.ms : 0));
  const fromMs = resumeAt(newest, next, coarser.ms, maxSteps * coarser.ms);
  if (fromMs === null || !newestFiner) return;
  const toMs = Math.min(floorTo(newestFiner.getTime() + finer.ms, coarser.ms), fromMs + maxSteps * coarser.ms);
  if (fromMs >= toMs) return;
  const pieces = await readRollups(db, gatewayId, finer.name, { from: new Date(fromMs), to: new Date(toMs) });
  await saveRollups(db, gatewayId, coarser.name, joinPieces(pieces, coarser.ms));
}

/**
 * Rolls closed minutes up from samples, and coarser stretches from finer ones. Doing it again changes nothing; after a
 * longer silence it catches up over several calls.
 */
export async function rollUpSamples(db: Db, input: RollUpInput): Promise<void> {
  await rollUpMinutes(db, input);
  for (const [index, coarser] of resolutions.entries()) {
    const finer = resolutions[index - 1];
    if (finer) await joinInto(db, input.gatewayId, finer, coarser, input.now);
  }
}

/** One small batch of each kind that is past its time; called every minute it keeps up with any interval. */
export async function trimHistory(db: Db, gatewayId: string, now: Date): Promise<number> {
  let trimmed = await trimSamples(db, new Date(now.getTime() - rawKeepMs));
  for (const { name, keepMs } of resolutions)
    trimmed += await trimRollups(db, gatewayId, name, new Date(now.getTime() - keepMs));
  return trimmed;
}
