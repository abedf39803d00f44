"use client";

import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import styles from "./deployment-form.module.css";

export type AliasInput = { alias: string; target: string; hidden: boolean };

type AliasFormProps = {
  initial: AliasInput | null;
  /** Names of model groups. */
  models: readonly string[];
  save: Action<AliasInput>;
  onSaved?: () => void;
};

/** Another name for a model. Goes into the draft. */
export function AliasForm({ initial, models, save, onSaved }: AliasFormProps) {
  const [values, setValues] = useState<AliasInput>(initial ?? { alias: "", target: "", hidden: false });
  const [tried, setTried] = useState(false);
  const saving = useAction(save);
  const aliasError = values.alias.trim()
    ? models.includes(values.alias.trim())
      ? "A model has this name."
      : null
    : "Clients ask for this name.";
  const targetError = values.target ? null : "Choose the model that answers.";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (aliasError || targetError) return;
    saving.run({ ...values, alias: values.alias.trim() }, (next) => (next.status === "done" ? onSaved?.() : undefined));
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.pair}>
        <TextInput
          label="Alias"
          required
          readOnly={initial !== null}
          value={values.alias}
          error={tried ? aliasError : null}
          onChange={(event) => setValues({ ...values, alias: event.currentTarget.value })}
        />
        <Select
          label="Model"
          required
          searchable
          data={[...models]}
          value={values.target || null}
          error={tried ? targetError : null}
          nothingFoundMessage="No model has that name"
          onChange={(target) => setValues({ ...values, target: target ?? "" })}
        />
      </div>
      <Checkbox
        label="Hidden from the list of models that clients see"
        checked={values.hidden}
        onChange={(event) => setValues({ ...values, hidden: event.currentTarget.checked })}
      />
      <div className={styles.foot}>
        <Button type="submit" variant="filled" loading={saving.pending}>
          Add to the draft
        </Button>
      </div>
      <ActionNotice state={saving.state} />
    </form>
  );
}
