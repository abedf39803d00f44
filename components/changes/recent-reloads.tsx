import { Age } from "@/components/shell/age";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import type { ReloadRunView } from "@/lib/changes/schema";
import { formatDuration } from "@/lib/format";

const columns: readonly Column<ReloadRunView>[] = [
  { key: "at", header: "When", names: true, cell: (run) => <Age at={run.at} /> },
  {
    key: "outcome",
    header: "Outcome",
    cell: (run) => (run.outcome === "reloaded" ? "reloaded" : (run.detail ?? "failed")),
  },
  { key: "took", header: "Took", align: "end", cell: (run) => formatDuration(run.durationMs) },
  {
    key: "lost",
    header: "Failed requests",
    align: "end",
    cell: (run) => (run.probesSent === 0 ? "not measured" : `${run.probesFailed} of ${run.probesSent}`),
  },
];

export function RecentReloads({ recent }: { recent: readonly ReloadRunView[] }) {
  return (
    <DataTable
      caption="Last reloads"
      columns={columns}
      rows={recent}
      rowKey={(run) => run.id}
      empty={
        <EmptyState title="Not reloaded from here yet">After the first time this shows how long it took.</EmptyState>
      }
    />
  );
}
