"use client";

import dynamic from "next/dynamic";
import { Clock } from "@/components/shell/age";
import { useViewer } from "@/components/shell/clock";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { formatFraction, formatPercent } from "@/lib/format";
import type { HistoryPoint } from "@/lib/health/schema";
import { clockTime } from "@/lib/time";
import styles from "./health-chart.module.css";

const HealthArea = dynamic(() => import("@/components/charts/health-area").then((part) => part.HealthArea), {
  ssr: false,
  loading: () => <div className={styles.skeleton} role="status" aria-label="Loading the chart" />,
});

const percent = (value: number | null) => (value === null ? "not known" : formatPercent(value));

const columns: readonly Column<HistoryPoint>[] = [
  { key: "at", header: "From", names: true, cell: (point) => <Clock at={point.at} /> },
  { key: "gateway", header: "Gateway's view", align: "end", cell: (point) => percent(point.gatewayPercent) },
  { key: "direct", header: "Asked directly", align: "end", cell: (point) => percent(point.directPercent) },
  {
    key: "healthy",
    header: "Healthy throughout",
    align: "end",
    cell: (point) => formatFraction(point.healthy, point.total),
  },
  { key: "known", header: "Known", align: "end", cell: (point) => formatFraction(point.known, point.total) },
];

type HealthChartProps = { points: readonly HistoryPoint[]; targetPercent: number };

/** Health over time against the target, with the same figures as a table. */
export function HealthChart({ points, targetPercent }: HealthChartProps) {
  const viewer = useViewer();
  const endMs = Date.parse(points.at(-1)?.at ?? "");
  if (points.length === 0)
    return <EmptyState title="No history in this range">Choose a longer range, or wait for the next probe.</EmptyState>;
  return (
    <>
      <div className={styles.chart} aria-hidden="true">
        <HealthArea
          points={points.map((point) => ({
            time: clockTime(point.at, endMs, viewer?.timeZone, viewer?.locale),
            gateway: point.gatewayPercent,
            direct: point.directPercent,
          }))}
          targetPercent={targetPercent}
        />
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
