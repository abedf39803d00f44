"use client";

import "@mantine/core/styles/ColorSwatch.layer.css";
import "@mantine/charts/styles.layer.css";
import { LineChart } from "@mantine/charts";

/** A point with its time as the axis writes it. */
export type AreaPoint = { time: string; gateway: number | null; direct: number | null };

type HealthAreaProps = { points: readonly AreaPoint[]; targetPercent: number };

/** Finished numbers in, a picture out. A gap stays a gap. */
export function HealthArea({ points, targetPercent }: HealthAreaProps) {
  return (
    <LineChart
      h={220}
      data={[...points]}
      dataKey="time"
      series={[
        { name: "direct", label: "Asked directly", color: "var(--info-fill)", strokeDasharray: "4 3" },
        { name: "gateway", label: "Gateway's view", color: "var(--ok-fill)" },
      ]}
      yAxisProps={{ domain: [0, 100], ticks: [0, 25, 50, 75, 100] }}
      referenceLines={[
        { y: targetPercent, label: `target ${targetPercent} %`, color: "var(--dim)", labelPosition: "insideTopRight" },
      ]}
      unit=" %"
      curveType="stepAfter"
      connectNulls={false}
      withDots={false}
      withLegend
      strokeWidth={2}
      gridAxis="x"
      lineChartProps={{ accessibilityLayer: false }}
    />
  );
}
