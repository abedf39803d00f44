"use client";

import { Button } from "@mantine/core";
import { Dialog } from "@/components/shell/dialog";
import { AliasForm, type AliasInput } from "./alias-form";
import type { ModelsActions } from "./models-actions";
import { within } from "./within";

type AliasDialogProps = {
  gatewayId: string;
  version: number;
  initial: AliasInput | null;
  models: readonly string[];
  save: ModelsActions["saveAlias"];
  onSaved: () => void;
  onClose: () => void;
};

export function AliasDialog({ gatewayId, version, initial, models, save, onSaved, onClose }: AliasDialogProps) {
  return (
    <Dialog
      title={initial ? "Edit an alias" : "Add an alias"}
      onClose={onClose}
      foot={<Button onClick={onClose}>Cancel</Button>}
    >
      <AliasForm
        initial={initial}
        models={models}
        save={within(save, { gatewayId, expectedVersion: version })}
        onSaved={onSaved}
      />
    </Dialog>
  );
}
