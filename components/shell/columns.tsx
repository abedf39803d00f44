import type { ReactNode } from "react";
import styles from "./columns.module.css";

type ColumnsProps = {
  /** `halves`: two equal; `aside`: figures and what they mean; `list`: choose and see; `list-detail`: choose, edit, consequences. */
  shape: "halves" | "aside" | "list" | "list-detail";
  /** All panels of the row as tall as the tallest. */
  level?: boolean;
  children: ReactNode;
};

const classOf = { halves: styles.halves, aside: styles.aside, list: styles.list, "list-detail": styles.listDetail };

/** Rows of panels that become one column on a phone. */
export function Columns({ shape, level = false, children }: ColumnsProps) {
  return <div className={`${styles.columns} ${classOf[shape]} ${level ? styles.stretch : ""}`}>{children}</div>;
}

export function Stack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}
