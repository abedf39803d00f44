import { EmptyState } from "@/components/shell/empty-state";
import type { ShownFinding } from "./findings-arrange";
import { FindingsList } from "./findings-list";
import type { FindingsMeans } from "./findings-means";

type FindingsPanelProps = {
  findings: readonly ShownFinding[];
  /** What was looked at, for the empty state: "this chain", "the file". */
  about: string;
  means?: FindingsMeans | null;
};

/** Findings beside the thing they are about, most urgent first, each with what to do. */
export function FindingsPanel({ findings, about, means = null }: FindingsPanelProps) {
  if (findings.length === 0)
    return <EmptyState title="No findings">Every rule was checked against {about} and found nothing.</EmptyState>;
  return <FindingsList findings={findings} means={means} />;
}
