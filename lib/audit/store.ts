import type { Actor } from "@/lib/people/schema";
import type { Db } from "@/lib/server/db";
import { genesisHash, type HashedFields, hashAuditEntry } from "./hash";
import { type AuditEntryView, type AuditFilter, AuditHead, AuditOutcome, type AuditRecord } from "./schema";

const headKey = "audit-head";

/** An actor, or somebody who is none: `role` is then `none`. */
export type AuditActor = { name: string; role: Actor["role"] | "none"; origin: string };

const asText = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/**
 * Appends one row to the audit chain. Call it inside the transaction of the mutation it describes:
 * `seq` is the primary key, so of two writers that read the same last row one fails and its transaction with it.
 */
export async function appendAudit(tx: Db, actor: AuditActor, record: AuditRecord, at: Date): Promise<void> {
  const last = await tx.auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, hash: true } });
  const fields = {
    seq: (last?.seq ?? 0) + 1,
    at: at.toISOString(),
    actor: actor.name,
    role: actor.role,
    action: record.action,
    target: record.target,
    outcome: record.outcome,
    before: asText(record.before),
    after: asText(record.after),
    origin: actor.origin,
    previous: last?.hash ?? genesisHash,
  };
  const hash = hashAuditEntry(fields);
  await tx.auditEntry.create({ data: { ...fields, at, hash } });
  const value = JSON.stringify({ seq: fields.seq, hash } satisfies AuditHead);
  await tx.setting.upsert({ where: { key: headKey }, create: { key: headKey, value }, update: { value } });
}

/** The newest row as it was written, kept apart from the rows so that cutting off their end is noticed. */
export async function readAuditHead(db: Db): Promise<AuditHead | null> {
  const setting = await db.setting.findUnique({ where: { key: headKey } });
  return setting === null ? null : AuditHead.parse(JSON.parse(setting.value));
}

/** Rows in writing order, from `afterSeq` on, with everything that their hash covers. */
export async function readHashedEntries(
  db: Db,
  afterSeq: number,
  take: number,
): Promise<(HashedFields & { hash: string })[]> {
  const rows = await db.auditEntry.findMany({ where: { seq: { gt: afterSeq } }, orderBy: { seq: "asc" }, take });
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Newest first. `next` is the `before` of the following page, null on the last. */
export async function listAudit(
  db: Db,
  filter: AuditFilter,
): Promise<{ entries: AuditEntryView[]; next: number | null }> {
  const { actor, action, target, outcome, from, to, before, limit } = filter;
  const rows = await db.auditEntry.findMany({
    where: {
      ...(actor === undefined ? {} : { actor: { contains: actor } }),
      ...(action === undefined ? {} : { action: { startsWith: action } }),
      ...(target === undefined ? {} : { target: { contains: target } }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(before === undefined ? {} : { seq: { lt: before } }),
      at: { ...(from === undefined ? {} : { gte: new Date(from) }), ...(to === undefined ? {} : { lt: new Date(to) }) },
    },
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  const entries = rows.slice(0, limit).map(toView);
  return { entries, next: rows.length > limit ? (entries.at(-1)?.seq ?? null) : null };
}

const toView = ({ previous: _, ...row }: Omit<HashedFields, "at"> & { at: Date; hash: string }): AuditEntryView => ({
  ...row,
  at: row.at.toISOString(),
  outcome: AuditOutcome.catch("failed").parse(row.outcome),
});
