import { z } from "zod";
import { FindingView } from "@/lib/findings/schema";

export const ChangeState = z.enum([
  "checking",
  "applying",
  "verifying",
  "awaiting_confirmation",
  "applied",
  "confirmed",
  "rolled_back",
  "failed",
]);
export type ChangeState = z.infer<typeof ChangeState>;

/** Which state may follow which; a change never goes back. */
export const nextStates: Record<ChangeState, readonly ChangeState[]> = {
  checking: ["applying", "failed"],
  applying: ["verifying", "rolled_back", "failed"],
  verifying: ["awaiting_confirmation", "applied", "rolled_back", "failed"],
  awaiting_confirmation: ["confirmed", "rolled_back", "failed"],
  applied: [],
  confirmed: [],
  rolled_back: [],
  failed: [],
};

export const isFinished = (state: ChangeState): boolean => nextStates[state].length === 0;

export const StepName = z.enum([
  "check",
  "keep",
  "write",
  "reload",
  "answer",
  "read-back",
  "settle",
  "restore",
  "restore-reload",
  "restore-answer",
  "restore-read-back",
]);
export type StepName = z.infer<typeof StepName>;

export const StepState = z.enum(["running", "done", "failed", "skipped"]);
export type StepState = z.infer<typeof StepState>;

export const ChangeStepView = z.object({
  name: StepName,
  state: StepState,
  /** One sentence for the operator. */
  detail: z.string().nullable(),
  /** Raw material that folds out: the gateway's log lines, the fields that differ. Masked. */
  evidence: z.string().nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ChangeStepView = z.infer<typeof ChangeStepView>;

export const ChangeKind = z.enum(["draft", "rollback", "recovery"]);
export type ChangeKind = z.infer<typeof ChangeKind>;

export const ChangeView = z.object({
  id: z.string(),
  gatewayId: z.string(),
  number: z.number().int(),
  kind: ChangeKind,
  state: ChangeState,
  baseSha: z.string(),
  candidateSha: z.string(),
  summary: z.array(z.string()),
  /** Why it ended as it did, in the gateway's own words where there are any. */
  reason: z.string().nullable(),
  /** True when the gateway did not come back even on the old file: the loudest state there is. */
  stranded: z.boolean(),
  author: z.string(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  steps: z.array(ChangeStepView),
});
export type ChangeView = z.infer<typeof ChangeView>;

export const RevisionView = z.object({
  id: z.string(),
  number: z.number().int(),
  sha: z.string(),
  origin: z.enum(["imported", "applied", "outside", "rollback"]),
  author: z.string(),
  note: z.string().nullable(),
  changeId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  bytes: z.number().int(),
  current: z.boolean(),
});
export type RevisionView = z.infer<typeof RevisionView>;

export const DraftView = z.object({
  gatewayId: z.string(),
  baseSha: z.string(),
  /** Grows with every edit; a save on an older one is refused as stale. */
  version: z.number().int(),
  edits: z.number().int(),
  /** How many edits that were taken back can be made again. */
  redoable: z.number().int(),
  /** False when the edits lead back to the very bytes of the base: there is nothing to apply. */
  changed: z.boolean(),
  semantic: z.array(z.string()),
  stale: z.boolean(),
  updatedBy: z.string(),
  updatedAt: z.iso.datetime(),
});
export type DraftView = z.infer<typeof DraftView>;

export const DraftDiff = z.object({
  baseSha: z.string(),
  unified: z.string(),
  semantic: z.array(z.string()),
  /** Findings of the draft; `isNew` ones were not there before it. */
  findings: z.array(
    FindingView.extend({ isNew: z.boolean(), blocking: z.boolean(), needsAcknowledgement: z.boolean() }),
  ),
  /** Findings of the base that the draft does not have any more. */
  fixed: z.array(FindingView),
  warnings: z.array(z.string()),
});
export type DraftDiff = z.infer<typeof DraftDiff>;

export const Acknowledgement = z.object({ rule: z.string(), reason: z.string().min(3) });
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** One field in which the running gateway is not what its file says. */
export type Difference = {
  about: "model" | "chain" | "alias" | "setting";
  subject: string;
  field: string;
  expected: string;
  running: string;
};

/** One reload with what a steady trickle of requests saw of it. */
export const ReloadRunView = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  method: z.string(),
  outcome: z.enum(["reloaded", "failed"]),
  detail: z.string().nullable(),
  /** From the order to reload until the new configuration answered. */
  durationMs: z.number().int(),
  probesSent: z.number().int(),
  probesFailed: z.number().int(),
  author: z.string(),
});
export type ReloadRunView = z.infer<typeof ReloadRunView>;

/** What a stale draft stands against: the file it began with, its own changes, and what is on disk now. */
export const ThreeWayView = z.object({
  baseSha: z.string(),
  diskSha: z.string().nullable(),
  diskProblem: z.string().nullable(),
  yours: z.array(z.string()),
  theirs: z.array(z.string()),
  /** Masked line diff from the base to the disk. */
  unifiedTheirs: z.string(),
});
export type ThreeWayView = z.infer<typeof ThreeWayView>;
