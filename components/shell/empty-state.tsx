import type { ReactNode } from "react";
import styles from "./state.module.css";

type EmptyStateProps = {
  title: string;
  /** Why there is nothing here, and what fills it. */
  children: ReactNode;
  actions?: ReactNode;
};

export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <h3>{title}</h3>
      <p>{children}</p>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}
