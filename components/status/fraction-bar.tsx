import styles from "./figure.module.css";

type FractionBarProps = {
  percent: number | null;
  forecastPercent?: number | null;
  targetPercent?: number;
};

/** A picture of figures that stand beside it in words: now, the forecast hatched, the target as a line. */
export function FractionBar({ percent, forecastPercent, targetPercent }: FractionBarProps) {
  return (
    <div className={styles.bar} aria-hidden="true">
      {forecastPercent ? <span className={styles.forecast} style={{ width: `${forecastPercent}%` }} /> : null}
      {percent ? (
        <span
          className={styles.fill}
          data-full={!forecastPercent || percent >= forecastPercent}
          style={{ width: `${percent}%` }}
        />
      ) : null}
      {targetPercent === undefined ? null : <span className={styles.target} style={{ left: `${targetPercent}%` }} />}
    </div>
  );
}
