"use client";

import dynamic from "next/dynamic";
import { Clock } from "@/components/shell/age";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { formatPercent } from "@/lib/format";
import styles from "./health-chart.module.css";
import type { HealthPoint } from "./health-points";

const HealthArea = dynamic(() => import("@/components/charts/health-area").then((part) => part.HealthArea), {
  ssr: false,
  loading: () => <div className={styles.skeleton} role="status" aria-label="Loading the chart" />,
});

const figure = (percent: number | null, fraction: string | null) =>
  percent === null ? "not known" : `${formatPercent(percent)} (${fraction})`;

const columns: readonly Column<HealthPoint>[] = [
  { key: "at", header: "When", names: true, cell: (point) => <Clock at={point.at} /> },
  {
    key: "gateway",
    header: "Gateway's view",
    align: "end",
    cell: (point) => figure(point.gatewayPercent, point.gatewayFraction),
  },
  {
    key: "direct",
    header: "Asked directly",
    align: "end",
    cell: (point) => figure(point.directPercent, point.directFraction),
  },
];

type HealthChartProps = { points: readonly HealthPoint[]; targetPercent: number };

/** Health over time against the target, with the same figures as a table. */
export function HealthChart({ points, targetPercent }: HealthChartProps) {
  if (points.length === 0)
    return <EmptyState title="No history in this range">Choose a longer range, or wait for the next probe.</EmptyState>;
  return (
    <>
      <div className={styles.chart} aria-hidden="true">
        <HealthArea points={points} targetPercent={targetPercent} />
      </div>
      <details className={styles.twin}>
        <summary>The same as a table</summary>
        <DataTable
          caption="Health over time"
          columns={columns}
          rows={points}
          rowKey={(point) => point.at}
          empty={null}
        />
      </details>
    </>
  );
}
