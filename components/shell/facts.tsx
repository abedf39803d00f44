import type { ReactNode } from "react";
import styles from "./facts.module.css";

type FactsProps = { facts: readonly (readonly [word: string, value: ReactNode])[] };

/** Words and their values, in pairs. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className={styles.facts}>
      {facts.map(([word, value]) => (
        <div key={word} className={styles.pair}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
