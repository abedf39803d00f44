import { type StoredAcknowledgement, toFindingViews } from "@/lib/findings/acknowledged";
import { isInTheWay, isOpen } from "@/lib/findings/open-findings";
import type { FindingView } from "@/lib/findings/schema";
import { type Finding, findingKey } from "@/lib/routing/schema";
import { isBlocking, needsAcknowledgement } from "@/lib/routing/severity";
import type { Acknowledgement, DraftDiff } from "./schema";

export type JudgedFinding = DraftDiff["findings"][number];
export type Judged = { findings: JudgedFinding[]; fixed: FindingView[] };

/** Those of `some` that `others` does not have as often: the same thing may be said of two places. */
function findMissing(some: readonly Finding[], others: readonly Finding[]): Set<Finding> {
  const left = new Map<string, number>();
  for (const key of others.map(findingKey)) left.set(key, (left.get(key) ?? 0) + 1);
  return new Set(
    some.filter((finding) => {
      const key = findingKey(finding);
      const count = left.get(key) ?? 0;
      left.set(key, count - 1);
      return count <= 0;
    }),
  );
}

/**
 * Findings of a candidate, those that its base did not have first, each with what it means for applying; and those of the
 * base that the candidate does not have any more.
 */
export function judgeFindings(
  before: readonly Finding[],
  after: readonly Finding[],
  known: { acknowledgements: readonly StoredAcknowledgement[]; now: Date },
): Judged {
  const added = findMissing(after, before);
  const views = toFindingViews(after, known);
  const judged = after.flatMap((finding, at) => {
    const view = views[at];
    const isNew = added.has(finding);
    const asks = view !== undefined && isOpen(view) && needsAcknowledgement(finding, isNew);
    return view ? [{ ...view, isNew, blocking: isBlocking(finding), needsAcknowledgement: asks }] : [];
  });
  return {
    findings: judged.toSorted((a, b) => Number(b.isNew) - Number(a.isNew)),
    fixed: toFindingViews([...findMissing(before, after)], known),
  };
}

export type Verdict =
  /** `overridden` are the errors that only an administrator's reason lets pass. */
  | { may: true; overridden: JudgedFinding[] }
  | { may: false; reason: "blocked" | "needs-acknowledgement" | "needs-override"; findings: JudgedFinding[] };

/**
 * Errors that a draft adds block it, whether or not somebody accepted them once; so do those from before that nobody has
 * accepted. Either passes with an administrator's reason, which is all that `overrideReason` may be. What a draft adds and is
 * often meant (mutual backup) needs an acknowledgement with a reason, rule by rule, unless it has one.
 */
export function judgeApply(
  findings: readonly JudgedFinding[],
  acknowledged: readonly Acknowledgement[],
  overrideReason: string | null,
): Verdict {
  const blocking = findings.filter(isInTheWay);
  const added = blocking.filter(({ isNew }) => isNew);
  if (blocking.length > 0 && !overrideReason?.trim())
    return added.length > 0
      ? { may: false, reason: "blocked", findings: added }
      : { may: false, reason: "needs-override", findings: blocking };
  const reasons = new Set(acknowledged.filter(({ reason }) => reason.trim() !== "").map(({ rule }) => rule));
  const open = findings.filter((finding) => finding.needsAcknowledgement && !reasons.has(finding.rule));
  return open.length > 0
    ? { may: false, reason: "needs-acknowledgement", findings: open }
    : { may: true, overridden: blocking };
}
