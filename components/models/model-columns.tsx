import Link from "next/link";
import { Age } from "@/components/shell/age";
import type { Column } from "@/components/shell/data-table";
import { toModel } from "@/components/shell/route";
import { Dim, Mono, Small } from "@/components/shell/text";
import { Latency } from "@/components/status/latency";
import { SeverityMark } from "@/components/status/severity-mark";
import { StatusMark } from "@/components/status/status-mark";
import { formatNumber, formatPercent } from "@/lib/format";
import type { Sample } from "@/lib/health/schema";
import { KeyState } from "./key-state";
import { type ModelRow, type ModelSortKey, modelSortKeys } from "./model-row";
import styles from "./models-table.module.css";

export const isSortKey = (key: string): key is ModelSortKey => modelSortKeys.some((candidate) => candidate === key);

export const modelColumns: readonly Column<ModelRow>[] = [
  {
    key: "group",
    header: "Model",
    names: true,
    sortable: true,
    cell: (row) => (
      <>
        <Link href={toModel(row.group)}>
          <Mono>{row.group}</Mono>
        </Link>
        <span className={styles.upstream}>{row.model}</span>
      </>
    ),
  },
  {
    key: "status",
    header: "Status",
    sortable: true,
    phone: "bare",
    cell: (row) => (
      <span title={row.reasoning}>
        <StatusMark status={row.status} />
      </span>
    ),
  },
  { key: "direct", header: "Asked directly", cell: (row) => <Seen sample={row.direct} /> },
  { key: "gateway", header: "Gateway", cell: (row) => <Seen sample={row.gateway} /> },
  {
    key: "backend",
    header: "Backend",
    sortable: true,
    cell: (row) => (
      <>
        <span className={styles.provider}>{row.provider}</span>
        <span className={styles.upstream}>
          {row.local ? "local" : "cloud"} · {row.backend}
        </span>
      </>
    ),
  },
  {
    key: "key",
    header: "Key",
    cell: (row) => <KeyState row={row} />,
  },
  {
    key: "context",
    header: "Context",
    phone: "hide",
    align: "end",
    cell: (row) => (row.contextWindow === null ? <Dim>–</Dim> : formatNumber(row.contextWindow)),
  },
  {
    key: "first-byte",
    header: "First byte P50",
    align: "end",
    sortable: true,
    cell: (row) => <Median us={row.firstByteP50Us} of={row.checksMeasured} />,
  },
  {
    key: "total",
    header: "Total P50",
    align: "end",
    sortable: true,
    cell: (row) => <Median us={row.totalP50Us} of={row.checksMeasured} />,
  },
  {
    key: "available",
    header: "Available, 24 h",
    align: "end",
    sortable: true,
    cell: (row) => (
      <span title={row.coverage}>
        {row.availablePercent === null ? <Dim>–</Dim> : formatPercent(row.availablePercent, 2)}
      </span>
    ),
  },
  {
    key: "used",
    header: "Used by",
    phone: "wide",
    cell: (row) => (row.usedBy.length === 0 ? <Dim>nothing</Dim> : <Small>{row.usedBy.join(", ")}</Small>),
  },
  {
    key: "findings",
    header: "Findings",
    align: "end",
    sortable: true,
    cell: (row) =>
      row.worstFinding ? <SeverityMark severity={row.worstFinding}>{row.findings}</SeverityMark> : <Dim>–</Dim>,
  },
];

function Median({ us, of }: { us: number | null; of: number }) {
  return (
    <span title={of === 0 ? "no check was answered yet" : `median of the last ${of} checks, asked directly`}>
      <Latency us={us} />
    </span>
  );
}

/** A witness's statement with its age; unknown is a state of its own. */
function Seen({ sample }: { sample: Sample | null }) {
  if (!sample) return <StatusMark status="unknown" title="no sample yet" />;
  return (
    <span title={sample.evidence}>
      <StatusMark status={sample.status} iconOnly />{" "}
      <Small>
        <Age at={sample.at} />
      </Small>
    </span>
  );
}
