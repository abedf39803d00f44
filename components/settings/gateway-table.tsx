"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { ConfirmButton } from "@/components/shell/confirm-button";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { GatewayMark } from "@/components/shell/gateway-mark";
import { pathTo } from "@/components/shell/route";
import { Dim, Mono, Tag } from "@/components/shell/text";
import type { Action } from "@/lib/action-state";
import { formatPercent } from "@/lib/format";
import { findVulnerability } from "@/lib/gateways/known-vulnerable";
import type { GatewayView } from "@/lib/gateways/schema";
import styles from "./gateway-table.module.css";

export type GatewayRow = GatewayView & {
  targetPercent: number;
  /** Registered by the console's environment, which counts again at its next start. */
  fromEnvironment: boolean;
};

type GatewayTableProps = {
  gateways: readonly GatewayRow[];
  /** Null for those who may only look. */
  remove: Action<{ id: string }> | null;
};

export function GatewayTable({ gateways, remove }: GatewayTableProps) {
  const columns: readonly Column<GatewayRow>[] = [
    {
      key: "name",
      header: "Gateway",
      names: true,
      cell: (gateway) => (
        <>
          {gateway.name} {gateway.fromEnvironment ? <Tag>from the environment</Tag> : null}
          <br />
          <Mono>{gateway.id}</Mono>
        </>
      ),
    },
    { key: "state", header: "State", phone: "bare", cell: (gateway) => <GatewayMark gateway={gateway} /> },
    { key: "version", header: "Version", cell: (gateway) => <Version version={gateway.version} /> },
    {
      key: "place",
      header: "Address and file",
      phone: "wide",
      cell: (gateway) => (
        <span className={styles.long}>
          <Mono>{gateway.url}</Mono>
          <br />
          <Mono>{gateway.configPath}</Mono>
        </span>
      ),
    },
    {
      key: "reload",
      header: "Reloaded by",
      phone: "wide",
      cell: (gateway) => (
        <span className={styles.long}>
          <Mono>{gateway.reload}</Mono>
        </span>
      ),
    },
    {
      key: "target",
      header: "Target",
      align: "end",
      cell: (gateway) => `> ${formatPercent(gateway.targetPercent)}`,
    },
    {
      key: "verbs",
      header: "Verbs",
      hideHeader: true,
      align: "end",
      cell: (gateway) => (remove ? <Verbs gateway={gateway} remove={remove} /> : null),
    },
  ];
  return (
    <DataTable
      caption="Gateways"
      columns={columns}
      rows={gateways}
      rowKey={(gateway) => gateway.id}
      empty={
        <EmptyState title="No gateway yet">
          {remove ? "Add the first one; nothing is changed by naming it." : "An administrator can add the first one."}
        </EmptyState>
      }
    />
  );
}

function Version({ version }: { version: string | null }) {
  const why = findVulnerability(version);
  if (version === null) return <Dim>not known</Dim>;
  return (
    <>
      {version}{" "}
      {why ? (
        <span title={why}>
          <Tag tone="bad">must be replaced</Tag>
        </span>
      ) : null}
    </>
  );
}

function Verbs({ gateway, remove }: { gateway: GatewayRow; remove: Action<{ id: string }> }) {
  return (
    <span className={styles.verbs}>
      <Button
        component={Link}
        size="compact-sm"
        href={pathTo(["settings", "gateway", gateway.id])}
        aria-label={`Edit ${gateway.name}`}
      >
        Edit
      </Button>
      <ConfirmButton
        verb="Remove"
        label={`Remove ${gateway.name}`}
        title={`Remove ${gateway.name}`}
        plan={
          <p>
            The console forgets this gateway and a key that was pasted for it. The gateway, its file and its process
            stay as they are; its history here is kept.
            {gateway.fromEnvironment ? " The environment names it, so it is back at the console’s next start." : ""}
          </p>
        }
        action={remove}
        input={{ id: gateway.id }}
      />
    </span>
  );
}
