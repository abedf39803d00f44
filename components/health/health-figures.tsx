import { Sentence } from "@/components/routing/semantic-list";
import { Tag } from "@/components/shell/text";
import { FractionBar } from "@/components/status/fraction-bar";
import { Percent } from "@/components/status/percent";
import { formatPercent } from "@/lib/format";
import type { HealthSummary } from "@/lib/health/schema";
import styles from "./health-figures.module.css";

type HealthFiguresProps = { summary: HealthSummary };

/** The gateway's view, what would follow from which act, and what we see ourselves; the target met or missed by arithmetic. */
export function HealthFigures({ summary }: HealthFiguresProps) {
  const { gateway, direct, forecast, target } = summary;
  const best = [forecast.afterReload, ...forecast.further].reduce((high, each) => Math.max(high, each.percent ?? 0), 0);
  return (
    <>
      <div className={styles.top}>
        <Percent percent={gateway.percent} part={gateway.healthy} total={gateway.total} size="large" />
        <TargetTag target={target} />
      </div>
      <FractionBar percent={gateway.percent} forecastPercent={best} targetPercent={target.percent} />
      <table className={styles.rows}>
        <tbody>
          <Row word="After a reload" figure={forecast.afterReload} />
          {forecast.further.map((further) => (
            <Row key={further.action} word={further.action} title={further.reason} figure={further} />
          ))}
          <Row word="Asked directly, now" figure={direct} />
        </tbody>
      </table>
      <ul className={styles.reasons}>
        {forecast.reasons.map((reason) => (
          <li key={reason}>
            <Sentence text={reason} />
          </li>
        ))}
        {gateway.unknown > 0 ? <li>{gateway.unknown} unknown to the gateway count as not healthy.</li> : null}
      </ul>
    </>
  );
}

type Figure = { healthy: number; total: number; percent: number | null };

function Row({ word, title, figure }: { word: string; title?: string; figure: Figure }) {
  return (
    <tr {...(title ? { title } : {})}>
      <th scope="row">
        <Sentence text={word} />
      </th>
      <td>
        <Percent percent={figure.percent} part={figure.healthy} total={figure.total} />
      </td>
    </tr>
  );
}

export function TargetTag({ target }: { target: HealthSummary["target"] }) {
  const promise = `> ${formatPercent(target.percent)}`;
  switch (target.verdict) {
    case "met":
      return <Tag tone="ok">{promise} met</Tag>;
    case "missed":
      return <Tag tone="warn">{promise} missed</Tag>;
    case "unknown":
      return <Tag>{promise} not decidable yet</Tag>;
  }
}
