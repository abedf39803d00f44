import type { Finding } from "@/lib/routing/schema";
import { findingKey } from "@/lib/routing/schema";
import { isBlocking, needsAcknowledgement } from "@/lib/routing/severity";
import type { Acknowledgement, DraftDiff } from "./schema";

export type JudgedFinding = DraftDiff["findings"][number];

/** Findings of a candidate, those that its base did not have first, each with what it means for applying. */
export function judgeFindings(before: readonly Finding[], after: readonly Finding[]): JudgedFinding[] {
  const old = new Set(before.map(findingKey));
  const judged = after.map((finding) => {
    const isNew = !old.has(findingKey(finding));
    return {
      ...finding,
      isNew,
      blocking: isBlocking(finding),
      needsAcknowledgement: needsAcknowledgement(finding, isNew),
    };
  });
  return judged.toSorted((a, b) => Number(b.isNew) - Number(a.isNew));
}

export type Verdict =
  | { may: true }
  | { may: false; reason: "blocked" | "needs-acknowledgement" | "needs-override"; findings: JudgedFinding[] };

/**
 * A draft may not add what blocks. What blocked before it is not its doing, so it may pass with a reason; what it adds and
 * is often meant (mutual backup) needs an acknowledgement with a reason, rule by rule.
 */
export function judgeApply(
  findings: readonly JudgedFinding[],
  acknowledged: readonly Acknowledgement[],
  overrideReason: string | null,
): Verdict {
  const added = findings.filter((finding) => finding.blocking && finding.isNew);
  if (added.length > 0) return { may: false, reason: "blocked", findings: added };
  const old = findings.filter((finding) => finding.blocking);
  if (old.length > 0 && !overrideReason?.trim()) return { may: false, reason: "needs-override", findings: old };
  const reasons = new Set(acknowledged.filter(({ reason }) => reason.trim() !== "").map(({ rule }) => rule));
  const open = findings.filter((finding) => finding.needsAcknowledgement && !reasons.has(finding.rule));
  return open.length > 0 ? { may: false, reason: "needs-acknowledgement", findings: open } : { may: true };
}
