import { z } from "zod";

export const AuditOutcome = z.enum(["done", "refused", "denied", "failed"]);
export type AuditOutcome = z.infer<typeof AuditOutcome>;

/** What an operation hands over; sequence, time and hashes are added where it is written. Values are masked already. */
export type AuditRecord = {
  action: string;
  target: string;
  outcome: AuditOutcome;
  before?: unknown;
  after?: unknown;
};

export const AuditEntryView = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  actor: z.string(),
  role: z.string(),
  action: z.string(),
  target: z.string(),
  outcome: AuditOutcome,
  before: z.string().nullable(),
  after: z.string().nullable(),
  origin: z.string(),
  hash: z.string(),
});
export type AuditEntryView = z.infer<typeof AuditEntryView>;

/**
 * `action` is a beginning: `draft.` finds every verb of drafts. `actor` and `target` are parts, so that a name without
 * `user:` is found. `from` is included, `to` is not.
 */
export const AuditFilter = z.object({
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  target: z.string().max(500).optional(),
  outcome: AuditOutcome.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type AuditFilter = z.output<typeof AuditFilter>;

export const AuditPage = z.object({ entries: z.array(AuditEntryView), next: z.number().int().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

export const AuditHead = z.object({ seq: z.number().int(), hash: z.string() });
export type AuditHead = z.infer<typeof AuditHead>;

export const AuditVerdict = z.object({
  ok: z.boolean(),
  rows: z.number().int(),
  /** The newest row. Written down elsewhere, it also proves that the whole chain was not replaced. */
  head: AuditHead.nullable(),
  firstBroken: z.object({ seq: z.number().int(), why: z.string() }).nullable(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;
