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
