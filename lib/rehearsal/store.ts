import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/lib/server/db";
import {
  RehearsalDetail,
  type RehearsalFailure,
  RehearsalReport,
  type RehearsalView,
  RehearsalView as RehearsalViewSchema,
  ScenarioResult,
} from "./schema";

export const keptRehearsals = 20;

export type NewRehearsal = Pick<RehearsalView, "gatewayId" | "candidateSha" | "of" | "depth" | "by"> & { at: Date };

/** What tells whether the text that was rehearsed is still the one that it is shown beside. */
export type CurrentTexts = { draft: string | null; file: string | null };

type Row = Awaited<ReturnType<Db["rehearsal"]["findMany"]>>[number];

const Report = RehearsalReport.omit({ results: true });

/** Adds one and forgets those beyond the newest twenty of the gateway. */
export async function insertRehearsal(tx: Db, { by, at, ...fields }: NewRehearsal): Promise<string> {
  const id = randomUUID();
  await tx.rehearsal.create({ data: { id, ...fields, state: "running", author: by, startedAt: at } });
  const old = await tx.rehearsal.findMany({
    where: { gatewayId: fields.gatewayId },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    skip: keptRehearsals,
    select: { id: true },
  });
  await tx.rehearsal.deleteMany({ where: { id: { in: old.map((row) => row.id) } } });
  return id;
}

export async function recordProgress(db: Db, id: string, progress: RehearsalView["progress"]): Promise<void> {
  await db.rehearsal.updateMany({ where: { id, state: "running" }, data: progress });
}

export async function recordReport(db: Db, id: string, report: RehearsalReport, at: Date): Promise<void> {
  const { results, ...rest } = report;
  await db.rehearsal.updateMany({
    where: { id, state: "running" },
    data: {
      state: "finished",
      report: JSON.stringify(rest),
      results: JSON.stringify(results),
      done: results.length,
      total: results.length,
      doing: "",
      finishedAt: at,
    },
  });
}

export async function recordFailure(
  db: Db,
  id: string,
  failure: { reason: RehearsalFailure; detail: string },
  at: Date,
): Promise<void> {
  await db.rehearsal.updateMany({
    where: { id, state: "running" },
    data: { state: "failed", ...failure, doing: "", finishedAt: at },
  });
}

/** Whether one was recorded as running between the two moments. */
export async function hasBegun(db: Db, gatewayId: string, { from, to }: { from: Date; to: Date }): Promise<boolean> {
  const row = await db.rehearsal.findFirst({
    where: { gatewayId, state: "running", startedAt: { gte: from, lte: to } },
    select: { id: true },
  });
  return row !== null;
}

export async function countRehearsals(db: Db, gatewayId: string): Promise<number> {
  return db.rehearsal.count({ where: { gatewayId } });
}

/** Newest first. */
export async function listRehearsals(db: Db, gatewayId: string, texts: CurrentTexts): Promise<RehearsalView[]> {
  const rows = await db.rehearsal.findMany({
    where: { gatewayId },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: keptRehearsals,
    omit: { results: true },
  });
  return rows.map((row) => toView(row, texts));
}

export async function findRehearsal(
  db: Db,
  gatewayId: string,
  id: string,
  texts: CurrentTexts,
): Promise<RehearsalDetail | null> {
  const row = await db.rehearsal.findFirst({ where: { id, gatewayId } });
  if (!row) return null;
  return RehearsalDetail.parse({
    ...toView(row, texts),
    results: z.array(ScenarioResult).parse(JSON.parse(row.results)),
  });
}

/** A draft that was applied is the file now, so what was rehearsed of the one holds for the other. */
const whatItIs = ({ candidateSha, of }: Pick<Row, "candidateSha" | "of">, { draft, file }: CurrentTexts) => {
  const now = candidateSha === draft ? "draft" : candidateSha === file ? "file" : null;
  return { of: now ?? of, current: now !== null };
};

const toView = (row: Omit<Row, "results">, texts: CurrentTexts): RehearsalView =>
  RehearsalViewSchema.parse({
    id: row.id,
    gatewayId: row.gatewayId,
    candidateSha: row.candidateSha,
    ...whatItIs(row, texts),
    depth: row.depth,
    state: row.state,
    by: row.author,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    progress: { done: row.done, total: row.total, doing: row.doing },
    failure: row.reason === null ? null : { reason: row.reason, detail: row.detail ?? "" },
    report: row.report === null ? null : Report.parse(JSON.parse(row.report)),
  });
