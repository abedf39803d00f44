import type { FindingCounts, FindingView } from "./schema";

/** Whether a finding counts: nobody has accepted it, or not for so long. */
export const isOpen = ({ acknowledgement }: Pick<FindingView, "acknowledgement">): boolean =>
  acknowledgement === null || acknowledgement.ended;

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
