import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { RevisionView } from "@/lib/changes/schema";
import type { Db } from "@/lib/server/db";
import { numberOrId } from "./number-or-id";

export const IncludedFile = z.object({ path: z.string(), sha: z.string() });
export type IncludedFile = z.infer<typeof IncludedFile>;

export type NewRevision = {
  gatewayId: string;
  sha: string;
  bytes: Uint8Array;
  includes: IncludedFile[];
  origin: RevisionView["origin"];
  author: string;
  note: string | null;
  changeId: string | null;
};

export type StoredRevision = { id: string; number: number; sha: string; bytes: Uint8Array };

/** Appends to the gateway's history; the parent is the newest revision. */
export async function insertRevision(
  tx: Db,
  revision: NewRevision,
  now: Date,
): Promise<{ id: string; number: number }> {
  const last = await tx.revision.findFirst({
    where: { gatewayId: revision.gatewayId },
    orderBy: { number: "desc" },
    select: { id: true, number: true },
  });
  const id = randomUUID();
  const number = (last?.number ?? 0) + 1;
  const { includes, bytes, ...fields } = revision;
  await tx.revision.create({
    data: {
      id,
      number,
      parentId: last?.id ?? null,
      createdAt: now,
      includes: JSON.stringify(includes),
      bytes: Uint8Array.from(bytes),
      ...fields,
    },
  });
  return { id, number };
}

/** The newest revision with these bytes. */
export async function findRevisionBySha(db: Db, gatewayId: string, sha: string): Promise<StoredRevision | null> {
  return db.revision.findFirst({
    where: { gatewayId, sha },
    orderBy: { number: "desc" },
    select: { id: true, number: true, sha: true, bytes: true },
  });
}

export async function findRevision(db: Db, gatewayId: string, id: string): Promise<StoredRevision | null> {
  return db.revision.findFirst({
    where: { gatewayId, id },
    select: { id: true, number: true, sha: true, bytes: true },
  });
}

export async function findLastRevision(
  db: Db,
  gatewayId: string,
): Promise<{ id: string; number: number; sha: string; includes: IncludedFile[] } | null> {
  const row = await db.revision.findFirst({
    where: { gatewayId },
    orderBy: { number: "desc" },
    select: { id: true, number: true, sha: true, includes: true },
  });
  return row && { ...row, includes: z.array(IncludedFile).catch([]).parse(JSON.parse(row.includes)) };
}

/** The id of the revision that a person names by its number or by its id. */
export async function findRevisionNamed(db: Db, gatewayId: string, name: string): Promise<string | null> {
  const row = await db.revision.findFirst({ where: { gatewayId, ...numberOrId(name) }, select: { id: true } });
  return row?.id ?? null;
}

/** Newest first. `before` is the number of the last revision of the page before. */
export async function listRevisions(
  db: Db,
  gatewayId: string,
  page: { before?: number; limit?: number } = {},
): Promise<{ revisions: RevisionView[]; next: number | null }> {
  const limit = page.limit ?? 50;
  const rows = await db.$queryRaw<RevisionRow[]>`
    SELECT id, number, sha, origin, author, note, "changeId", "createdAt", length(bytes) AS size
    FROM "Revision" WHERE "gatewayId" = ${gatewayId} AND number < ${page.before ?? 2_147_483_647}
    ORDER BY number DESC LIMIT ${limit + 1}`;
  const newest = await db.revision.findFirst({
    where: { gatewayId },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  const revisions = rows.slice(0, limit).map((row) => toView(row, newest?.number ?? 0));
  return { revisions, next: rows.length > limit ? (revisions.at(-1)?.number ?? null) : null };
}

type RevisionRow = {
  id: string;
  number: number | bigint;
  sha: string;
  origin: RevisionView["origin"];
  author: string;
  note: string | null;
  changeId: string | null;
  createdAt: string | Date;
  size: number | bigint;
};

const toView = (row: RevisionRow, newest: number): RevisionView => ({
  id: row.id,
  number: Number(row.number),
  sha: row.sha,
  origin: row.origin,
  author: row.author,
  note: row.note,
  changeId: row.changeId,
  createdAt: new Date(row.createdAt).toISOString(),
  bytes: Number(row.size),
  current: Number(row.number) === newest,
});
