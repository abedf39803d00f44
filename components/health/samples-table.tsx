import { Clock } from "@/components/shell/age";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { Small } from "@/components/shell/text";
import { Latency } from "@/components/status/latency";
import { StatusMark } from "@/components/status/status-mark";
import type { Sample } from "@/lib/health/schema";

const witnessWords: Record<Sample["witness"], string> = {
  direct: "asked directly",
  gateway: "gateway's view",
  traffic: "a real request",
};

const columns: readonly Column<Sample>[] = [
  { key: "at", header: "When", names: true, cell: (sample) => <Clock at={sample.at} /> },
  { key: "status", header: "Status", phone: "bare", cell: (sample) => <StatusMark status={sample.status} /> },
  {
    key: "witness",
    header: "Witness",
    cell: (sample) => witnessWords[sample.witness],
  },
  { key: "cause", header: "Cause", cell: (sample) => (sample.cause === "none" ? "–" : sample.cause) },
  { key: "connect", header: "Connect", align: "end", cell: (sample) => <Latency us={sample.connectUs} /> },
  { key: "first", header: "First byte", align: "end", cell: (sample) => <Latency us={sample.firstByteUs} /> },
  { key: "total", header: "Total", align: "end", cell: (sample) => <Latency us={sample.totalUs} /> },
  { key: "evidence", header: "Evidence", phone: "wide", cell: (sample) => <Small>{sample.evidence}</Small> },
];

export function SamplesTable({ samples }: { samples: readonly Sample[] }) {
  return (
    <DataTable
      caption="Samples, newest first"
      columns={columns}
      rows={samples}
      rowKey={(sample) => `${sample.at} ${sample.witness} ${sample.identity} ${sample.evidence}`}
      empty={
        <EmptyState title="No samples in this range">Choose a longer range, or wait for the next probe.</EmptyState>
      }
    />
  );
}
