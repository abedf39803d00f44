"use client";

import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { Panel } from "@/components/shell/panel";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import type { DeploymentInput } from "@/lib/config/schema";
import styles from "./deployment-form.module.css";
import { DeploymentInputs } from "./deployment-inputs";
import { checkDeployment, type DeploymentFormValues, toDeploymentInput } from "./provider-fields";
import { YamlView } from "./yaml-view";

export type DeploymentFormProps = {
  initial: DeploymentFormValues;
  /** Into the draft; nothing reaches the gateway before the draft is applied. */
  save: Action<DeploymentInput>;
  /** Asks the backend for its list of models; free of charge. */
  test: Action<DeploymentInput, { answered: boolean; detail: string }>;
  /** The lines as they will stand in the file. */
  preview: Action<DeploymentInput, { text: string; firstLine: number }>;
  saveWord: string;
};

export function DeploymentForm({ initial, save, test, preview, saveWord }: DeploymentFormProps) {
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const saving = useAction(save);
  const testing = useAction(test);
  const previewing = useAction(preview);
  const errors = checkDeployment(values);
  const valid = Object.keys(errors).length === 0;

  const whenValid = (act: (input: DeploymentInput) => void) => () => {
    setTried(true);
    if (valid) act(toDeploymentInput(values));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    whenValid(saving.run)();
  };
  const change = (next: Partial<DeploymentFormValues>) => {
    setValues({ ...values, ...next });
    testing.reset();
    previewing.reset();
  };
  const lines = previewing.state.status === "done" ? previewing.state.data : undefined;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <DeploymentInputs values={values} errors={tried ? errors : {}} onChange={change} />
      <div className={styles.foot}>
        <Button type="submit" variant="filled" loading={saving.pending}>
          {saveWord}
        </Button>
        <Button onClick={whenValid(testing.run)} loading={testing.pending}>
          Test the connection
        </Button>
        <Button onClick={whenValid(previewing.run)} loading={previewing.pending}>
          Show the YAML
        </Button>
      </div>
      <TestResult state={testing.state} />
      {lines ? (
        <Panel title="What will be written">
          <YamlView text={lines.text} firstLine={lines.firstLine} label="Lines of the new entry" />
        </Panel>
      ) : (
        <ActionNotice state={previewing.state} />
      )}
      <ActionNotice state={saving.state} />
    </form>
  );
}

function TestResult({
  state,
}: {
  state: ReturnType<typeof useAction<DeploymentInput, { answered: boolean; detail: string }>>["state"];
}) {
  if (state.status !== "done" || !state.data) return <ActionNotice state={state} />;
  const { answered, detail } = state.data;
  return (
    <ActionNotice
      state={answered ? { status: "done", message: detail } : { status: "refused", reason: "no-answer", detail }}
    />
  );
}
