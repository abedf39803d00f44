"use client";

import Link from "next/link";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { toRouting } from "@/components/shell/route";
import { Mono, Small } from "@/components/shell/text";
import { StatusMark } from "@/components/status/status-mark";
import type { Drawing } from "@/lib/routing/drawing/schema";
import styles from "./graph-desk.module.css";
import { type HopRow, type NameRow, type Now, sortHops, toHopRows, toNameRows } from "./hop-rows";
import { isHopSortKey } from "./hop-sort-keys";
import type { GraphView } from "./use-graph-view";

type GraphTablesProps = {
  drawing: Drawing;
  now: Now;
  view: GraphView;
  onView: (change: Partial<GraphView>) => void;
};

const hopColumns: readonly Column<HopRow>[] = [
  {
    key: "from",
    header: "When it fails",
    names: true,
    sortable: true,
    cell: (row) => (
      <Link href={toRouting(row.source === "*" ? undefined : row.source, row.kind)} prefetch={false}>
        <Mono>{row.from}</Mono>
      </Link>
    ),
  },
  { key: "kind", header: "Kind", sortable: true, phone: "bare", cell: (row) => row.kindWord },
  { key: "position", header: "Hop", sortable: true, align: "end", cell: (row) => row.position },
  {
    key: "to",
    header: "Asked next",
    sortable: true,
    cell: (row) => (
      <>
        <Mono>{row.to}</Mono>
        {row.written ? (
          <>
            {" "}
            <Small>written as {row.written}</Small>
          </>
        ) : null}
      </>
    ),
  },
  { key: "lane", header: "Backend", sortable: true, cell: (row) => row.lane },
  { key: "status", header: "Now", sortable: true, phone: "bare", cell: (row) => <StatusNow status={row.status} /> },
  {
    key: "marks",
    header: "Marks",
    phone: "wide-bare",
    cell: (row) => <span className={styles.marks}>{row.marks.join(" · ")}</span>,
  },
];

const nameColumns: readonly Column<NameRow>[] = [
  {
    key: "name",
    header: "Name",
    names: true,
    cell: (row) =>
      row.role === "any" || row.role === "nobody" ? (
        <Mono>{row.name}</Mono>
      ) : (
        <Link href={toRouting(row.name)} prefetch={false}>
          <Mono>{row.name}</Mono>
        </Link>
      ),
  },
  { key: "status", header: "Now", phone: "bare", cell: (row) => <StatusNow status={row.status} /> },
  { key: "lane", header: "Backend", cell: (row) => row.lane },
  { key: "out", header: "Hands on to", align: "end", cell: (row) => row.hopsOut },
  { key: "in", header: "Named by", align: "end", cell: (row) => row.hopsIn },
  {
    key: "marks",
    header: "Marks",
    phone: "wide-bare",
    cell: (row) => <span className={styles.marks}>{row.marks.join(" · ")}</span>,
  },
];

function StatusNow({ status }: Pick<HopRow, "status">) {
  return status === null ? "–" : <StatusMark status={status} />;
}

/** The graph in words: every line a row, then every name. */
export function GraphTables({ drawing, now, view, onView }: GraphTablesProps) {
  const hops = sortHops(toHopRows(drawing, now), view.sort, view.descending);
  return (
    <div className={styles.tables}>
      <section aria-label="Hops">
        <h3>Hops</h3>
        <DataTable
          caption="Hops of all chains"
          columns={hopColumns}
          rows={hops}
          rowKey={(row) => row.id}
          sort={{ key: view.sort, descending: view.descending }}
          onSort={({ key, descending }) => (isHopSortKey(key) ? onView({ sort: key, descending }) : undefined)}
          empty={
            <EmptyState title="No hops">
              No chain is shown: none is written, or the search and the kinds leave none.
            </EmptyState>
          }
        />
      </section>
      <section aria-label="Names">
        <h3>Names</h3>
        <DataTable
          caption="Names in the graph"
          columns={nameColumns}
          rows={toNameRows(drawing, now)}
          rowKey={(row) => row.id}
          empty={<EmptyState title="No names">The search finds none.</EmptyState>}
        />
      </section>
    </div>
  );
}
