"use client";

import Link from "next/link";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { toModel } from "@/components/shell/route";
import { Dim, Mono, Small } from "@/components/shell/text";
import { StatusMark } from "@/components/status/status-mark";
import { StatusStrip } from "@/components/status/status-strip";
import { formatPercent } from "@/lib/format";
import type { Status, StripSlot } from "@/lib/health/schema";

export type StripRow = {
  model: string;
  /** Of the deployment; the model's name stands in for it. */
  identity?: string | undefined;
  /** Where a model has several deployments. */
  backend?: string | undefined;
  status: Status;
  slots: readonly StripSlot[];
  /** Share of the known time in which it answered; null when nothing is known. */
  availablePercent: number | null;
  /** "23 h 12 min known of 24 h": a percentage never stands without what it is of. */
  coverage: string;
};

type StripsTableProps = { rows: readonly StripRow[]; endAt: string; walkable?: boolean };

/** One strip per model. */
export function StripsTable({ rows, endAt, walkable = false }: StripsTableProps) {
  const columns: readonly Column<StripRow>[] = [
    {
      key: "model",
      header: "Model",
      names: true,
      cell: (row) => (
        <>
          <Link href={toModel(row.model)}>
            <Mono>{row.model}</Mono>
          </Link>
          {row.backend ? <Small> {row.backend}</Small> : null}
        </>
      ),
    },
    {
      key: "strip",
      header: "History",
      phone: "wide-bare",
      grow: true,
      cell: (row) => (
        <StatusStrip
          label={row.backend ? `${row.model}, ${row.backend}` : row.model}
          slots={row.slots}
          endAt={endAt}
          walkable={walkable}
        />
      ),
    },
    { key: "now", header: "Now", cell: (row) => <StatusMark status={row.status} /> },
    { key: "available", header: "Available", align: "end", cell: (row) => <Availability row={row} /> },
  ];
  return (
    <DataTable
      caption="History of each model"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.identity ?? row.model}
      empty={
        <EmptyState title="No history yet">It grows with every probe; gaps stay hatched, never filled in.</EmptyState>
      }
    />
  );
}

function Availability({ row }: { row: StripRow }) {
  if (row.availablePercent === null) return <Dim>{row.status === "off" ? "off" : "not known"}</Dim>;
  return <span title={row.coverage}>{formatPercent(row.availablePercent, 2)}</span>;
}
