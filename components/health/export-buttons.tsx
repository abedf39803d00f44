"use client";

import { Button } from "@mantine/core";
import { renderHealthJson, renderHistoryCsv } from "@/lib/health/export-history";
import type { HealthView, HistoryView } from "@/lib/health/schema";

type ExportButtonsProps = { health: HealthView; history: HistoryView };

/** What is shown, as a file. */
export function ExportButtons({ health, history }: ExportButtonsProps) {
  const name = `signalbox-health-${history.to.slice(0, 16).replace(":", "")}`;
  return (
    <>
      <Button
        size="compact-sm"
        aria-label="Export the chart as CSV"
        onClick={() => save(`${name}.csv`, "text/csv", renderHistoryCsv(history))}
      >
        CSV
      </Button>
      <Button
        size="compact-sm"
        aria-label="Export the page as JSON"
        onClick={() => save(`${name}.json`, "application/json", renderHealthJson(health, history))}
      >
        JSON
      </Button>
    </>
  );
}

function save(name: string, type: string, text: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
