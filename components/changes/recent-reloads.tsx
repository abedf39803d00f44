import { Age } from "@/components/shell/age";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { formatDuration } from "@/lib/format";
import type { RecentReload } from "./reload-plan";

const columns: readonly Column<RecentReload>[] = [
  { key: "at", header: "When", names: true, cell: (run) => <Age at={run.at} /> },
  {
    key: "outcome",
    header: "Outcome",
    cell: (run) => (run.outcome === "done" ? "reloaded" : (run.detail ?? "failed")),
  },
  { key: "took", header: "Took", align: "end", cell: (run) => formatDuration(run.durationMs) },
  {
    key: "lost",
    header: "Failed requests",
    align: "end",
    cell: (run) => (run.probesSent === 0 ? "not measured" : `${run.probesFailed} of ${run.probesSent}`),
  },
];

export function RecentReloads({ recent }: { recent: readonly RecentReload[] }) {
  return (
    <DataTable
      caption="Last reloads"
      columns={columns}
      rows={recent}
      rowKey={(run) => run.at}
      empty={
        <EmptyState title="Not reloaded from here yet">After the first time this shows how long it took.</EmptyState>
      }
    />
  );
}
