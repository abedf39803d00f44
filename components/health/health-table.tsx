import Link from "next/link";
import { Age } from "@/components/shell/age";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { toModel } from "@/components/shell/route";
import { Dim, Mono, Small } from "@/components/shell/text";
import { Latency } from "@/components/status/latency";
import { StatusMark } from "@/components/status/status-mark";
import type { DeploymentHealth, Sample } from "@/lib/health/schema";
import styles from "./health-table.module.css";

const seen = (sample: Sample | null) =>
  sample ? (
    <span className={styles.seen} title={sample.evidence}>
      <StatusMark status={sample.status} />{" "}
      <Small>
        <Age at={sample.at} />
      </Small>
    </span>
  ) : (
    <Dim>no sample</Dim>
  );

const columns: readonly Column<DeploymentHealth>[] = [
  {
    key: "model",
    header: "Model",
    names: true,
    cell: (row) => (
      <Link href={toModel(row.group)}>
        <Mono>{row.group}</Mono>
      </Link>
    ),
  },
  {
    key: "status",
    header: "Status",
    phone: "bare",
    cell: (row) => (
      <span title={row.reasoning}>
        <StatusMark status={row.status} />
      </span>
    ),
  },
  { key: "direct", header: "Asked directly", cell: (row) => seen(row.direct) },
  { key: "gateway", header: "Gateway's view", cell: (row) => seen(row.gateway) },
  {
    key: "first",
    header: "First byte",
    align: "end",
    cell: (row) => <Latency us={row.direct?.firstByteUs ?? null} />,
  },
  { key: "backend", header: "Backend", cell: (row) => <Mono>{row.backend}</Mono> },
  { key: "why", header: "Why", phone: "wide-bare", cell: (row) => <Why reasoning={row.reasoning} /> },
];

function Why({ reasoning }: { reasoning: string }) {
  return (
    <div className={styles.why}>
      <Small>{reasoning}</Small>
    </div>
  );
}

/** Each deployment by each witness, and which statement was believed and why. */
export function HealthTable({ rows }: { rows: readonly DeploymentHealth[] }) {
  return (
    <DataTable
      caption="Health of each deployment by witness"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.identity}
      empty={
        <EmptyState title="Nothing was probed yet">
          The first samples arrive within one probe interval after the gateway's file is read.
        </EmptyState>
      }
    />
  );
}
