import Link from "next/link";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import { toModel } from "@/components/shell/route";
import { Dim, Mono, Small } from "@/components/shell/text";
import { StatusMark } from "@/components/status/status-mark";
import type { Successor } from "@/lib/models/registry";

type Hop = Successor["now"];

const columns: readonly Column<Successor>[] = [
  {
    key: "model",
    header: "Model",
    names: true,
    cell: ({ model }) => (
      <Link href={toModel(model)}>
        <Mono>{model}</Mono>
      </Link>
    ),
  },
  { key: "now", header: "Answers now", cell: ({ now }) => <Answerer hop={now} /> },
  {
    key: "after",
    header: "Would answer",
    grow: true,
    cell: ({ now, after }) =>
      now && after && now.position === after.position ? (
        <Dim>the same; it would not notice</Dim>
      ) : (
        <Answerer hop={after} />
      ),
  },
];

/** For each model that may be led here, who would answer instead; or nobody. */
export function IfItDied({ name, successors }: { name: string; successors: readonly Successor[] }) {
  const silenced = successors.filter(({ now, after }) => now && !after).length;
  return (
    <Panel
      title="If it died"
      note={silenced === 0 ? "no model would fall silent" : `${silenced} of ${successors.length} would fall silent`}
      foot="By what each deployment said last, asked in the order of the effective chain."
    >
      <DataTable
        caption={`Who would answer without ${name}`}
        columns={columns}
        rows={successors}
        rowKey={({ model }) => model}
        empty={<EmptyState title="Nothing leads here">No request reaches this model.</EmptyState>}
      />
    </Panel>
  );
}

function Answerer({ hop }: { hop: Hop }) {
  if (!hop) return <StatusMark status="unhealthy">nobody</StatusMark>;
  return (
    <>
      <Mono>{hop.group}</Mono> <Small>{hop.position === 1 ? "itself" : `hop ${hop.position - 1}`}</Small>
    </>
  );
}
