"use client";

import { Button, PasswordInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import { type GatewayFormInput, suggestId } from "@/lib/gateways/gateway-form";
import styles from "./gateway-form.module.css";

export type ReloadChoice = {
  /** As the settings write it: `systemd-user:litellm.service`. */
  value: string;
  /** What it does and costs: "asks the service manager to restart it; about 6 s without answers". */
  label: string;
};

type GatewayFormProps = {
  initial: GatewayFormInput;
  /** Ways that were tried and work on this host. */
  reloadChoices: readonly ReloadChoice[];
  save: Action<GatewayFormInput>;
  saveWord: string;
};

type TextName = Exclude<keyof GatewayFormInput, "keyFrom">;

export function GatewayForm({ initial, reloadChoices, save, saveWord }: GatewayFormProps) {
  const [values, setValues] = useState(initial);
  const { state, pending, run } = useAction(save);
  const isNew = initial.id === "";
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.status === "invalid") form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state]);
  const errors = state.status === "invalid" ? state.fieldErrors : {};
  const text = (name: TextName) => ({
    value: values[name],
    error: errors[name]?.join(" "),
    onChange: (event: { currentTarget: { value: string } }) => change(name, event.currentTarget.value),
  });
  /** A new gateway's id follows its name until it is typed. */
  const change = (name: TextName, typed: string) => {
    const follows = name === "name" && isNew && values.id === suggestId(values.name);
    setValues({ ...values, [name]: typed, ...(follows ? { id: suggestId(typed) } : {}) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(values, (next) => {
      if (next.status === "done") setValues((current) => ({ ...current, pastedKey: "" }));
    });
  };
  const isOffered = reloadChoices.some((choice) => choice.value === values.reload);
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.pair}>
        <TextInput label="Name" description="As it is shown everywhere." required {...text("name")} />
        <TextInput label="Id" description="In addresses and the API." required readOnly={!isNew} {...text("id")} />
      </div>
      <TextInput label="Address" placeholder="http://127.0.0.1:4000" required {...text("url")} />
      <TextInput
        label="Configuration file"
        description="The full path on this host."
        placeholder="/etc/litellm/config.yaml"
        required
        {...text("configPath")}
      />
      <div>
        <SegmentedControl
          aria-label="Where the key comes from"
          value={values.keyFrom}
          onChange={(keyFrom) => setValues({ ...values, keyFrom })}
          data={[
            { value: "file", label: "Key from a file" },
            { value: "pasted", label: "Paste the key" },
            { value: "none", label: "No key" },
          ]}
        />
      </div>
      {values.keyFrom === "file" ? (
        <TextInput
          label="Key file"
          description="Holds the master key; read when it is needed, kept nowhere."
          required
          {...text("keyFile")}
        />
      ) : null}
      {values.keyFrom === "pasted" ? (
        <PasswordInput
          label="Key"
          description="Written into a file that only this console can read; never shown again."
          autoComplete="off"
          required
          visibilityToggleButtonProps={{ "aria-label": "Show the key while typing" }}
          {...text("pastedKey")}
        />
      ) : null}
      <Select
        label="How it is reloaded"
        description="Ways that work here, each with what it costs; or type one."
        data={
          isOffered || values.reload === ""
            ? [...reloadChoices]
            : [...reloadChoices, { value: values.reload, label: values.reload }]
        }
        value={values.reload || null}
        error={errors.reload?.join(" ")}
        searchable
        onChange={(reload) => setValues({ ...values, reload: reload ?? "" })}
        onSearchChange={(typed) => {
          if (/^(systemd(-user)?|signal|command):./.test(typed))
            setValues((current) => ({ ...current, reload: typed }));
        }}
      />
      <div className={styles.pair}>
        <TextInput label="Log file" description="Quoted when the gateway does not come back." {...text("logPath")} />
        <TextInput
          label="Target, percent"
          description="Health is to stay above it."
          inputMode="decimal"
          {...text("targetPercent")}
        />
      </div>
      <Button type="submit" variant="filled" loading={pending}>
        {saveWord}
      </Button>
      <ActionNotice state={state} shownFields={Object.keys(values)} />
    </form>
  );
}
