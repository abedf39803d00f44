import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { Mono } from "@/components/shell/text";
import { SeverityMark } from "@/components/status/severity-mark";
import type { RuleNote } from "@/lib/findings/schema";
import { formatCount } from "@/lib/format";
import styles from "./findings-rules.module.css";
import { Sentence } from "./semantic-list";

/** Every rule with what it finds, why that matters, what to do, and where it is known from. Each has an address. */
export function FindingsRules({ rules }: { rules: readonly RuleNote[] }) {
  return (
    <Page>
      <PageHeader
        title="Rules"
        summary={`${formatCount(rules.length, "rule")} that every file and draft is checked by`}
      />
      <Panel title="What is checked" note="`signalbox lint` and the console use the same">
        <ul className={styles.rules}>
          {rules.map((rule) => (
            <li key={rule.id} id={rule.id} className={styles.rule}>
              <h3>
                <a href={`#${rule.id}`}>
                  <Mono>{rule.id}</Mono>
                </a>
                <SeverityMark severity={rule.severity} />
              </h3>
              <p className={styles.title}>{rule.title}</p>
              <p>
                <Sentence text={rule.explain} />
              </p>
              <p>
                <Sentence text={rule.advice} />
              </p>
              <p className={styles.source}>
                <Sentence text={rule.source} />
              </p>
            </li>
          ))}
        </ul>
      </Panel>
    </Page>
  );
}
