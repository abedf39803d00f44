import type { ReactNode } from "react";
import { Age } from "./age";
import { CopyButton } from "./copy-button";
import styles from "./state.module.css";

type ErrorStateProps = {
  /** What failed, in one sentence. */
  title: string;
  /** File and line, address, page. */
  where?: ReactNode;
  sinceAt?: string | null;
  /** What the operator can do now. */
  nextStep: ReactNode;
  /** Raw material, masked already. */
  detail?: string | null;
  actions?: ReactNode;
};

export function ErrorState({ title, where, sinceAt, nextStep, detail, actions }: ErrorStateProps) {
  return (
    <section className={styles.error} role="alert">
      <h2>{title}</h2>
      <dl className={styles.facts}>
        {where ? (
          <>
            <dt>Where</dt>
            <dd>{where}</dd>
          </>
        ) : null}
        {sinceAt ? (
          <>
            <dt>Since</dt>
            <dd>
              <Age at={sinceAt} />
            </dd>
          </>
        ) : null}
        <dt>Next</dt>
        <dd>{nextStep}</dd>
      </dl>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
      {detail ? <RawDetail text={detail} /> : null}
    </section>
  );
}

/** Raw detail that folds out and can be copied. */
export function RawDetail({ text, title = "Raw detail" }: { text: string; title?: string }) {
  return (
    <details className={styles.raw}>
      <summary>{title}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <CopyButton text={text} what={title.toLowerCase()} />
    </details>
  );
}
