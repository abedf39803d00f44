import { Panel } from "@/components/shell/panel";
import type { DraftDiff } from "@/lib/changes/schema";
import { formatCount } from "@/lib/format";
import { FindingsPanel } from "./findings-panel";
import styles from "./findings-panel.module.css";

type FindingsHereProps = { here: DraftDiff["findings"]; all: DraftDiff["findings"] };

/** What is wrong with the list that is shown; the rest of the file folds out. */
export function FindingsHere({ here, all }: FindingsHereProps) {
  const elsewhere = all.filter((finding) => !here.includes(finding));
  return (
    <Panel title="Findings here" note={here.length === 0 ? "none" : String(here.length)}>
      <FindingsPanel findings={here} about="this list" />
      {elsewhere.length > 0 ? (
        <details className={styles.elsewhere}>
          <summary>{formatCount(elsewhere.length, "finding")} elsewhere in the file</summary>
          <FindingsPanel findings={elsewhere} about="the rest of the file" />
        </details>
      ) : null}
    </Panel>
  );
}
