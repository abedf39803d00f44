import { createHash } from "node:crypto";

export type HashedFields = {
  seq: number;
  at: string;
  actor: string;
  role: string;
  action: string;
  target: string;
  outcome: string;
  before: string | null;
  after: string | null;
  origin: string;
  previous: string;
};

export const genesisHash = "0".repeat(64);

/** SHA-256 over the fields in a fixed order, as a JSON array, so that no two rows can be written the same way. */
export function hashAuditEntry(entry: HashedFields): string {
  const fields = [
    entry.seq,
    entry.at,
    entry.actor,
    entry.role,
    entry.action,
    entry.target,
    entry.outcome,
    entry.before,
    entry.after,
    entry.origin,
    entry.previous,
  ];
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}
