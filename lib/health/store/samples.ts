import { Prisma } from "@/lib/generated/prisma/client";
import { FailureCause, type Sample, Status, Witness } from "@/lib/health/schema";
import type { Db } from "@/lib/server/db";

type SampleRow = {
  identity: string;
  witness: string;
  at: Date;
  status: string;
  kind: string;
  connectUs: number | null;
  firstByteUs: number | null;
  totalUs: number | null;
  evidence: string;
  since: Date | null;
  checks: number | null;
  answeredAt: Date | null;
};

const toSample = (row: SampleRow): Sample => ({
  identity: row.identity,
  witness: Witness.catch("direct").parse(row.witness),
  at: row.at.toISOString(),
  status: Status.catch("unknown").parse(row.status),
  cause: FailureCause.catch("garbage").parse(row.kind),
  connectUs: row.connectUs,
  firstByteUs: row.firstByteUs,
  totalUs: row.totalUs,
  evidence: row.evidence,
  since: row.since?.toISOString() ?? null,
  checks: row.checks,
  answeredAt: row.answeredAt?.toISOString() ?? null,
});

const asDate = (at: string | null | undefined): Date | null => (at ? new Date(at) : null);

/** One statement for all of them. */
export async function insertSamples(db: Db, gatewayId: string, samples: readonly Sample[]): Promise<void> {
  if (samples.length === 0) return;
  await db.probeSample.createMany({
    data: samples.map(({ cause, at, since, checks, answeredAt, ...rest }) => ({
      ...rest,
      gatewayId,
      kind: cause,
      at: new Date(at),
      since: asDate(since),
      checks: checks ?? null,
      answeredAt: asDate(answeredAt),
    })),
  });
}

async function presentIdentities(db: Db, gatewayId: string): Promise<string[]> {
  const rows = await db.deployment.findMany({ where: { gatewayId, presentNow: true }, select: { identity: true } });
  return rows.map(({ identity }) => identity);
}

/** Below SQLite's limit of bound values, with room for the others. */
const identitiesPerQuery = 5000;

async function newestIds(db: Db, gatewayId: string, identities: readonly string[], until: Date): Promise<number[]> {
  const subjects = Prisma.join(identities.map((identity) => Prisma.sql`(${identity})`));
  const rows = await db.$queryRaw<{ id: number | bigint | null }[]>`
    WITH subject(identity) AS (VALUES ${subjects}), witness(name) AS (VALUES ('direct'), ('gateway'))
    SELECT (
      SELECT sample."id" FROM "ProbeSample" AS sample
      WHERE sample."gatewayId" = ${gatewayId} AND sample."identity" = subject.identity
        AND sample."witness" = witness.name AND sample."at" <= ${until}
      ORDER BY sample."at" DESC LIMIT 1
    ) AS "id"
    FROM subject CROSS JOIN witness`;
  return rows.flatMap(({ id }) => (id === null ? [] : [Number(id)]));
}

/**
 * The newest sample of each deployment from each standing witness, not later than `until` (a clock may have been ahead).
 * Without `identities`, of the deployments that the registry holds now.
 */
export async function latestSamples(
  db: Db,
  gatewayId: string,
  { identities, until }: { identities?: readonly string[]; until: Date },
): Promise<Sample[]> {
  const wanted = identities ?? (await presentIdentities(db, gatewayId));
  const samples: Sample[] = [];
  for (let start = 0; start < wanted.length; start += identitiesPerQuery) {
    const ids = await newestIds(db, gatewayId, wanted.slice(start, start + identitiesPerQuery), until);
    const rows = await db.probeSample.findMany({ where: { id: { in: ids } } });
    samples.push(...rows.map(toSample));
  }
  return samples;
}

/** Newest first, all witnesses. */
export async function recentSamples(db: Db, gatewayId: string, identity: string, limit: number): Promise<Sample[]> {
  const rows = await db.probeSample.findMany({
    where: { gatewayId, identity },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(toSample);
}

export async function samplesBetween(db: Db, gatewayId: string, from: Date, to: Date): Promise<Sample[]> {
  const rows = await db.probeSample.findMany({
    where: { gatewayId, at: { gte: from, lt: to }, witness: { in: ["direct", "gateway"] } },
    orderBy: { at: "asc" },
  });
  return rows.map(toSample);
}

/** The first sample taken at or after `from`. */
export async function firstSampleAt(db: Db, gatewayId: string, from: Date): Promise<Date | null> {
  const where = { gatewayId, at: { gte: from } };
  const row = await db.probeSample.findFirst({ where, orderBy: { at: "asc" }, select: { at: true } });
  return row?.at ?? null;
}

export type MedianLatency = { firstByteUs: number | null; totalUs: number | null; samples: number };

const median = (values: number[]): number | null => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
};

/** Medians of the last `limit` direct checks that were answered. */
export async function latencyP50(db: Db, gatewayId: string, identity: string, limit = 60): Promise<MedianLatency> {
  const rows = await db.probeSample.findMany({
    where: { gatewayId, identity, witness: "direct" },
    orderBy: { at: "desc" },
    take: limit,
    select: { status: true, firstByteUs: true, totalUs: true },
  });
  const answered = rows.filter(({ status }) => status === "healthy" || status === "degraded");
  return {
    firstByteUs: median(answered.flatMap(({ firstByteUs }) => firstByteUs ?? [])),
    totalUs: median(answered.flatMap(({ totalUs }) => totalUs ?? [])),
    samples: answered.length,
  };
}

/** When the gateway was last told to reload by the console, successfully or not. */
export async function lastReloadAt(db: Db, gatewayId: string): Promise<string | null> {
  const row = await db.reloadRun.findFirst({ where: { gatewayId }, orderBy: { at: "desc" }, select: { at: true } });
  return row?.at.toISOString() ?? null;
}

/** Deletes at most `batch` samples from before `before`; returns how many. */
export const trimSamples = (db: Db, before: Date, batch = 2000): Promise<number> =>
  db.$executeRaw`
    DELETE FROM "ProbeSample" WHERE "id" IN (
      SELECT "id" FROM "ProbeSample" WHERE "at" < ${before} ORDER BY "at" LIMIT ${batch}
    )`;
