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

type ReadOptions = { from: Date; to: Date; witness?: Witness };

const parseAmounts = (text: string, known: Map<string, z.infer<typeof Amounts>>): z.infer<typeof Amounts> => {
  const amounts = known.get(text) ?? Amounts.catch({}).parse(JSON.parse(text));
  known.set(text, amounts);
  return amounts;
};

/** With their latencies, for joining them into coarser ones. */
export async function readRollups(
  db: Db,
  gatewayId: string,
  resolution: Resolution,
  { from, to, witness }: ReadOptions,
): Promise<Piece[]> {
  const rows = await db.healthRollup.findMany({
    where: { gatewayId, resolution, startAt: { gte: from, lt: to }, ...(witness ? { witness } : {}) },
  });
  const known = new Map<string, z.infer<typeof Amounts>>();
  return rows.map((row) => ({
    identity: row.identity,
    witness: Witness.catch("direct").parse(row.witness),
    startMs: row.startAt.getTime(),
    endMs: row.startAt.getTime() + stepOf(resolution),
    counts: parseAmounts(row.counts, known),
    seconds: parseAmounts(row.seconds, known),
    latency: row.latency ? Latency.catch({}).parse(JSON.parse(row.latency)) : null,
  }));
}

const [between, after] = ["\u001f", "\u001e"];

/**
 * Without latencies, for drawing. The rows of one start travel as one text: thousands of them cost less to carry than hundreds
 * would otherwise.
 */
export async function readRollupOutline(
  db: Db,
  gatewayId: string,
  resolution: Resolution,
  { from, to, witness }: ReadOptions,
): Promise<Piece[]> {
  const ofWitness = witness ? Prisma.sql`AND "witness" = ${witness}` : Prisma.empty;
  const rows = await db.$queryRaw<{ startAt: Date | string; witness: string; outline: string }[]>`
    SELECT "startAt", "witness", string_agg(
      "identity" || CAST(${between} AS TEXT) || "counts" || CAST(${between} AS TEXT) || "seconds", CAST(${after} AS TEXT)
    ) AS "outline"
    FROM "HealthRollup"
    WHERE "gatewayId" = ${gatewayId} AND "resolution" = ${resolution} AND "startAt" >= ${from} AND "startAt" < ${to} ${ofWitness}
    GROUP BY "startAt", "witness"`;
  const known = new Map<string, z.infer<typeof Amounts>>();
  return rows.flatMap((row) => {
    const startMs = new Date(row.startAt).getTime();
    const place = { witness: Witness.catch("direct").parse(row.witness), startMs, endMs: startMs + stepOf(resolution) };
    return row.outline.split(after).flatMap((text) => {
      const [identity, counts, seconds] = text.split(between);
      if (identity === undefined || counts === undefined || seconds === undefined) return [];
      const amounts = { counts: parseAmounts(counts, known), seconds: parseAmounts(seconds, known) };
      return [{ identity, ...place, ...amounts, latency: null }];
    });
  });
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
