"use client";

import { type Column, DataTable } from "@/components/shell/data-table";
import { Panel } from "@/components/shell/panel";
import { Mono, Tag } from "@/components/shell/text";
import type { ModelsDesk } from "@/lib/models/desk";
import { DeploymentVerbs } from "./deployment-verbs";
import type { ModelsActions } from "./models-actions";
import type { Forms } from "./use-forms";

type Row = { identity: string; group: string; model: string; mark: "added" | "changed" | "removed" };

type DraftDeploymentsProps = { desk: ModelsDesk; forms: Forms; actions: ModelsActions | null };

/** Deployments in which the draft differs from the file; nothing when there are none. */
export function DraftDeployments({ desk, forms, actions }: DraftDeploymentsProps) {
  const rows: Row[] = [
    ...desk.entries.flatMap(({ identity, group, model, mark }) => (mark ? [{ identity, group, model, mark }] : [])),
    ...desk.removed.map((gone) => ({ ...gone, mark: "removed" as const })),
  ];
  if (rows.length === 0) return null;
  const columns: Column<Row>[] = [
    { key: "group", header: "Model", names: true, cell: (row) => <Mono>{row.group}</Mono> },
    {
      key: "mark",
      header: "In the draft",
      phone: "bare",
      cell: (row) => <Tag tone={row.mark === "removed" ? "warn" : "accent"}>{row.mark}</Tag>,
    },
    { key: "model", header: "Upstream", grow: true, cell: (row) => <Mono>{row.model}</Mono> },
    {
      key: "verbs",
      header: "Verbs",
      hideHeader: true,
      cell: (row) => {
        const entry = row.mark === "removed" ? undefined : desk.entries.find((one) => one.identity === row.identity);
        return entry && actions ? <DeploymentVerbs entry={entry} desk={desk} forms={forms} actions={actions} /> : null;
      },
    },
  ];
  return (
    <Panel title="In the draft" note="not live yet">
      <DataTable
        caption="Deployments that the draft adds, changes or removes"
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.mark} ${row.identity}`}
        empty={null}
      />
    </Panel>
  );
}
