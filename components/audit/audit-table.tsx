import { Age } from "@/components/shell/age";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { RawDetail } from "@/components/shell/error-state";
import { Mono, Small, Tag } from "@/components/shell/text";
import type { AuditEntryView, AuditOutcome } from "@/lib/audit/schema";
import { formatSha } from "@/lib/format";

const tones: Record<AuditOutcome, "ok" | "warn" | "bad"> = {
  done: "ok",
  refused: "warn",
  denied: "bad",
  failed: "bad",
};

const columns: readonly Column<AuditEntryView>[] = [
  { key: "action", header: "What", names: true, cell: (entry) => <Mono>{entry.action}</Mono> },
  {
    key: "outcome",
    header: "Outcome",
    phone: "bare",
    cell: (entry) => <Tag tone={tones[entry.outcome]}>{entry.outcome}</Tag>,
  },
  { key: "target", header: "To", cell: (entry) => <Mono>{entry.target}</Mono> },
  {
    key: "actor",
    header: "By",
    cell: (entry) => (
      <>
        <Mono>{entry.actor}</Mono> <Small>{entry.role}</Small>
      </>
    ),
  },
  { key: "origin", header: "From", cell: (entry) => <Mono>{entry.origin}</Mono> },
  { key: "at", header: "When", cell: (entry) => <Age at={entry.at} /> },
  { key: "values", header: "Before and after", phone: "wide-bare", cell: (entry) => <Values entry={entry} /> },
  {
    key: "hash",
    header: "Row",
    align: "end",
    cell: (entry) => (
      <span title={`hash ${entry.hash}`}>
        {entry.seq} <Mono>{formatSha(entry.hash)}</Mono>
      </span>
    ),
  },
];

function Values({ entry }: { entry: AuditEntryView }) {
  if (entry.before === null && entry.after === null) return <Small>–</Small>;
  return (
    <RawDetail title="Values" text={`before: ${entry.before ?? "nothing"}\nafter:  ${entry.after ?? "nothing"}`} />
  );
}

type AuditTableProps = { entries: readonly AuditEntryView[]; filtered: boolean };

/** Who did what to what, when, from where; denied attempts included. */
export function AuditTable({ entries, filtered }: AuditTableProps) {
  return (
    <DataTable
      caption="Audit entries, newest first"
      columns={columns}
      rows={entries}
      rowKey={(entry) => String(entry.seq)}
      empty={
        filtered ? (
          <EmptyState title="Nothing fits the filter">Clear it to see every entry.</EmptyState>
        ) : (
          <EmptyState title="Nothing was done yet">
            Each mutation, and each one that was denied, is written here.
          </EmptyState>
        )
      }
    />
  );
}
