import { expect, test } from "vitest";
import { renderHistoryCsv } from "./export-history";

test("unknown percentages are empty cells and every line ends", () => {
  const point = { at: "2026-11-24T00:00:00.000Z", healthy: 9, known: 11, total: 12 };
  const points = [
    { ...point, gatewayPercent: 75, directPercent: 91.7 },
    { ...point, gatewayPercent: null, directPercent: 0 },
  ];
  const csv = renderHistoryCsv({ from: point.at, to: point.at, points, strips: [] });
  expect(csv).toBe(
    "at,gateway_percent,direct_percent,healthy,known,total\r\n" +
      "2026-11-24T00:00:00.000Z,75,91.7,9,11,12\r\n" +
      "2026-11-24T00:00:00.000Z,,0,9,11,12\r\n",
  );
});
