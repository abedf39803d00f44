import Link from "next/link";
import { SemanticList } from "@/components/routing/semantic-list";
import { Age, Elapsed } from "@/components/shell/age";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { toChange } from "@/components/shell/route";
import { Dim, Mono } from "@/components/shell/text";
import type { ChangeView } from "@/lib/changes/schema";
import { ChangeStateBadge } from "./change-state";

type ChangeRow = Omit<ChangeView, "steps">;

const columns: readonly Column<ChangeRow>[] = [
  {
    key: "number",
    header: "Change",
    names: true,
    cell: (change) => <Link href={toChange(change.id)}>Change {change.number}</Link>,
  },
  {
    key: "state",
    header: "State",
    phone: "bare",
    cell: (change) => <ChangeStateBadge state={change.state} stranded={change.stranded} />,
  },
  {
    key: "summary",
    header: "What",
    phone: "wide",
    cell: (change) => (change.summary.length > 0 ? <SemanticList sentences={change.summary} /> : <Dim>–</Dim>),
  },
  { key: "author", header: "By", cell: (change) => <Mono>{change.author}</Mono> },
  { key: "when", header: "When", cell: (change) => <Age at={change.createdAt} /> },
  {
    key: "took",
    header: "Took",
    align: "end",
    cell: (change) => (change.startedAt ? <Elapsed from={change.startedAt} to={change.finishedAt} /> : <Dim>–</Dim>),
  },
];

export function ChangeTable({ changes }: { changes: readonly ChangeRow[] }) {
  return (
    <DataTable
      caption="Changes, newest first"
      columns={columns}
      rows={changes}
      rowKey={(change) => change.id}
      empty={
        <EmptyState title="Nothing was applied yet">
          Edit a chain or a model, review the draft, and apply it: its timeline stays here.
        </EmptyState>
      }
    />
  );
}
