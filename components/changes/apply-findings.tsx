import { FindingsPanel } from "@/components/routing/findings-panel";
import type { DraftDiff } from "@/lib/changes/schema";
import { formatCount } from "@/lib/format";
import styles from "./apply-dialog.module.css";

/** Findings that this draft adds stand apart from those that were there before. */
export function ApplyFindings({ findings }: { findings: DraftDiff["findings"] }) {
  const blocking = findings.filter((finding) => finding.blocking);
  const added = findings.filter((finding) => finding.isNew && !finding.blocking);
  const old = findings.filter((finding) => !finding.isNew && !finding.blocking);
  return (
    <div>
      {blocking.length > 0 ? (
        <>
          <p className={styles.blocked}>Cannot be applied: {formatCount(blocking.length, "finding")} in the way</p>
          <FindingsPanel findings={blocking} about="the draft" />
        </>
      ) : null}
      {added.length > 0 ? <FindingsPanel findings={added} about="the draft" /> : null}
      {blocking.length + added.length === 0 ? <p>This draft adds no finding.</p> : null}
      {old.length > 0 ? (
        <details className={styles.old}>
          <summary>{formatCount(old.length, "finding")} from before this draft</summary>
          <FindingsPanel findings={old} about="the file" />
        </details>
      ) : null}
    </div>
  );
}
