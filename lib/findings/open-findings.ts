import type { FindingCounts, FindingView } from "./schema";

/** Whether a finding counts: nobody has accepted it, or not for so long. */
export const isOpen = ({ acknowledgement }: Pick<FindingView, "acknowledgement">): boolean =>
  acknowledgement === null || acknowledgement.ended;

type Judged = Pick<FindingView, "acknowledgement"> & { blocking: boolean; isNew: boolean };

/** Errors that a draft adds, accepted or not, and those from before it that nobody has accepted: they keep it from being applied. */
export const isInTheWay = (finding: Judged): boolean => finding.blocking && (finding.isNew || isOpen(finding));

export function countFindings(findings: readonly FindingView[]): FindingCounts {
  const open = findings.filter(isOpen);
  const count = (severity: FindingView["severity"]) => open.filter((each) => each.severity === severity).length;
  return {
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    acknowledged: findings.length - open.length,
  };
}
