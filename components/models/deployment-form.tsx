"use client";

import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { DiffView } from "@/components/routing/diff-view";
import { ActionNotice } from "@/components/shell/action-notice";
import { useAction } from "@/components/shell/use-action";
import type { Action, ActionState } from "@/lib/action-state";
import { checkDeployment, type DeploymentFormValues } from "@/lib/models/provider-fields";
import styles from "./deployment-form.module.css";
import { DeploymentInputs } from "./deployment-inputs";

type Tested = { answered: boolean; detail: string; models: string[] };

export type DeploymentFormProps = {
  initial: DeploymentFormValues;
  /** Into the draft; nothing reaches the gateway before the draft is applied. */
  save: Action<DeploymentFormValues>;
  /** Asks the backend for its list of models; free of charge. */
  test: Action<DeploymentFormValues, Tested>;
  /** The lines that would change in the file. */
  preview: Action<DeploymentFormValues, { unified: string; warnings: string[] }>;
  onSaved: () => void;
};

/** Saving tests the connection first; what does not answer is saved only when the operator says so again. */
export function DeploymentForm({ initial, save, test, preview, onSaved }: DeploymentFormProps) {
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const saving = useAction(save);
  const testing = useAction(test);
  const previewing = useAction(preview);
  const errors = checkDeployment(values);
  const valid = Object.keys(errors).length === 0;
  const failed = hasFailed(testing.state);

  const store = () => saving.run(values, (next) => (next.status === "done" ? onSaved() : undefined));
  const whenValid = (act: () => void) => () => {
    setTried(true);
    if (valid) act();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    whenValid(() => {
      if (testing.state.status !== "idle") return store();
      testing.run(values, (next) => (hasFailed(next) ? undefined : store()));
    })();
  };
  const change = (next: Partial<DeploymentFormValues>) => {
    setValues({ ...values, ...next });
    for (const action of [saving, testing, previewing]) action.reset();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <DeploymentInputs
        values={values}
        errors={tried ? errors : {}}
        mayKeepKey={initial.key === "keep"}
        onChange={change}
      />
      <div className={styles.foot}>
        <Button type="submit" variant="filled" loading={saving.pending}>
          {failed ? "Add to the draft anyway" : "Add to the draft"}
        </Button>
        <Button onClick={whenValid(() => testing.run(values))} loading={testing.pending}>
          Test the connection
        </Button>
        <Button onClick={whenValid(() => previewing.run(values))} loading={previewing.pending}>
          Show the YAML
        </Button>
      </div>
      <TestResult state={testing.state} />
      <Preview state={previewing.state} />
      <ActionNotice state={saving.state} />
    </form>
  );
}

/** What cannot be asked for free has not failed. */
const hasFailed = (state: ActionState<Tested>): boolean =>
  state.status === "done"
    ? !state.data?.answered
    : state.status === "invalid" || (state.status === "refused" && state.reason !== "unaskable");

function TestResult({ state }: { state: ActionState<Tested> }) {
  if (state.status !== "done" || !state.data) return <ActionNotice state={state} />;
  const { answered, detail } = state.data;
  return (
    <ActionNotice
      state={answered ? { status: "done", message: detail } : { status: "refused", reason: "no-answer", detail }}
    />
  );
}

function Preview({ state }: { state: ActionState<{ unified: string; warnings: string[] }> }) {
  if (state.status !== "done" || !state.data) return <ActionNotice state={state} />;
  const { unified, warnings } = state.data;
  return (
    <section aria-label="What will be written">
      {warnings.map((warning) => (
        <ActionNotice key={warning} state={{ status: "refused", reason: "warning", detail: warning }} />
      ))}
      <DiffView unified={unified} between="the draft as it is and with this entry" />
    </section>
  );
}
