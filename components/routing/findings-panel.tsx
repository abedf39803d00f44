import { Button } from "@mantine/core";
import { EmptyState } from "@/components/shell/empty-state";
import { Mono, Tag } from "@/components/shell/text";
import { SeverityMark } from "@/components/status/severity-mark";
import { type Finding, findingKey } from "@/lib/routing/schema";
import styles from "./findings-panel.module.css";
import { Sentence } from "./semantic-list";

type ShownFinding = Finding & { isNew?: boolean };

type FindingsPanelProps = {
  findings: readonly ShownFinding[];
  /** What was looked at, for the empty state: "this chain", "the file". */
  about: string;
  /** Puts the fix into the draft; without it findings only advise. */
  onFix?: (finding: Finding) => void;
};

const rank = { error: 0, warning: 1, info: 2 } as const;

/** Findings beside the thing they are about, most urgent first, each with what to do. */
export function FindingsPanel({ findings, about, onFix }: FindingsPanelProps) {
  if (findings.length === 0)
    return <EmptyState title="No findings">Every rule was checked against {about} and found nothing.</EmptyState>;
  const ordered = [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
  return (
    <ul className={styles.list}>
      {ordered.map((finding) => (
        <li key={findingKey(finding)} className={`${styles.finding} ${styles[finding.severity] ?? ""}`}>
          <div className={styles.head}>
            <SeverityMark severity={finding.severity} iconOnly />
            <Sentence text={finding.message} />
            {finding.isNew ? <Tag tone="accent">new</Tag> : null}
          </div>
          {finding.advice ? <Sentence text={finding.advice} /> : null}
          <span className={styles.place}>
            <Mono>
              {fileName(finding.file)}:{finding.line}
            </Mono>{" "}
            · {finding.rule}
          </span>
          {finding.fix && onFix ? (
            <div className={styles.fix}>
              <Button size="compact-sm" onClick={() => onFix(finding)}>
                {finding.fix.title}
              </Button>
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const fileName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
