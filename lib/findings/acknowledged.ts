import type { Finding } from "@/lib/routing/schema";
import { findingId } from "./finding-id";
import type { AcknowledgementView, FindingView, KeptAcknowledgement } from "./schema";

/** As it is stored: `finding` is the id of what it accepts, times are ISO strings. */
export type StoredAcknowledgement = Omit<KeptAcknowledgement, "id" | "ended"> & { finding: string };

type Known = { acknowledgements: readonly StoredAcknowledgement[]; now: Date };

const toAcknowledgement = ({ reason, by, at, until }: StoredAcknowledgement, now: Date): AcknowledgementView => ({
  reason,
  by,
  at,
  until,
  ended: until !== null && Date.parse(until) <= now.getTime(),
});

/** Findings with what was said about each; edits of fixes stay behind. */
export function toFindingViews(findings: readonly Finding[], { acknowledgements, now }: Known): FindingView[] {
  const known = new Map(acknowledgements.map((each) => [each.finding, each]));
  return findings.map((finding) => {
    const id = findingId(finding);
    const { fix, ...shown } = finding;
    const stored = known.get(id);
    return {
      ...shown,
      id,
      ...(fix ? { fixTitle: fix.title } : {}),
      acknowledgement: stored ? toAcknowledgement(stored, now) : null,
    };
  });
}

/** Acknowledgements of what is not among `present` (ids) any more, newest first. */
export const listGone = (present: ReadonlySet<string>, { acknowledgements, now }: Known): KeptAcknowledgement[] =>
  acknowledgements
    .filter(({ finding }) => !present.has(finding))
    .map((each) => ({
      ...toAcknowledgement(each, now),
      id: each.finding,
      rule: each.rule,
      severity: each.severity,
      message: each.message,
    }))
    .toSorted((a, b) => b.at.localeCompare(a.at));

/** The moment at which an acknowledgement ends: a bare day counts to its end (UTC). */
export const endOf = (until: string): Date =>
  new Date(/^\d{4}-\d{2}-\d{2}$/.test(until) ? `${until}T23:59:59.999Z` : until);
