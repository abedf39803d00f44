import Link from "next/link";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { toRouting } from "@/components/shell/route";
import { Dim, Mono } from "@/components/shell/text";
import type { ChainFate } from "@/lib/routing/fate/schema";
import { tellDomain } from "@/lib/routing/fate/words";
import styles from "./what-if.module.css";

const columns: readonly Column<ChainFate>[] = [
  {
    key: "model",
    header: "Model",
    names: true,
    cell: ({ model }) => (
      <Link href={toRouting(model)}>
        <Mono>{model}</Mono>
      </Link>
    ),
  },
  { key: "hops", header: "Hops", align: "end", cell: ({ hops }) => hops },
  { key: "local", header: "Local", align: "end", cell: ({ local }) => local },
  { key: "cloud", header: "Cloud", align: "end", cell: ({ cloud }) => cloud },
  {
    key: "backends",
    header: "Backends",
    align: "end",
    cell: ({ backends }) => (
      <span className={backends.length < 2 ? styles.alone : undefined} title={backends.join("\n")}>
        {backends.length}
      </span>
    ),
  },
  {
    key: "points",
    header: "Silenced by any one of",
    grow: true,
    phone: "wide",
    cell: ({ singlePoints }) =>
      singlePoints.length === 0 ? <Dim>nothing alone</Dim> : singlePoints.map(tellDomain).join(", "),
  },
];

/** Per chain: hops, independent backends, and what alone would silence it; the most exposed first. */
export function ChainFates({ chains }: { chains: readonly ChainFate[] }) {
  const rows = chains.toSorted(
    (a, b) => a.backends.length - b.backends.length || b.singlePoints.length - a.singlePoints.length,
  );
  return (
    <DataTable
      caption="What each model rests on"
      columns={columns}
      rows={rows}
      rowKey={({ model }) => model}
      empty={<EmptyState title="No models">Models appear here once the gateway's file lists one.</EmptyState>}
    />
  );
}
