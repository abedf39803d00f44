"use client";

import { Button, Radio } from "@mantine/core";
import { useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { Dialog } from "@/components/shell/dialog";
import { Mono } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import type { BulkEdit } from "@/lib/config/schema";
import { formatCount } from "@/lib/format";
import { listsTouched } from "@/lib/routing/bulk-effect";
import type { RoutingGraph } from "@/lib/routing/schema";
import { LastHopForm, RenameForm, ReplaceForm } from "./bulk-forms";
import styles from "./many-edits.module.css";

export type SaveBulkEdit = Action<{ gatewayId: string; edit: BulkEdit; expectedVersion: number }>;

type BulkDialogProps = {
  gatewayId: string;
  graph: RoutingGraph;
  draftVersion: number;
  save: SaveBulkEdit;
  onClose: () => void;
  onSaved: () => void;
};

const forms = {
  "append-target": LastHopForm,
  "replace-target": ReplaceForm,
  "rename-model": RenameForm,
} as const;

const titles: Record<BulkEdit["type"], string> = {
  "append-target": "Add a last fallback to several models",
  "replace-target": "Replace a fallback wherever it stands, or take it out",
  "rename-model": "Rename a model with everything that names it",
};

const types = ["append-target", "replace-target", "rename-model"] as const;

/** One change of many chains. What it touches is told before it goes into the draft, where its lines are shown. */
export function BulkDialog({ gatewayId, graph, draftVersion, save, onClose, onSaved }: BulkDialogProps) {
  const [type, setType] = useState<BulkEdit["type"]>("append-target");
  const [edit, setEdit] = useState<BulkEdit | null>(null);
  const saving = useAction(save);
  const Form = forms[type];
  const touched = edit ? listsTouched(graph, edit) : [];
  const isReady = edit !== null && (edit.type === "rename-model" || touched.length > 0);
  const submit = () => {
    if (edit)
      saving.run({ gatewayId, edit, expectedVersion: draftVersion }, (next) => {
        if (next.status === "done") onSaved();
      });
  };
  const choose = (value: string) => {
    setType(types.find((one) => one === value) ?? "append-target");
    setEdit(null);
    saving.reset();
  };
  return (
    <Dialog
      title="Edit many chains"
      size="lg"
      busy={saving.pending}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose} disabled={saving.pending}>
            Close
          </Button>
          <Button variant="filled" disabled={!isReady} loading={saving.pending} onClick={submit}>
            Add to the draft
          </Button>
        </>
      }
    >
      <Radio.Group label="What to do" value={type} onChange={choose}>
        <div className={styles.choices}>
          {types.map((one) => (
            <Radio key={one} value={one} label={titles[one]} />
          ))}
        </div>
      </Radio.Group>
      <Form key={type} graph={graph} onChange={setEdit} />
      <p role="status">{edit ? tell(edit, touched) : "Fill in what is asked for, and what it changes is told here."}</p>
      <ActionNotice state={saving.state} />
    </Dialog>
  );
}

function tell(edit: BulkEdit, touched: readonly string[]) {
  const names = touched.slice(0, 12);
  const rest = touched.length - names.length;
  const words =
    edit.type === "rename-model"
      ? `The model is renamed, with its name in ${formatCount(touched.length, "chain")}`
      : touched.length === 0
        ? "Nothing would change"
        : `${formatCount(touched.length, "chain")} would change`;
  return (
    <>
      {words}
      {names.length === 0 ? "." : ": "}
      {names.map((name, at) => (
        <span key={name}>
          {at === 0 ? "" : ", "}
          <Mono>{name}</Mono>
        </span>
      ))}
      {rest > 0 ? ` and ${rest} more.` : names.length > 0 ? "." : null}
      {edit.type === "rename-model" ? (
        <>
          {" "}
          Clients that go on asking for <Mono>{edit.from}</Mono> are refused once this is applied, unless an alias of
          that name leads to it.
        </>
      ) : null}
    </>
  );
}
