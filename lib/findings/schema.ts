import { z } from "zod";
import { Finding, Severity } from "@/lib/routing/schema";

export const FindingOf = z.enum(["file", "draft"]);
export type FindingOf = z.infer<typeof FindingOf>;

/** Why somebody accepts a finding. `ended` once `until` has passed: the finding then counts again. */
export const AcknowledgementView = z.object({
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
  ended: z.boolean(),
});
export type AcknowledgementView = z.infer<typeof AcknowledgementView>;

/** A finding as screens and programs see it: with a name, and without the edits of its fix, which may hold a secret. */
export const FindingView = Finding.omit({ fix: true }).extend({
  id: z.string(),
  fixTitle: z.string().optional(),
  acknowledgement: AcknowledgementView.nullable(),
});
export type FindingView = z.infer<typeof FindingView>;

/** An acknowledgement whose finding is not there any more. It is kept for when that returns. */
export const KeptAcknowledgement = AcknowledgementView.extend({
  /** Of the finding. */
  id: z.string(),
  rule: z.string(),
  severity: Severity,
  message: z.string(),
});
export type KeptAcknowledgement = z.infer<typeof KeptAcknowledgement>;

/** Findings that count, by severity; acknowledged ones do not. */
export const FindingCounts = z.object({
  errors: z.number().int(),
  warnings: z.number().int(),
  infos: z.number().int(),
  acknowledged: z.number().int(),
});
export type FindingCounts = z.infer<typeof FindingCounts>;

export const FindingsView = z.object({
  at: z.iso.datetime(),
  of: FindingOf,
  /** Number of rules that were checked. */
  rules: z.number().int(),
  findings: z.array(FindingView),
  /** Acknowledged findings that are found no longer. */
  gone: z.array(KeptAcknowledgement),
  summary: FindingCounts,
});
export type FindingsView = z.infer<typeof FindingsView>;

/** A day counts to its end (UTC), a moment as it is. */
export const AcknowledgeUntil = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

export const AcknowledgementInput = z.object({
  reason: z.string().trim().min(3, "Say why in at least 3 letters.").max(2000),
  until: AcknowledgeUntil.nullable().optional(),
});
export type AcknowledgementInput = z.input<typeof AcknowledgementInput>;

/** What a fix would change, before it is taken. */
export const FixPreview = z.object({
  id: z.string(),
  title: z.string(),
  /** Of the draft that it was tried on; 0 for none. */
  version: z.number().int(),
  semantic: z.array(z.string()),
  /** Masked line diff. */
  unified: z.string(),
  warnings: z.array(z.string()),
  /** Findings of the same rule that a fix exists for, this one included. */
  sameKind: z.number().int(),
});
export type FixPreview = z.infer<typeof FixPreview>;

export const SavedFix = z.object({
  /** Of the draft now. */
  version: z.number().int(),
  edits: z.number().int(),
  warnings: z.array(z.string()),
  /** Findings that the draft has no more. */
  fixed: z.number().int(),
  /** Findings of the same target whose fix could not be taken, or not at once with so many others. */
  left: z.number().int(),
});
export type SavedFix = z.infer<typeof SavedFix>;

/** What an operator reads of a rule. */
export const RuleNote = z.object({
  id: z.string(),
  severity: Severity,
  title: z.string(),
  explain: z.string(),
  advice: z.string(),
  source: z.string(),
});
export type RuleNote = z.infer<typeof RuleNote>;
