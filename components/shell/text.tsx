import type { ReactNode } from "react";
import styles from "./text.module.css";

type TextProps = { children: ReactNode };

/** What one types: models, paths, units, hashes. */
export function Mono({ children }: TextProps) {
  return <code className={styles.mono}>{children}</code>;
}

export function Dim({ children }: TextProps) {
  return <span className={styles.dim}>{children}</span>;
}

export function Small({ children }: TextProps) {
  return <small className={styles.small}>{children}</small>;
}

/** For those who listen: what the eye sees in another way. */
export function Hidden({ children }: TextProps) {
  return <span className={styles.hidden}>{children}</span>;
}

/** The same for tables and lists. */
export function HiddenBlock({ children }: TextProps) {
  return <div className={styles.hidden}>{children}</div>;
}

type TagProps = { tone?: "plain" | "ok" | "warn" | "bad" | "info" | "accent"; children: ReactNode };

export function Tag({ tone = "plain", children }: TagProps) {
  return <span className={`${styles.tag} ${tone === "plain" ? "" : styles[tone]}`}>{children}</span>;
}

export function Key({ children }: TextProps) {
  return <kbd className={styles.key}>{children}</kbd>;
}
