import type { Actor } from "@/lib/people/schema";
import type { Db } from "@/lib/server/db";
import { genesisHash, hashAuditEntry } from "./hash";
import type { AuditRecord } from "./schema";

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
  await tx.auditEntry.create({ data: { ...fields, at, hash: hashAuditEntry(fields) } });
}
