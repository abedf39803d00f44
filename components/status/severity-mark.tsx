import type { ReactNode } from "react";
import { Hidden } from "@/components/shell/text";
import type { Severity } from "@/lib/routing/schema";
import styles from "./status-mark.module.css";

/** Shapes that no status uses: how urgent a thing is must not read as how it is. */
const shapes: Record<Severity, ReactNode> = {
  error: (
    <>
      <path d="M4.2.8h5.6l3.4 3.4v5.6l-3.4 3.4H4.2L.8 9.8V4.2z" fill="currentColor" />
      <path d="M7 3.8v3.6M7 9.9v.01" className="cut" />
    </>
  ),
  warning: (
    <>
      <path d="M7 1.2 13.4 12.6H.6z" fill="currentColor" strokeLinejoin="round" />
      <path d="M7 5.4v3.2M7 10.6v.01" className="cut" />
    </>
  ),
  info: (
    <>
      <rect x="1" y="1" width="12" height="12" rx="2" fill="currentColor" />
      <path d="M7 6.4v3.8M7 3.9v.01" className="cut" />
    </>
  ),
};

type SeverityMarkProps = { severity: Severity; iconOnly?: boolean; children?: ReactNode };

export function SeverityMark({ severity, iconOnly = false, children }: SeverityMarkProps) {
  return (
    <span className={`${styles.mark} ${styles.severity} ${styles[severity]}`} title={iconOnly ? severity : undefined}>
      <svg width="14" height="14" viewBox="0 0 14 14" fill="none" aria-hidden="true">
        {shapes[severity]}
      </svg>
      {iconOnly || children ? <Hidden>{severity}</Hidden> : severity}
      {iconOnly ? null : children}
    </span>
  );
}
