import type { ReactNode } from "react";
import styles from "./page-header.module.css";

type PageHeaderProps = { title: ReactNode; summary?: ReactNode; actions?: ReactNode };

export function PageHeader({ title, summary, actions }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1>{title}</h1>
        {summary ? <p>{summary}</p> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </header>
  );
}

/** The column every page stands in. */
export function Page({ children }: { children: ReactNode }) {
  return <div className={styles.page}>{children}</div>;
}
