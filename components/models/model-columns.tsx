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
        {row.contextWindow === null ? null : (
          <span className={styles.where}>{formatNumber(row.contextWindow)} tokens</span>
        )}
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
  {
    key: "witnesses",
    header: "Witnesses",
    phone: "wide",
    cell: (row) => (
      <>
        <Seen word="direct" sample={row.direct} />
        <Seen word="gateway" sample={row.gateway} />
      </>
    ),
  },
  {
    key: "backend",
    header: "Backend",
    sortable: true,
    cell: (row) => (
      <>
        <span className={styles.provider}>{row.provider}</span>
        <span className={styles.where} title={row.backend}>
          {row.local ? "local" : "cloud"} · {row.backend.split(" · ")[0]}
        </span>
      </>
    ),
  },
  {
    key: "key",
    header: "Key",
    phone: "hide",
    cell: (row) => <KeyState row={row} />,
  },
  {
    key: "first-byte",
    header: "First byte",
    align: "end",
    sortable: true,
    cell: (row) => <Medians row={row} />,
  },
  {
    key: "available",
    header: "24 h",
    align: "end",
    sortable: true,
    cell: (row) => (
      <span title={row.coverage}>
        {row.availablePercent === null ? <Dim>–</Dim> : formatPercent(row.availablePercent, 2)}
      </span>
    ),
  },
  { key: "used", header: "Used by", phone: "hide", cell: (row) => <Users names={row.usedBy} /> },
  {
    key: "findings",
    header: "Findings",
    align: "end",
    sortable: true,
    cell: (row) =>
      row.worstFinding ? <SeverityMark severity={row.worstFinding}>{row.findings}</SeverityMark> : <Dim>–</Dim>,
  },
];

function Medians({ row }: { row: ModelRow }) {
  const of = row.checksMeasured;
  return (
    <span title={of === 0 ? "no check was answered yet" : `medians (P50) of the last ${of} checks, asked directly`}>
      <Latency us={row.firstByteP50Us} />
      <span className={styles.where}>
        <Latency us={row.totalP50Us} /> total
      </span>
    </span>
  );
}

const named = 2;

function Users({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <Dim>nothing</Dim>;
  const more = names.length - named;
  return (
    <span title={names.join(", ")}>
      {names.slice(0, named).map((name) => (
        <span key={name} className={styles.user}>
          {name}
        </span>
      ))}
      {more > 0 ? <Small>and {more} more</Small> : null}
    </span>
  );
}

/** A witness's statement with its age; unknown is a state of its own. */
function Seen({ word, sample }: { word: string; sample: Sample | null }) {
  return (
    <span className={styles.seen} title={sample?.evidence ?? "no sample yet"}>
      <StatusMark status={sample?.status ?? "unknown"} iconOnly /> {word}{" "}
      {sample ? <Age at={sample.at} /> : "no sample"}
    </span>
  );
}
