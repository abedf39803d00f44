"use client";

import { Select, TextInput } from "@mantine/core";
import {
  type DeploymentFieldErrors,
  type DeploymentFormValues,
  type KeyChoice,
  ProviderKind,
  providers,
} from "@/lib/models/provider-fields";
import styles from "./deployment-form.module.css";

const keyWords: Record<KeyChoice, string> = {
  env: "from an environment variable of the gateway",
  none: "none is needed",
  dummy: "a dummy: the server asks for one and reads none",
  keep: "stays as it is written in the file",
};

type DeploymentInputsProps = {
  values: DeploymentFormValues;
  errors: DeploymentFieldErrors;
  /** The entry has a key written in the file, which is never shown. */
  mayKeepKey: boolean;
  onChange: (change: Partial<DeploymentFormValues>) => void;
};

type TextField = Exclude<keyof DeploymentFormValues, "provider" | "key">;

/** The fields that a provider knows; choosing another one keeps what still applies. */
export function DeploymentInputs({ values, errors, mayKeepKey, onChange }: DeploymentInputsProps) {
  const fields = providers[values.provider];
  const text = (name: TextField) => ({
    value: values[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
  });
  const chooseProvider = (value: string | null) => {
    const provider = ProviderKind.safeParse(value).data;
    if (!provider) return;
    const wanted = providers[provider].keys;
    const fits = values.key === "keep" || wanted.includes(values.key);
    onChange({ provider, key: fits ? values.key : (wanted[0] ?? "env") });
  };
  const keys = new Set<KeyChoice>([...(mayKeepKey ? (["keep"] as const) : []), ...fields.keys, values.key]);
  return (
    <>
      <div className={styles.pair}>
        <TextInput label="Model" description="The name clients ask for." required {...text("group")} />
        <Select
          label="Provider"
          description="Who serves it."
          allowDeselect={false}
          value={values.provider}
          data={ProviderKind.options.map((kind) => ({ value: kind, label: providers[kind].word }))}
          onChange={chooseProvider}
        />
      </div>
      <div className={styles.pair}>
        <TextInput
          label="Upstream model"
          description={fields.prefixes[0] ? `Written as ${fields.prefixes[0]}…` : "With its provider's prefix."}
          placeholder={fields.modelHint}
          required
          {...text("model")}
        />
        {fields.baseHint === null ? null : (
          <TextInput
            label="Address"
            description={fields.baseOptional ? "Optional: the provider's own otherwise." : "Where the backend listens."}
            placeholder={fields.baseHint}
            required={!fields.baseOptional}
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
          data={[...keys].map((key) => ({ value: key, label: keyWords[key] }))}
          onChange={(value) => onChange({ key: [...keys].find((key) => key === value) ?? values.key })}
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
        <TextInput
          label="Context window, tokens"
          description="Written as max_input_tokens."
          inputMode="numeric"
          {...text("contextWindow")}
        />
      </div>
      <div className={styles.pair}>
        <TextInput
          label="Order"
          description="Among deployments of one model, lower is tried first."
          inputMode="numeric"
          {...text("order")}
        />
        <TextInput label="Id" description="Optional: keeps its history when it is renamed." {...text("id")} />
      </div>
    </>
  );
}
