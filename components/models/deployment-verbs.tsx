"use client";

import { Button } from "@mantine/core";
import type { DeskEntry, ModelsDesk } from "@/lib/models/desk";
import type { ModelsActions } from "./models-actions";
import styles from "./models-desk.module.css";
import { RemoveDeployment } from "./remove-deployment";
import type { Forms } from "./use-forms";

type DeploymentVerbsProps = {
  entry: DeskEntry;
  desk: ModelsDesk;
  forms: Forms;
  actions: ModelsActions;
  /** Only the first verb; the others stand on the model's own page. */
  compact?: boolean;
};

/** Edit, duplicate, remove: each into the draft. */
export function DeploymentVerbs({ entry, desk, forms, actions, compact = false }: DeploymentVerbsProps) {
  const { identity, group, model, form } = entry;
  const what = `${model} of ${group}`;
  return (
    <span className={styles.verbs}>
      <Button
        size="compact-sm"
        aria-label={`Edit ${what}`}
        onClick={() => forms.open({ verb: "edit", identity, initial: form })}
      >
        Edit
      </Button>
      {compact ? null : (
        <>
          <Button
            size="compact-sm"
            aria-label={`Duplicate ${what}`}
            onClick={() => forms.open({ verb: "duplicate", identity, initial: { ...form, id: "" } })}
          >
            Duplicate
          </Button>
          <RemoveDeployment desk={desk} entry={entry} remove={actions.remove} onDone={() => forms.tell("Removed.")} />
        </>
      )}
    </span>
  );
}
