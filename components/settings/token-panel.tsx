"use client";

import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { CopyButton } from "@/components/shell/copy-button";
import { Mono } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import { Role, type TokenView } from "@/lib/people/schema";
import styles from "./token-panel.module.css";
import { TokenTable } from "./token-table";

export type TokenInput = { name: string; role: Role; expiresInDays: number | null };

type TokenPanelProps = {
  tokens: readonly TokenView[];
  /** The secret comes back once, here, and is kept nowhere. */
  create: Action<TokenInput, { token: string }>;
  revoke: Action<{ id: string }>;
  /** Roles that a token of this person may have. */
  roles?: readonly Role[];
};

const lifetimes = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "a year" },
  { value: "", label: "does not expire" },
];

export function TokenPanel({ tokens, create, revoke, roles = Role.options }: TokenPanelProps) {
  const { state, pending, run } = useAction(create);
  const [values, setValues] = useState<{ name: string; role: Role; days: string }>({
    name: "",
    role: "viewer",
    days: "90",
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({
      name: values.name.trim(),
      role: values.role,
      expiresInDays: values.days === "" ? null : Number(values.days),
    });
  };
  const secret = state.status === "done" ? state.data?.token : undefined;
  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label="Name"
          placeholder="what uses it"
          required
          value={values.name}
          error={state.status === "invalid" ? state.fieldErrors.name?.join(" ") : null}
          onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
        />
        <Select
          label="Role"
          allowDeselect={false}
          data={[...roles]}
          value={values.role}
          onChange={(value) => setValues({ ...values, role: Role.catch("viewer").parse(value) })}
        />
        <Select
          label="Lives for"
          allowDeselect={false}
          data={lifetimes}
          value={values.days}
          onChange={(days) => setValues({ ...values, days: days ?? "" })}
        />
        <Button type="submit" variant="filled" loading={pending}>
          Create token
        </Button>
      </form>
      {secret ? (
        <div className={styles.secret} role="status">
          <p>
            <strong>Copy it now.</strong> It is shown this once; only its hash is kept.
          </p>
          <Mono>{secret}</Mono>
          <CopyButton text={secret} what="token" />
        </div>
      ) : (
        <ActionNotice state={state} shownFields={["name"]} />
      )}
      <TokenTable tokens={tokens} revoke={revoke} />
    </>
  );
}
