import { FindingsPanel } from "@/components/routing/findings-panel";
import type { DraftDiff } from "@/lib/changes/schema";
import { isInTheWay } from "@/lib/findings/open-findings";
import { formatCount } from "@/lib/format";
import styles from "./apply-dialog.module.css";

type ApplyFindingsProps = Pick<DraftDiff, "findings" | "fixed"> & { mayOverride: boolean };

/** Findings that this draft adds stand apart from those that it fixes and those that were there before. */
export function ApplyFindings({ findings, fixed, mayOverride }: ApplyFindingsProps) {
  const inTheWay = findings.filter(isInTheWay);
  const blocking = inTheWay.filter(({ isNew }) => isNew);
  const inherited = inTheWay.filter(({ isNew }) => !isNew);
  const rest = findings.filter((finding) => !isInTheWay(finding));
  const added = rest.filter(({ isNew }) => isNew);
  const old = rest.filter(({ isNew }) => !isNew);
  const way = mayOverride ? "say why it may be applied all the same" : "an administrator may apply it all the same";
  return (
    <div>
      {blocking.length > 0 ? (
        <>
          <p className={styles.blocked}>
            {formatCount(blocking.length, "error")} that this draft adds: {way}
          </p>
          <FindingsPanel findings={blocking} about="the draft" />
        </>
      ) : null}
      {inherited.length > 0 ? (
        <>
          <p className={styles.blocked}>
            {formatCount(inherited.length, "error")} from before this draft: {way}
          </p>
          <FindingsPanel findings={inherited} about="the file" />
        </>
      ) : null}
      {added.length > 0 ? <FindingsPanel findings={added} about="the draft" /> : null}
      {blocking.length + added.length === 0 ? <p>This draft adds no finding.</p> : null}
      {fixed.length > 0 ? (
        <details className={styles.old}>
          <summary>{formatCount(fixed.length, "finding")} fixed by this draft</summary>
          <FindingsPanel findings={fixed} about="the file" />
        </details>
      ) : null}
      {old.length > 0 ? (
        <details className={styles.old}>
          <summary>{formatCount(old.length, "finding")} from before this draft</summary>
          <FindingsPanel findings={old} about="the file" />
        </details>
      ) : null}
    </div>
  );
}
