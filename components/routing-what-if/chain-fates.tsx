import Link from "next/link";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { toRouting } from "@/components/shell/route";
import { Dim, Mono } from "@/components/shell/text";
import type { ChainFate, DomainImpact, FateDomain } from "@/lib/routing/fate/schema";
import { tellDomain } from "@/lib/routing/fate/words";
import styles from "./what-if.module.css";

type ChainRow = Omit<ChainFate, "singlePoints"> & { points: readonly FateDomain[] };

const columns: readonly Column<ChainRow>[] = [
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
    cell: ({ points }) => (points.length === 0 ? <Dim>nothing alone</Dim> : points.map(tellDomain).join(", ")),
  },
];

/** Per chain: hops, independent backends, and what alone would silence it; the most exposed first. */
export function ChainFates({ chains, domains }: { chains: readonly ChainFate[]; domains: readonly DomainImpact[] }) {
  const rows = chains
    .map(({ singlePoints, ...chain }) => ({ ...chain, points: onePerRow(singlePoints, domains) }))
    .toSorted((a, b) => a.backends.length - b.backends.length || b.points.length - a.points.length);
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

/** Several names of the very same deployments are one point, called as the list of what may die calls it. */
function onePerRow(points: readonly FateDomain[], domains: readonly DomainImpact[]): FateDomain[] {
  const rows = points.map(
    (point) =>
      domains.find(({ domain, also }) =>
        [domain, ...also].some(({ kind, name }) => kind === point.kind && name === point.name),
      )?.domain ?? point,
  );
  return [...new Set(rows)];
}
