import { CopyButton } from "@/components/shell/copy-button";
import { EmptyState } from "@/components/shell/empty-state";
import { Hidden } from "@/components/shell/text";
import { type DiffLine, diffSummary, parseUnifiedDiff } from "./diff-lines";
import styles from "./diff-view.module.css";

type DiffViewProps = {
  unified: string;
  /** Names the two sides: "the file on disk and this draft". */
  between: string;
};

const signs: Record<DiffLine["kind"], string> = { hunk: "", same: "", note: "", added: "+", removed: "−" };
const spoken: Partial<Record<DiffLine["kind"], string>> = { added: "added: ", removed: "removed: " };

/** The lines that change, with their numbers; everything that is not shown stays byte for byte. */
export function DiffView({ unified, between }: DiffViewProps) {
  const lines = parseUnifiedDiff(unified);
  if (lines.length === 0)
    return <EmptyState title="Nothing differs">There is no difference between {between}.</EmptyState>;
  return (
    <div className={styles.frame}>
      <div className={styles.head}>
        <span>{diffSummary(lines)}</span>
        <CopyButton compact text={unified} what="diff" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.lines} tabIndex={0} aria-label={`Difference between ${between}`}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.old}>
                <Hidden>Old line</Hidden>
              </th>
              <th scope="col">
                <Hidden>New line</Hidden>
              </th>
              <th scope="col" colSpan={2}>
                <Hidden>Text</Hidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other identity
              <Line key={index} line={line} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Line({ line }: { line: DiffLine }) {
  if (line.kind === "hunk" || line.kind === "note")
    return (
      <tr className={styles[line.kind]}>
        <td className={`${styles.number} ${styles.old}`} />
        <td className={styles.number} />
        <td colSpan={2}>{line.text}</td>
      </tr>
    );
  return (
    <tr className={styles[line.kind] ?? ""}>
      <td className={`${styles.number} ${styles.old}`}>{line.oldLine}</td>
      <td className={styles.number}>{line.newLine}</td>
      <td className={styles.sign} aria-hidden="true">
        {signs[line.kind]}
      </td>
      <td className={styles.text}>
        {spoken[line.kind] ? <Hidden>{spoken[line.kind]}</Hidden> : null}
        {line.text === "" ? " " : line.text}
      </td>
    </tr>
  );
}
