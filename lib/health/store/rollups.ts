import { z } from "zod";
import { Prisma } from "@/lib/generated/prisma/client";
import { type Piece, type Resolution, resolutions } from "@/lib/health/rollup";
import { Status, Witness } from "@/lib/health/schema";
import type { Db } from "@/lib/server/db";

const Amounts = z.partialRecord(Status, z.number());
const Latency = z.record(z.string(), z.number());

const stepOf = (name: Resolution): number => resolutions.find((resolution) => resolution.name === name)?.ms ?? 60_000;

const rowsPerStatement = 500;

/** Writes pieces of one resolution; those that are there already are replaced, so that writing twice changes nothing. */
export async function saveRollups(
  db: Db,
  gatewayId: string,
  resolution: Resolution,
  pieces: readonly Piece[],
): Promise<void> {
  for (let start = 0; start < pieces.length; start += rowsPerStatement) {
    const rows = pieces.slice(start, start + rowsPerStatement).map(({ identity, witness, startMs, ...piece }) => {
      const id = JSON.stringify([gatewayId, identity, witness, resolution, startMs]);
      const latency = piece.latency ? JSON.stringify(piece.latency) : null;
      return Prisma.sql`(${id}, ${gatewayId}, ${identity}, ${witness}, ${resolution}, ${new Date(startMs)},
        ${JSON.stringify(piece.counts)}, ${JSON.stringify(piece.seconds)}, ${latency})`;
    });
    await db.$executeRaw`
      INSERT INTO "HealthRollup"
        ("id", "gatewayId", "identity", "witness", "resolution", "startAt", "counts", "seconds", "latency")
      VALUES ${Prisma.join(rows)}
      ON CONFLICT ("gatewayId", "identity", "witness", "resolution", "startAt")
      DO UPDATE SET "counts" = excluded."counts", "seconds" = excluded."seconds", "latency" = excluded."latency"`;
  }
}

type ReadOptions = { from: Date; to: Date; witness?: Witness; withLatency?: boolean };

export async function readRollups(
  db: Db,
  gatewayId: string,
  resolution: Resolution,
  { from, to, witness, withLatency = true }: ReadOptions,
): Promise<Piece[]> {
  const rows = await db.healthRollup.findMany({
    where: { gatewayId, resolution, startAt: { gte: from, lt: to }, ...(witness ? { witness } : {}) },
    select: { identity: true, witness: true, startAt: true, counts: true, seconds: true, latency: withLatency },
  });
  const parsed = new Map<string, z.infer<typeof Amounts>>();
  const amounts = (text: string) => {
    const known = parsed.get(text) ?? Amounts.catch({}).parse(JSON.parse(text));
    parsed.set(text, known);
    return known;
  };
  const step = stepOf(resolution);
  return rows.map((row) => ({
    identity: row.identity,
    witness: Witness.catch("direct").parse(row.witness),
    startMs: row.startAt.getTime(),
    endMs: row.startAt.getTime() + step,
    counts: amounts(row.counts),
    seconds: amounts(row.seconds),
    latency: row.latency ? Latency.catch({}).parse(JSON.parse(row.latency)) : null,
  }));
}

/** Start of the newest stretch that was rolled up, not later than `until`. */
export async function newestRollupAt(
  db: Db,
  gatewayId: string,
  resolution: Resolution,
  until: Date,
): Promise<Date | null> {
  const row = await db.healthRollup.findFirst({
    where: { gatewayId, resolution, startAt: { lte: until } },
    orderBy: { startAt: "desc" },
    select: { startAt: true },
  });
  return row?.startAt ?? null;
}

/** Start of the first stretch at or after `from`. */
export async function firstRollupAt(
  db: Db,
  gatewayId: string,
  resolution: Resolution,
  from: Date,
): Promise<Date | null> {
  const row = await db.healthRollup.findFirst({
    where: { gatewayId, resolution, startAt: { gte: from } },
    orderBy: { startAt: "asc" },
    select: { startAt: true },
  });
  return row?.startAt ?? null;
}

/** Deletes at most `batch` rows of a resolution from before `before`; returns how many. */
export const trimRollups = (
  db: Db,
  gatewayId: string,
  resolution: Resolution,
  before: Date,
  batch = 2000,
): Promise<number> =>
  db.$executeRaw`
    DELETE FROM "HealthRollup" WHERE "id" IN (
      SELECT "id" FROM "HealthRollup"
      WHERE "gatewayId" = ${gatewayId} AND "resolution" = ${resolution} AND "startAt" < ${before}
      ORDER BY "startAt" LIMIT ${batch}
    )`;
