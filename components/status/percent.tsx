import { formatFraction, formatPercent } from "@/lib/format";
import styles from "./figure.module.css";

type PercentProps = {
  /** Null when nothing was seen: then the figure is unknown, not zero. */
  percent: number | null;
  part: number;
  total: number;
  size?: "normal" | "large";
};

/** A percentage is never shown without its fraction. */
export function Percent({ percent, part, total, size = "normal" }: PercentProps) {
  return (
    <span className={`${styles.figure} ${size === "large" ? styles.large : ""}`}>
      <span className={styles.value}>{percent === null ? "unknown" : formatPercent(percent)}</span>
      <span className={styles.fraction}>
        {percent === null
          ? `none of ${total} seen`
          : size === "large"
            ? formatFraction(part, total)
            : `(${formatFraction(part, total)})`}
      </span>
    </span>
  );
}
