"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { useState } from "react";
import { ConfirmButton } from "@/components/shell/confirm-button";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import { toModel } from "@/components/shell/route";
import { Dim, Mono } from "@/components/shell/text";
import type { ModelsDesk } from "@/lib/models/desk";
import type { AliasView } from "@/lib/models/schema";
import type { AliasInput } from "./alias-form";
import { LazyAliasDialog } from "./lazy-dialogs";
import type { ModelsActions } from "./models-actions";
import styles from "./models-desk.module.css";

type AliasesPanelProps = { desk: ModelsDesk; actions: ModelsActions | null; onSaved: (words: string) => void };

/** Other names for models, as the draft has them. */
export function AliasesPanel({ desk, actions, onSaved }: AliasesPanelProps) {
  const [form, setForm] = useState<{ initial: AliasInput | null } | null>(null);
  const verbs = (alias: AliasView) =>
    actions ? (
      <span className={styles.verbs}>
        <Button
          size="compact-sm"
          aria-label={`Edit the alias ${alias.name}`}
          onClick={() => setForm({ initial: { alias: alias.name, target: alias.target ?? "", hidden: alias.hidden } })}
        >
          Edit
        </Button>
        <ConfirmButton
          verb="Remove"
          label={`Remove the alias ${alias.name}`}
          title="Remove an alias"
          plan={`Clients that ask for ${alias.name} are refused once the draft is applied, unless a model has this name.`}
          action={actions.removeAlias}
          input={{ gatewayId: desk.gatewayId, expectedVersion: desk.version, alias: alias.name }}
          onDone={() => onSaved("Removed.")}
        />
      </span>
    ) : null;
  const columns: Column<AliasView>[] = [
    { key: "name", header: "Alias", names: true, cell: (alias) => <Mono>{alias.name}</Mono> },
    {
      key: "target",
      header: "Answered by",
      grow: true,
      cell: (alias) => <Target alias={alias} models={desk.models} />,
    },
    { key: "hidden", header: "In the list of models", cell: (alias) => (alias.hidden ? "hidden" : "shown") },
    { key: "verbs", header: "Verbs", hideHeader: true, cell: verbs },
  ];
  return (
    <Panel
      title="Aliases"
      note="other names that clients may ask for"
      actions={
        actions ? (
          <Button size="compact-sm" onClick={() => setForm({ initial: null })}>
            Add an alias
          </Button>
        ) : null
      }
    >
      <DataTable
        caption="Aliases"
        columns={columns}
        rows={desk.aliases}
        rowKey={(alias) => alias.name}
        empty={
          <EmptyState title="No aliases">
            An alias lets clients keep a name while the model behind it changes. It stands under model_group_alias.
          </EmptyState>
        }
      />
      {form && actions ? (
        <LazyAliasDialog
          gatewayId={desk.gatewayId}
          version={desk.version}
          initial={form.initial}
          models={desk.models}
          save={actions.saveAlias}
          onSaved={() => {
            setForm(null);
            onSaved("Saved.");
          }}
          onClose={() => setForm(null)}
        />
      ) : null}
    </Panel>
  );
}

function Target({ alias, models }: { alias: AliasView; models: readonly string[] }) {
  if (alias.target === null) return <Dim>it cannot be read (line {alias.line})</Dim>;
  if (!models.includes(alias.target))
    return (
      <>
        <Mono>{alias.target}</Mono> <Dim>no model has this name</Dim>
      </>
    );
  return (
    <Link href={toModel(alias.target)}>
      <Mono>{alias.target}</Mono>
    </Link>
  );
}
