import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

type PanelProps = {
  title: ReactNode;
  /** Period, witness, age: what the figures in the panel are about. */
  note?: ReactNode;
  actions?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
};

/** A titled region. Used where things differ in kind; what is compared goes into one table. */
export function Panel({ title, note, actions, foot, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {note ? <span className={styles.note}>{note}</span> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
      {children}
      {foot ? <div className={styles.foot}>{foot}</div> : null}
    </section>
  );
}
