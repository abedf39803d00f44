"use client";

import { Button } from "@mantine/core";
import { Dialog } from "@/components/shell/dialog";
import type { Action } from "@/lib/action-state";
import type { DeploymentTask } from "@/lib/models/deployment-task";
import type { DeploymentFormValues } from "@/lib/models/provider-fields";
import { DeploymentForm } from "./deployment-form";
import type { ModelsActions } from "./models-actions";

/** What a form opens with. `identity` is the entry it begins with. */
export type OpenForm = { verb: DeploymentTask["verb"]; identity: string | null; initial: DeploymentFormValues };

const titles: Record<OpenForm["verb"], string> = {
  add: "Add a deployment",
  duplicate: "Duplicate a deployment",
  edit: "Edit a deployment",
};

type DeploymentDialogProps = {
  gatewayId: string;
  version: number;
  form: OpenForm;
  actions: Pick<ModelsActions, "save" | "preview" | "test">;
  onSaved: () => void;
  onClose: () => void;
};

export function DeploymentDialog({ gatewayId, version, form, actions, onSaved, onClose }: DeploymentDialogProps) {
  const { verb, identity, initial } = form;
  const taskOf = (values: DeploymentFormValues): DeploymentTask => ({ verb, identity, values });
  const save: Action<DeploymentFormValues> = (previous, values) =>
    actions.save(
      previous,
      values instanceof FormData ? values : { gatewayId, expectedVersion: version, task: taskOf(values) },
    );
  const bound =
    <T,>(action: Action<{ gatewayId: string; task: DeploymentTask }, T>): Action<DeploymentFormValues, T> =>
    (previous, values) =>
      action(previous, values instanceof FormData ? values : { gatewayId, task: taskOf(values) });
  return (
    <Dialog title={titles[verb]} size="lg" onClose={onClose} foot={<Button onClick={onClose}>Cancel</Button>}>
      <DeploymentForm
        initial={initial}
        save={save}
        test={bound(actions.test)}
        preview={bound(actions.preview)}
        onSaved={onSaved}
      />
    </Dialog>
  );
}
