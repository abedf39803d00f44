"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { SeverityMark } from "@/components/status/severity-mark";
import { formatCount } from "@/lib/format";
import { groupByRule, type RuleGroup, type ShownFinding, sortFindings } from "./findings-arrange";
import { FindingsItem } from "./findings-item";
import type { FindingsMeans } from "./findings-means";
import styles from "./findings-panel.module.css";

type FindingsListProps = {
  findings: readonly ShownFinding[];
  means: FindingsMeans | null;
  /** They are no more: shown for the record, with nothing to do about them. */
  areFixed?: boolean;
};

/** So many are read one by one; of more, each rule is a group that folds out. */
const fewEnough = 20;

/** Findings, most urgent first; hundreds of them by rule and twenty at a time. */
export function FindingsList({ findings, means, areFixed = false }: FindingsListProps) {
  if (findings.length <= fewEnough)
    return <Items findings={sortFindings(findings)} means={means} areFixed={areFixed} />;
  return groupByRule(findings).map((group) => (
    <RuleFindings key={group.rule} group={group} means={means} areFixed={areFixed} />
  ));
}

type RuleFindingsProps = { group: RuleGroup<ShownFinding>; means: FindingsMeans | null; areFixed: boolean };

function RuleFindings({ group: { rule, severity, findings }, means, areFixed }: RuleFindingsProps) {
  const [open, setOpen] = useState(false);
  const title = means?.notes.find(({ id }) => id === rule)?.title;
  return (
    <details className={styles.group} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <SeverityMark severity={severity} iconOnly />
        <span className={styles.groupTitle}>{title ?? rule}</span>
        <span className={styles.groupCount}>{formatCount(findings.length, "finding")}</span>
      </summary>
      {open ? <Items findings={findings} means={means} areFixed={areFixed} /> : null}
    </details>
  );
}

function Items({
  findings,
  means,
  areFixed,
}: {
  findings: readonly ShownFinding[];
  means: FindingsMeans | null;
  areFixed: boolean;
}) {
  const [limit, setLimit] = useState(fewEnough);
  const more = Math.min(fewEnough, findings.length - limit);
  return (
    <>
      <ul className={styles.list}>
        {findings.slice(0, limit).map((finding) => (
          <FindingsItem
            key={`${finding.id} ${finding.file}:${finding.line}:${finding.column}`}
            finding={finding}
            means={means}
            isFixed={areFixed}
          />
        ))}
      </ul>
      {more > 0 ? (
        <Button size="compact-sm" className={styles.more ?? ""} onClick={() => setLimit(limit + fewEnough)}>
          Show {more} more of {findings.length - limit}
        </Button>
      ) : null}
    </>
  );
}
