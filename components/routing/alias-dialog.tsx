"use client";

import { Button } from "@mantine/core";
import { AliasForm, type AliasInput } from "@/components/models/alias-form";
import { Dialog } from "@/components/shell/dialog";
import type { Action } from "@/lib/action-state";
import type { AliasActions } from "./alias-panel";

type AliasDialogProps = {
  gatewayId: string;
  initial: AliasInput | null;
  models: readonly string[];
  save: AliasActions["saveAlias"];
  onClose: () => void;
};

export function AliasDialog({ gatewayId, initial, models, save, onClose }: AliasDialogProps) {
  const saveHere: Action<AliasInput> = async (previous, input) => {
    if (input instanceof FormData) return { status: "idle" };
    const next = await save(previous, { ...input, gatewayId });
    if (next.status === "done") onClose();
    return next;
  };
  return (
    <Dialog
      title={initial ? `Alias ${initial.alias}` : "Add an alias"}
      size="lg"
      onClose={onClose}
      foot={<Button onClick={onClose}>Close</Button>}
    >
      <AliasForm initial={initial} models={models} save={saveHere} />
    </Dialog>
  );
}
