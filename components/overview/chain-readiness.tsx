import Link from "next/link";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { toRouting } from "@/components/shell/route";
import { Mono } from "@/components/shell/text";
import { StatusMark } from "@/components/status/status-mark";
import { formatCount, formatFraction } from "@/lib/format";
import type { Status } from "@/lib/health/schema";
import styles from "./chain-readiness.module.css";

export type ChainReadinessRow = {
  model: string;
  /** The effective order. */
  hops: readonly { group: string; status: Status }[];
  backendsAnswering: number;
  backends: number;
};

const columns: readonly Column<ChainReadinessRow>[] = [
  {
    key: "model",
    header: "Model",
    names: true,
    cell: (row) => (
      <Link href={toRouting(row.model)}>
        <Mono>{row.model}</Mono>
      </Link>
    ),
  },
  {
    key: "route",
    header: "Would answer, in order",
    phone: "wide-bare",
    grow: true,
    cell: (row) => <RouteNow row={row} />,
  },
  {
    key: "backends",
    header: "Backends",
    align: "end",
    cell: (row) => (
      <span className={row.backendsAnswering < 2 ? styles.alone : ""}>
        {formatFraction(row.backendsAnswering, row.backends)}
      </span>
    ),
  },
];

function RouteNow({ row }: { row: ChainReadinessRow }) {
  return (
    <ol className={styles.route}>
      {row.hops.map((hop) => (
        <li key={hop.group} className={hop.status === "healthy" ? styles.healthy : styles.other}>
          <StatusMark status={hop.status} iconOnly />
          <Mono>{hop.group}</Mono>
        </li>
      ))}
    </ol>
  );
}

/** Chains with how many hops answer now and how many independent backends are left; models without one are only named. */
export function ChainReadiness({ rows }: { rows: readonly ChainReadinessRow[] }) {
  const chained = rows.filter(({ hops }) => hops.length > 1);
  const alone = rows.filter(({ hops }) => hops.length <= 1);
  return (
    <>
      <ChainTable rows={chained} />
      {alone.length > 0 ? (
        <p className={styles.rest}>
          {formatCount(alone.length, "model")} without a fallback:{" "}
          {alone.map(({ model, hops }, index) => (
            <span key={model}>
              {index > 0 ? ", " : ""}
              <StatusMark status={hops[0]?.status ?? "unknown"} iconOnly />{" "}
              <Link href={toRouting(model)}>
                <Mono>{model}</Mono>
              </Link>
            </span>
          ))}
        </p>
      ) : null}
    </>
  );
}

function ChainTable({ rows }: { rows: readonly ChainReadinessRow[] }) {
  return (
    <DataTable
      caption="Chains and who would answer now"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.model}
      empty={
        <EmptyState title="No chain is written">
          A chain says who answers when a model fails; write the first in Routing.
        </EmptyState>
      }
    />
  );
}
