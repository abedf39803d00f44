import { CopyButton } from "@/components/shell/copy-button";
import styles from "./yaml-view.module.css";

type YamlViewProps = {
  /** Masked already: what is shown may hold no secret. */
  text: string;
  firstLine: number;
  label: string;
  /** Lines to point at, such as the place of an error. */
  marked?: readonly number[];
};

/** A part of the file with the line numbers it has there. */
export function YamlView({ text, firstLine, label, marked = [] }: YamlViewProps) {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.code} tabIndex={0} aria-label={label}>
        <pre>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is its identity
            <span key={index} className={styles.line} data-marked={marked.includes(firstLine + index)}>
              <span className={styles.number}>{firstLine + index}</span>
              <span className={styles.text}>
                <YamlLine line={line} />
              </span>
            </span>
          ))}
        </pre>
      </section>
      <div className={styles.copy}>
        <CopyButton compact text={text} what="YAML" />
      </div>
    </div>
  );
}

/** Keys and whole-line comments stand out; nothing is parsed, so nothing can be shown wrong. */
function YamlLine({ line }: { line: string }) {
  if (/^\s*#/.test(line)) return <span className={styles.comment}>{line}</span>;
  const key = /^(\s*(?:- )*)([\w.-]+)(:(?:\s.*)?)$/.exec(line);
  if (!key) return line === "" ? " " : line;
  return (
    <>
      {key[1]}
      <span className={styles.key}>{key[2]}</span>
      {key[3]}
    </>
  );
}
