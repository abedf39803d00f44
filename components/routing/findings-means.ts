import type { Action } from "@/lib/action-state";
import type { RuleNote, SavedFix } from "@/lib/findings/schema";
import type { ShownFinding } from "./findings-arrange";

export type FixTarget = { finding: string } | { rule: string };

export type FindingsActions = {
  fix: Action<{ gatewayId: string; target: FixTarget; expectedVersion: number }, SavedFix>;
  acknowledge: Action<{ gatewayId: string; finding: string; reason: string; until?: string | null }>;
  withdraw: Action<{ gatewayId: string; finding: string }>;
};

/** What can be asked of one finding. */
export type FindingVerb = "fix" | "acknowledge";
export type AskFinding = (verb: FindingVerb, finding: ShownFinding) => void;

/** What a list needs besides its findings; without `ask` it can only be read. */
export type FindingsMeans = { notes: readonly RuleNote[]; ask: AskFinding | null };
