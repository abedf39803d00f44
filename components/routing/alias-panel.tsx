"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { AliasInput } from "@/components/models/alias-form";
import { ConfirmButton } from "@/components/shell/confirm-button";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import { Dim, Mono } from "@/components/shell/text";
import type { Action } from "@/lib/action-state";
import type { GraphAlias } from "@/lib/routing/schema";

// The form brings a searchable list, which nobody needs before a button is pressed.
const AliasDialog = dynamic(() => import("./alias-dialog").then((part) => part.AliasDialog), { ssr: false });

export type AliasActions = {
  saveAlias: Action<AliasInput & { gatewayId: string }>;
  removeAlias: Action<{ gatewayId: string; alias: string }>;
};

type AliasPanelProps = {
  gatewayId: string;
  aliases: readonly GraphAlias[];
  models: readonly string[];
  /** Null when nothing can be edited now. */
  actions: AliasActions | null;
};

/** Other names for models. Each edit goes into the draft. */
export function AliasPanel({ gatewayId, aliases, models, actions }: AliasPanelProps) {
  const [editing, setEditing] = useState<AliasInput | "new" | null>(null);
  return (
    <Panel
      title="Aliases"
      note={aliases.length === 0 ? "none" : String(aliases.length)}
      actions={
        actions ? (
          <Button size="compact-sm" onClick={() => setEditing("new")}>
            Add an alias…
          </Button>
        ) : null
      }
    >
      <DataTable
        caption="Aliases"
        columns={columnsOf(gatewayId, actions, setEditing)}
        rows={aliases}
        rowKey={({ name }) => name}
        empty={
          <EmptyState title="No alias">
            An alias lets clients ask for a model by another name; add one above.
          </EmptyState>
        }
      />
      {editing && actions ? (
        <AliasDialog
          gatewayId={gatewayId}
          initial={editing === "new" ? null : editing}
          models={models}
          save={actions.saveAlias}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Panel>
  );
}

function columnsOf(
  gatewayId: string,
  actions: AliasActions | null,
  edit: (alias: AliasInput) => void,
): readonly Column<GraphAlias>[] {
  return [
    { key: "name", header: "Alias", names: true, cell: ({ name }) => <Mono>{name}</Mono> },
    {
      key: "target",
      header: "Model",
      cell: ({ target, hidden }) => (
        <>
          {target === null ? <Dim>a list, which answers to nothing</Dim> : <Mono>{target}</Mono>}
          {hidden ? <Dim> · hidden</Dim> : null}
        </>
      ),
    },
    {
      key: "verbs",
      header: "Verbs",
      hideHeader: true,
      align: "end",
      cell: ({ name, target, hidden }) =>
        actions ? (
          <>
            <Button
              size="compact-sm"
              aria-label={`Edit alias ${name}`}
              onClick={() => edit({ alias: name, target: target ?? "", hidden })}
            >
              Edit…
            </Button>{" "}
            <ConfirmButton
              verb="Remove"
              label={`Remove alias ${name}`}
              title={`Remove alias ${name}`}
              plan={<p>Clients that ask for {name} will be refused once the draft is applied.</p>}
              action={actions.removeAlias}
              input={{ gatewayId, alias: name }}
            />
          </>
        ) : null,
    },
  ];
}
