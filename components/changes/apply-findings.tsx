import { FindingsPanel } from "@/components/routing/findings-panel";
import type { DraftDiff } from "@/lib/changes/schema";
import { formatCount } from "@/lib/format";
import styles from "./apply-dialog.module.css";

type ApplyFindingsProps = { findings: DraftDiff["findings"]; mayOverride: boolean };

/** Findings that this draft adds stand apart from those that were there before. */
export function ApplyFindings({ findings, mayOverride }: ApplyFindingsProps) {
  const blocking = findings.filter((finding) => finding.blocking && finding.isNew);
  const inherited = findings.filter((finding) => finding.blocking && !finding.isNew);
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
      {inherited.length > 0 ? (
        <>
          <p className={styles.blocked}>
            {formatCount(inherited.length, "error")} from before this draft:{" "}
            {mayOverride ? "say why it may be applied all the same" : "an administrator may apply it all the same"}
          </p>
          <FindingsPanel findings={inherited} about="the file" />
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
