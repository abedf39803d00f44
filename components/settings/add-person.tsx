"use client";

import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import { Role } from "@/lib/people/schema";
import styles from "./token-panel.module.css";

export type NewPerson = { name: string; email: string; role: Role; password: string };

const nobody: NewPerson = { name: "", email: "", role: "viewer", password: "" };

export function AddPerson({ create }: { create: Action<NewPerson> }) {
  const [values, setValues] = useState(nobody);
  const { state, pending, run } = useAction(create);
  const errors = state.status === "invalid" ? state.fieldErrors : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(values, (next) => {
      if (next.status === "done") setValues(nobody);
    });
  };
  const text = (name: "name" | "email" | "password", label: string) => ({
    label,
    required: true,
    withAsterisk: false,
    value: values[name],
    error: errors[name]?.join(" "),
    onChange: (event: { currentTarget: { value: string } }) =>
      setValues({ ...values, [name]: event.currentTarget.value }),
  });
  return (
    <>
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextInput autoComplete="off" {...text("name", "Name")} />
        <TextInput type="email" autoComplete="off" {...text("email", "E-mail")} />
        <Select
          label="Role"
          allowDeselect={false}
          data={Role.options}
          value={values.role}
          onChange={(role) => setValues({ ...values, role: Role.catch("viewer").parse(role) })}
        />
        <PasswordInput
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
          {...text("password", "First password")}
        />
        <Button type="submit" variant="filled" loading={pending}>
          Add the person
        </Button>
      </form>
      <ActionNotice state={state} shownFields={["name", "email", "password"]} />
    </>
  );
}
