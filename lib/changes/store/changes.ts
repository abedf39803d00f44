import { randomUUID } from "node:crypto";
import { z } from "zod";
import {
  Acknowledgement,
  type ChangeKind,
  type ChangeState,
  ChangeState as ChangeStateSchema,
  type ChangeStepView,
  ChangeView,
  isFinished,
  nextStates,
  type StepName,
  type StepState,
} from "@/lib/changes/schema";
import type { Db } from "@/lib/server/db";
import { numberOrId } from "./number-or-id";

export type NewChange = {
  gatewayId: string;
  kind: ChangeKind;
  baseSha: string;
  candidate: Uint8Array;
  candidateSha: string;
  baseRevisionId: string | null;
  rollbackOfId: string | null;
  draftVersion: number | null;
  summary: string[];
  acknowledged: Acknowledgement[];
  overrideReason: string | null;
  author: string;
};

/** What the apply needs and no screen shows. */
export type StoredChange = Omit<NewChange, "candidate" | "summary" | "author"> & {
  id: string;
  number: number;
  state: ChangeState;
  author: string;
  candidate: Uint8Array | null;
  revisionId: string | null;
};

const unfinishedStates = ChangeStateSchema.options.filter((state) => !isFinished(state));

export async function findUnfinishedChange(db: Db, gatewayId: string): Promise<{ id: string; number: number } | null> {
  return db.change.findFirst({
    where: { gatewayId, state: { in: unfinishedStates } },
    select: { id: true, number: true },
  });
}

export async function listUnfinishedChanges(db: Db): Promise<{ id: string; gatewayId: string; createdAt: Date }[]> {
  return db.change.findMany({
    where: { state: { in: unfinishedStates } },
    orderBy: { createdAt: "asc" },
    select: { id: true, gatewayId: true, createdAt: true },
  });
}

/** Call it in the transaction that made sure that no other change is unfinished; the number is unique per gateway. */
export async function insertChange(tx: Db, change: NewChange, now: Date): Promise<{ id: string; number: number }> {
  const last = await tx.change.findFirst({
    where: { gatewayId: change.gatewayId },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  const id = randomUUID();
  const number = (last?.number ?? 0) + 1;
  const { summary, acknowledged, candidate, ...fields } = change;
  await tx.change.create({
    data: {
      id,
      number,
      state: "checking",
      createdAt: now,
      summary: JSON.stringify(summary),
      acknowledged: JSON.stringify(acknowledged),
      candidate: Uint8Array.from(candidate),
      ...fields,
    },
  });
  return { id, number };
}

export async function findStoredChange(db: Db, id: string): Promise<StoredChange | null> {
  const row = await db.change.findUnique({ where: { id } });
  if (!row) return null;
  return {
    ...row,
    kind: ChangeView.shape.kind.parse(row.kind),
    state: ChangeStateSchema.parse(row.state),
    acknowledged: z.array(Acknowledgement).parse(JSON.parse(row.acknowledged)),
  };
}

/** Moves a change on along `nextStates`; false when it was not in a state that may lead there. */
export async function advanceChange(
  tx: Db,
  id: string,
  to: ChangeState,
  fields: { reason?: string; stranded?: boolean; revisionId?: string; startedAt?: Date; finishedAt?: Date } = {},
): Promise<boolean> {
  const from = ChangeStateSchema.options.filter((state) => nextStates[state].includes(to));
  const { count } = await tx.change.updateMany({ where: { id, state: { in: from } }, data: { state: to, ...fields } });
  return count === 1;
}

export async function insertStep(db: Db, changeId: string, name: StepName, now: Date): Promise<string> {
  const last = await db.changeStep.findFirst({ where: { changeId }, orderBy: { position: "desc" } });
  const id = randomUUID();
  const position = (last?.position ?? -1) + 1;
  await db.changeStep.create({ data: { id, changeId, position, name, state: "running", startedAt: now } });
  return id;
}

type StepUpdate = { state?: StepState; detail?: string; evidence?: string | null; finishedAt?: Date };

export async function updateStep(db: Db, id: string, update: StepUpdate): Promise<void> {
  await db.changeStep.updateMany({ where: { id }, data: update });
}

/** Steps that a console left running when it ended. */
export async function closeAbandonedSteps(db: Db, changeId: string, detail: string, now: Date): Promise<number> {
  const { count } = await db.changeStep.updateMany({
    where: { changeId, state: "running" },
    data: { state: "failed", detail, finishedAt: now },
  });
  return count;
}

export async function listSteps(db: Db, changeId: string): Promise<ChangeStepView[]> {
  const rows = await db.changeStep.findMany({ where: { changeId }, orderBy: { position: "asc" } });
  return rows.map(toStepView);
}

export async function findChange(db: Db, id: string): Promise<ChangeView | null> {
  const row = await db.change.findUnique({ where: { id }, ...withSteps });
  return row && toView(row);
}

/** The id of the change that a person names by its number or by its id. */
export async function findChangeNamed(db: Db, gatewayId: string, name: string): Promise<string | null> {
  const row = await db.change.findFirst({ where: { gatewayId, ...numberOrId(name) }, select: { id: true } });
  return row?.id ?? null;
}

/** The last change that took. */
export async function findAppliedChange(db: Db, gatewayId: string): Promise<string | null> {
  const row = await db.change.findFirst({
    where: { gatewayId, state: { in: ["applied", "confirmed"] satisfies ChangeState[] } },
    orderBy: { number: "desc" },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Newest first. `before` is the number of the last change of the page before. */
export async function listChanges(
  db: Db,
  gatewayId: string,
  page: { before?: number; limit?: number } = {},
): Promise<{ changes: ChangeView[]; next: number | null }> {
  const limit = page.limit ?? 25;
  const rows = await db.change.findMany({
    where: { gatewayId, ...(page.before === undefined ? {} : { number: { lt: page.before } }) },
    orderBy: { number: "desc" },
    take: limit + 1,
    ...withSteps,
  });
  const changes = rows.slice(0, limit).map(toView);
  return { changes, next: rows.length > limit ? (changes.at(-1)?.number ?? null) : null };
}

const withSteps = {
  omit: { candidate: true },
  include: { steps: { orderBy: { position: "asc" } } },
} as const;

type StepRow = Awaited<ReturnType<Db["changeStep"]["findMany"]>>[number];
type ChangeRow = Omit<Awaited<ReturnType<Db["change"]["findMany"]>>[number], "candidate"> & { steps: StepRow[] };

const toStepView = (row: StepRow): ChangeStepView =>
  ChangeView.shape.steps.element.parse({
    ...row,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });

const toView = (row: ChangeRow): ChangeView =>
  ChangeView.parse({
    ...row,
    summary: JSON.parse(row.summary),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    steps: row.steps.map(toStepView),
  });
