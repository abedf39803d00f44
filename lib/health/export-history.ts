import type { HealthView, HistoryPoint, HistoryView } from "./schema";

const columns = ["at", "gateway_percent", "direct_percent", "healthy", "known", "total"] as const;

const row = ({ at, gatewayPercent, directPercent, healthy, known, total }: HistoryPoint) =>
  [at, gatewayPercent ?? "", directPercent ?? "", healthy, known, total].join(",");

/** The chart's points; an empty cell is not known. Lines end as RFC 4180 has them. */
export const renderHistoryCsv = ({ points }: HistoryView): string =>
  [columns.join(","), ...points.map(row), ""].join("\r\n");

/** Everything that the page shows. */
export const renderHealthJson = (health: HealthView, history: HistoryView): string =>
  `${JSON.stringify({ health, history }, null, 2)}\n`;
