"use client";

import { Button, Checkbox, NativeSelect, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { Dim } from "@/components/shell/text";
import { BulkEdit } from "@/lib/config/schema";
import { formatCount } from "@/lib/format";
import { countTargets, modelsWithout } from "@/lib/routing/bulk-effect";
import type { RoutingGraph } from "@/lib/routing/schema";
import styles from "./many-edits.module.css";

type FormProps = {
  graph: RoutingGraph;
  /** Null while something is missing or wrong. */
  onChange: (edit: BulkEdit | null) => void;
};

const namesOf = (graph: RoutingGraph): string[] => [
  ...new Set([...graph.groups, ...graph.aliases.map(({ name }) => name)]),
];

const parse = (edit: unknown): BulkEdit | null => {
  const read = BulkEdit.safeParse(edit);
  return read.success ? read.data : null;
};

const kinds = [
  { value: "general", label: "any failure" },
  { value: "context_window", label: "context window exceeded" },
  { value: "content_policy", label: "content policy" },
  { value: "default", label: "the default chain, once for everybody" },
] as const;
type LastHop = { kind: (typeof kinds)[number]["value"]; target: string | null; models: readonly string[] };

/** A last resort for the models that are ticked; those that name it already are not offered. */
export function LastHopForm({ graph, onChange }: FormProps) {
  const [values, setValues] = useState<LastHop>({ kind: "general", target: null, models: [] });
  const change = (next: Partial<LastHop>) => {
    const all = { ...values, ...next };
    setValues(all);
    onChange(parse({ type: "append-target", ...all, models: all.kind === "default" ? ["*"] : all.models }));
  };
  const { kind, target, models } = values;
  const open = target === null || kind === "default" ? [] : modelsWithout(graph, { kind, target });
  return (
    <>
      <div className={styles.pair}>
        <Select
          label="Last fallback"
          searchable
          data={namesOf(graph).filter((name) => !name.includes("*"))}
          value={target}
          nothingFoundMessage="No model has that name"
          onChange={(next) => change({ target: next, models: [] })}
        />
        <NativeSelect
          label="After"
          value={kind}
          data={[...kinds]}
          onChange={(event) =>
            change({ kind: kinds.find(({ value }) => value === event.currentTarget.value)?.value ?? kind, models: [] })
          }
        />
      </div>
      {target === null || kind === "default" ? null : (
        <fieldset className={styles.domains}>
          <legend>Models that do not name it yet</legend>
          <Button
            size="compact-sm"
            disabled={open.length === 0}
            onClick={() => change({ models: models.length === open.length ? [] : open })}
          >
            {models.length === open.length && open.length > 0 ? "None" : `All ${open.length}`}
          </Button>
          {open.length === 0 ? <Dim>Every model names it already.</Dim> : null}
          {open.map((name) => (
            <Checkbox
              key={name}
              label={name}
              checked={models.includes(name)}
              onChange={(event) =>
                change({
                  models: event.currentTarget.checked ? [...models, name] : models.filter((one) => one !== name),
                })
              }
            />
          ))}
        </fieldset>
      )}
    </>
  );
}

const removal = "\u0000remove";

/** Names that nothing answers to are offered too: that is when one wants this most. */
export function ReplaceForm({ graph, onChange }: FormProps) {
  const [values, setValues] = useState<{ from: string | null; to: string | null }>({ from: null, to: null });
  const change = (next: Partial<typeof values>) => {
    const all = { ...values, ...next };
    setValues(all);
    const to = all.to === removal ? null : all.to;
    onChange(all.from === null || all.to === null ? null : parse({ type: "replace-target", from: all.from, to }));
  };
  return (
    <div className={styles.pair}>
      <Select
        label="Fallback"
        searchable
        data={countTargets(graph).map(({ name, lists }) => ({
          value: name,
          label: `${name} · ${formatCount(lists, "list")}`,
        }))}
        value={values.from}
        nothingFoundMessage="No chain names it"
        onChange={(from) => change({ from })}
      />
      <Select
        label="In its place"
        searchable
        data={[
          { value: removal, label: "nothing: take it out" },
          ...namesOf(graph)
            .filter((name) => name !== values.from && !name.includes("*"))
            .map((name) => ({ value: name, label: name })),
        ]}
        value={values.to}
        nothingFoundMessage="No model has that name"
        onChange={(to) => change({ to })}
      />
    </div>
  );
}

export function RenameForm({ graph, onChange }: FormProps) {
  const [values, setValues] = useState<{ from: string | null; to: string }>({ from: null, to: "" });
  const taken = namesOf(graph).includes(values.to.trim());
  const change = (next: Partial<typeof values>) => {
    const all = { ...values, ...next };
    setValues(all);
    const to = all.to.trim();
    onChange(namesOf(graph).includes(to) ? null : parse({ type: "rename-model", from: all.from, to }));
  };
  return (
    <div className={styles.pair}>
      <Select
        label="Model"
        searchable
        data={graph.groups}
        value={values.from}
        nothingFoundMessage="No model has that name"
        onChange={(from) => change({ from })}
      />
      <TextInput
        label="New name"
        value={values.to}
        error={taken ? "A model or an alias has this name." : null}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
    </div>
  );
}
