"use client";

import { Select, TextInput } from "@mantine/core";
import styles from "./deployment-form.module.css";
import {
  type DeploymentFieldErrors,
  type DeploymentFormValues,
  type KeyChoice,
  type ProviderKind,
  providers,
} from "./provider-fields";

const keyWords: Record<KeyChoice, string> = {
  env: "from an environment variable of the gateway",
  none: "none is needed",
  dummy: "a dummy: the server asks for one and reads none",
};

const kinds: readonly ProviderKind[] = [
  "ollama",
  "llamacpp-native",
  "llamacpp-python",
  "vllm",
  "openai-compatible",
  "openai",
  "anthropic",
];

type DeploymentInputsProps = {
  values: DeploymentFormValues;
  errors: DeploymentFieldErrors;
  onChange: (change: Partial<DeploymentFormValues>) => void;
};

/** The fields that a provider knows; choosing another one keeps what still applies. */
export function DeploymentInputs({ values, errors, onChange }: DeploymentInputsProps) {
  const fields = providers[values.provider];
  const text = (name: "group" | "model" | "apiBase" | "keyName" | "timeoutSeconds" | "id") => ({
    value: values[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
  });
  const chooseProvider = (value: string | null) => {
    const provider = kinds.find((kind) => kind === value);
    if (!provider) return;
    const { keys } = providers[provider];
    onChange({ provider, key: keys.includes(values.key) ? values.key : (keys[0] ?? "env") });
  };
  return (
    <>
      <div className={styles.pair}>
        <TextInput label="Model" description="The name clients ask for." required {...text("group")} />
        <Select
          label="Provider"
          description="Who serves it."
          allowDeselect={false}
          value={values.provider}
          data={kinds.map((kind) => ({ value: kind, label: providers[kind].word }))}
          onChange={chooseProvider}
        />
      </div>
      <div className={styles.pair}>
        <TextInput
          label="Upstream model"
          description={`Written as ${fields.prefix}…`}
          placeholder={fields.modelHint}
          required
          {...text("model")}
        />
        {fields.baseHint === null ? null : (
          <TextInput
            label="Address"
            description="Where the backend listens."
            placeholder={fields.baseHint}
            required
            {...text("apiBase")}
          />
        )}
      </div>
      <div className={styles.pair}>
        <Select
          label="Key"
          description="The file names it; its value is never read or shown here."
          allowDeselect={false}
          value={values.key}
          data={fields.keys.map((key) => ({ value: key, label: keyWords[key] }))}
          onChange={(value) => onChange({ key: fields.keys.find((key) => key === value) ?? values.key })}
        />
        {values.key === "env" ? (
          <TextInput
            label="Variable"
            description="Written as os.environ/NAME."
            placeholder="OLLAMA_API_KEY"
            required
            {...text("keyName")}
          />
        ) : null}
      </div>
      <div className={styles.pair}>
        <TextInput
          label="Time-out, seconds"
          description="Empty: the gateway's own."
          inputMode="decimal"
          {...text("timeoutSeconds")}
        />
        <TextInput label="Id" description="Optional: keeps its history when it is renamed." {...text("id")} />
      </div>
    </>
  );
}
