"use client";

import { Button, type InputWrapperProps, PasswordInput, TextInput } from "@mantine/core";
import { type ReactNode, startTransition, useActionState, useEffect, useRef } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { type Action, type ActionState, idle } from "@/lib/action-state";
import styles from "./person-form.module.css";

type FormAction = Action<never>;

type PersonFormProps = {
  action: FormAction;
  submit: string;
  /** Names of the fields that show their own errors. */
  fields: readonly string[];
  children: (errorsOf: (field: string) => string | undefined) => ReactNode;
};

/** A form of text fields. What was typed stays after a refusal, and the first field with an error takes the focus. */
export function PersonForm({ action, submit, fields, children }: PersonFormProps) {
  const [state, dispatch, busy] = useActionState<ActionState, FormData>(action, idle);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.status === "invalid") form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state]);
  const errors = state.status === "invalid" ? state.fieldErrors : {};
  return (
    <form
      ref={form}
      className={styles.form}
      action={dispatch}
      noValidate
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        if (!busy) startTransition(() => dispatch(data));
      }}
    >
      {children((field) => errors[field]?.[0])}
      <div className={styles.notice}>
        <ActionNotice state={isAtFields(state, fields) ? idle : state} shownFields={fields} />
      </div>
      <Button type="submit" variant="filled" size="sm" fullWidth loading={busy} className={styles.submit ?? ""}>
        {submit}
      </Button>
    </form>
  );
}

/** Everything that is wrong is said beside a field already. */
const isAtFields = (state: ActionState, fields: readonly string[]): boolean =>
  state.status === "invalid" &&
  Object.keys(state.fieldErrors).length > 0 &&
  Object.keys(state.fieldErrors).every((field) => fields.includes(field));

type FieldProps = {
  name: string;
  label: string;
  hint?: string;
  error: string | undefined;
  autoComplete: string;
  autoFocus?: boolean;
  type?: "text" | "email";
  mono?: boolean;
};

const order: NonNullable<InputWrapperProps["inputWrapperOrder"]> = ["label", "input", "description", "error"];

function shared({ name, label, hint, error, autoComplete, autoFocus = false }: FieldProps) {
  return {
    name,
    label,
    autoComplete,
    autoFocus,
    required: true,
    withAsterisk: false,
    spellCheck: false,
    autoCapitalize: "none",
    className: styles.field ?? "",
    ...(error === undefined ? { description: hint } : { error }),
  };
}

export function TextField(props: FieldProps) {
  const classNames = props.mono === true ? { input: styles.mono ?? "" } : {};
  return <TextInput {...shared(props)} inputWrapperOrder={order} type={props.type ?? "text"} classNames={classNames} />;
}

export function PasswordField(props: FieldProps) {
  const toggle = { "aria-label": "Show the password" };
  return <PasswordInput {...shared(props)} inputWrapperOrder={order} visibilityToggleButtonProps={toggle} />;
}
