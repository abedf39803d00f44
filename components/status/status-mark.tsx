import type { ReactNode } from "react";
import { Hidden } from "@/components/shell/text";
import type { Status } from "@/lib/health/schema";
import styles from "./status-mark.module.css";

const shapes: Record<Status, ReactNode> = {
  healthy: <circle cx="6" cy="6" r="4.7" fill="currentColor" stroke="none" />,
  degraded: (
    <>
      <circle cx="6" cy="6" r="4.4" />
      <path d="M6 1.6a4.4 4.4 0 0 1 0 8.8z" fill="currentColor" />
    </>
  ),
  unhealthy: <path d="M2 2l8 8M10 2l-8 8" strokeWidth="2.4" strokeLinecap="round" />,
  warming: (
    <>
      <circle cx="6" cy="6" r="4.4" />
      <path d="M6 6V1.6A4.4 4.4 0 0 1 10.4 6z" fill="currentColor" />
    </>
  ),
  off: <circle cx="6" cy="6" r="4.4" />,
  unknown: (
    <>
      <path d="M1 5 5 1M1 9l8-8M1.5 11.5l10-10M4 12l8-8M8 12l4-4" strokeWidth="0.8" opacity="0.55" />
      <path
        d="M4.3 4.4a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.9.6-.9 1.3M6 9.6v.01"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
};

type StatusMarkProps = {
  status: Status;
  /** Another word for the same state, such as "41 ms" or "off on purpose"; the state itself is then said to those who listen. */
  children?: ReactNode;
  /** The shape alone where the word stands beside it already, or in a dense list; still said to those who listen. */
  iconOnly?: boolean;
  title?: string;
};

/** How a thing is: shape, word and colour, the same mark everywhere. */
export function StatusMark({ status, children, iconOnly = false, title }: StatusMarkProps) {
  return (
    <span className={`${styles.mark} ${styles[status]}`} title={title ?? (iconOnly ? status : undefined)}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        aria-hidden="true"
      >
        {shapes[status]}
      </svg>
      {iconOnly || children ? <Hidden>{status}</Hidden> : status}
      {iconOnly ? null : children}
    </span>
  );
}
