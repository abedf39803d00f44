import { Button } from "@mantine/core";
import Link from "next/link";
import { Age } from "@/components/shell/age";
import { toModel, toRule } from "@/components/shell/route";
import { Mono, Tag } from "@/components/shell/text";
import { SeverityMark } from "@/components/status/severity-mark";
import type { RuleNote } from "@/lib/findings/schema";
import { formatPath, type ShownFinding } from "./findings-arrange";
import type { FindingsMeans } from "./findings-means";
import styles from "./findings-panel.module.css";
import { Sentence } from "./semantic-list";

type FindingsItemProps = { finding: ShownFinding; means: FindingsMeans | null; isFixed?: boolean };

const shownModels = 6;

/** One finding: how urgent, what, where, what to do; why and where that is known from folds out. */
export function FindingsItem({ finding, means, isFixed = false }: FindingsItemProps) {
  const note = means?.notes.find(({ id }) => id === finding.rule);
  const ask = isFixed ? null : (means?.ask ?? null);
  return (
    <li className={`${styles.finding} ${isFixed ? styles.fixed : (styles[finding.severity] ?? "")}`}>
      <div className={styles.head}>
        <SeverityMark severity={finding.severity} />
        {finding.isNew ? <Tag tone="accent">new</Tag> : null}
        {isFixed ? <Tag tone="ok">fixed</Tag> : null}
      </div>
      <p className={styles.message}>
        <Sentence text={finding.message} />
      </p>
      {finding.advice && !isFixed ? (
        <p>
          <Sentence text={finding.advice} />
        </p>
      ) : null}
      <Ended finding={finding} />
      <Models names={finding.models ?? []} />
      <p className={styles.place}>
        <Mono>{`${fileName(finding.file)}:${finding.line}:${finding.column}`}</Mono>
        {finding.path.length > 0 ? (
          <>
            {" "}
            · <Mono>{formatPath(finding.path)}</Mono>
          </>
        ) : null}{" "}
        · <Link href={toRule(finding.rule)}>{finding.rule}</Link>
      </p>
      {note ? <Why note={note} advice={finding.advice} /> : null}
      {finding.fixTitle && !isFixed ? (
        <p className={styles.place}>
          Fix: <Sentence text={finding.fixTitle} />
        </p>
      ) : null}
      {ask ? (
        <div className={styles.verbs}>
          {finding.fixTitle ? (
            <Button
              size="compact-sm"
              variant="filled"
              aria-label={`Fix… ${finding.fixTitle}`}
              onClick={() => ask("fix", finding)}
            >
              Fix…
            </Button>
          ) : null}
          <Button
            size="compact-sm"
            aria-label={`Acknowledge… ${finding.message}`}
            onClick={() => ask("acknowledge", finding)}
          >
            Acknowledge…
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function Why({ note, advice }: { note: RuleNote; advice: string | undefined }) {
  return (
    <details className={styles.why}>
      <summary>Why it matters</summary>
      <p>
        <Sentence text={note.explain} />
      </p>
      {note.advice === advice ? null : (
        <p>
          <Sentence text={note.advice} />
        </p>
      )}
      <p className={styles.place}>
        <Sentence text={note.source} />
      </p>
    </details>
  );
}

/** An acknowledgement that is over explains why the finding counts again. */
function Ended({ finding: { acknowledgement } }: { finding: ShownFinding }) {
  if (!acknowledgement?.ended || acknowledgement.until === null) return null;
  return (
    <p className={styles.place}>
      Acknowledged by {acknowledgement.by.replace(/^\w+:/, "")} until <Age at={acknowledgement.until} />:{" "}
      {acknowledgement.reason}
    </p>
  );
}

function Models({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  const more = names.length - shownModels;
  return (
    <p className={styles.models}>
      {names.slice(0, shownModels).map((name) => (
        <Link key={name} href={toModel(name)}>
          <Mono>{name}</Mono>
        </Link>
      ))}
      {more > 0 ? <span>and {more} more</span> : null}
    </p>
  );
}

export const fileName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** What a dialog, or a line of a list, is about. */
export function FindingsHeadline({ severity, message }: Pick<ShownFinding, "severity" | "message">) {
  return (
    <p className={styles.headline}>
      <SeverityMark severity={severity} iconOnly />
      <Sentence text={message} />
    </p>
  );
}
