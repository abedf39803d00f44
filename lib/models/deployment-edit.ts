import type { DeploymentEntry, Edit, YamlPath } from "@/lib/config/schema";
import { withoutCredentials } from "@/lib/routing/graph";
import type { GraphDeployment } from "@/lib/routing/schema";
import { type DeploymentFormValues, emptyForm, type ProviderKind, providers } from "./provider-fields";

/*
 * Between a deployment of the file and the form that shows it. An edit holds only the fields in which the submitted form differs
 * from the form of the entry as it stands, so that what the form does not know, does not show (a key, a password within an
 * address) or writes in another way stays as it is.
 */

/** A field of an entry. Null: not written. Undefined: left as it is. */
type Field = { path: YamlPath; value: string | number | null | undefined };

const kinds: Partial<Record<string, ProviderKind>> = {
  ollama: "ollama",
  "ollama-cloud": "ollama",
  llamacpp: "llamacpp-native",
  "llamacpp-python": "llamacpp-python",
  vllm: "vllm",
  "openai-compatible": "openai-compatible",
  openai: "openai",
  anthropic: "anthropic",
};

/** The provider whose fields can say what the entry says; otherwise all of them are shown. */
function kindOf({ model, apiBase }: DeploymentEntry, provider: string): ProviderKind {
  const kind = Object.hasOwn(kinds, provider) ? (kinds[provider] ?? "other") : "other";
  const { prefixes, baseHint } = providers[kind];
  const fits = (baseHint !== null) === (apiBase !== null) && prefixes.some((prefix) => model.startsWith(prefix));
  return fits ? kind : "other";
}

const written = (value: unknown): string =>
  typeof value === "number" || typeof value === "string" ? String(value) : "";

/** The form of an entry; no secret in it. */
export function toFormValues(entry: DeploymentEntry, { provider }: Pick<GraphDeployment, "provider">) {
  const { key } = entry;
  return {
    ...emptyForm,
    group: entry.group,
    provider: kindOf(entry, provider),
    model: entry.model,
    apiBase: entry.apiBase === null ? "" : withoutCredentials(entry.apiBase),
    key: key.kind === "literal" ? "keep" : key.kind,
    keyName: key.kind === "env" ? key.name : "",
    timeoutSeconds: written(entry.params.timeout),
    contextWindow: written(entry.info.max_input_tokens),
    order: written(entry.params.order),
    id: entry.writtenId ?? "",
  } satisfies DeploymentFormValues;
}

const numberOrNull = (typed: string): number | null => (typed.trim() === "" ? null : Number(typed));

const keyOf = ({ key, keyName }: DeploymentFormValues): string | null | undefined => {
  if (key === "keep") return undefined;
  if (key === "env") return `os.environ/${keyName.trim()}`;
  return key === "dummy" ? "none" : null;
};

function fieldsOf(values: DeploymentFormValues): Field[] {
  const { prefixes, baseHint } = providers[values.provider];
  const model = values.model.trim();
  const base = baseHint === null ? "" : values.apiBase.trim();
  return [
    { path: ["model_name"], value: values.group.trim() },
    {
      path: ["litellm_params", "model"],
      value: prefixes.some((prefix) => model.startsWith(prefix)) ? model : `${prefixes[0] ?? ""}${model}`,
    },
    { path: ["litellm_params", "api_base"], value: base || null },
    { path: ["litellm_params", "api_key"], value: keyOf(values) },
    { path: ["litellm_params", "timeout"], value: numberOrNull(values.timeoutSeconds) },
    { path: ["litellm_params", "order"], value: numberOrNull(values.order) },
    { path: ["model_info", "id"], value: values.id.trim() || null },
    { path: ["model_info", "max_input_tokens"], value: numberOrNull(values.contextWindow) },
  ];
}

/** What the form changes of an entry; null when it changes nothing. */
export function planUpdate(identity: string, shown: DeploymentFormValues, values: DeploymentFormValues): Edit | null {
  const before = new Map(fieldsOf(shown).map(({ path, value }) => [path.join("."), value]));
  const set = fieldsOf(values).flatMap(({ path, value }) =>
    value === undefined || before.get(path.join(".")) === value ? [] : [{ path, value }],
  );
  return set.length === 0 ? null : { type: "update-deployment", identity, set };
}

const put = (map: Record<string, unknown>, key: string, value: Field["value"]): void => {
  if (value === null) delete map[key];
  else if (value !== undefined) map[key] = value;
};

/** A new entry; a duplicate begins with all that its original says, an id of its own and what the form changes. */
export function planAdd(
  values: DeploymentFormValues,
  original: { entry: DeploymentEntry; shown: DeploymentFormValues } | null,
): Edit {
  const { model, ...params }: Record<string, unknown> = { ...original?.entry.params };
  const info: Record<string, unknown> = { ...original?.entry.info };
  delete info.id;
  const before = new Map(original ? fieldsOf(original.shown).map(({ path, value }) => [path.join("."), value]) : []);
  let named = typeof model === "string" ? model : "";
  for (const { path, value } of fieldsOf(values)) {
    const [section, key] = path;
    if (key === "model") named = String(value);
    else if (
      typeof key !== "string" ||
      (key !== "id" && before.has(path.join(".")) && before.get(path.join(".")) === value)
    )
      continue;
    else put(section === "model_info" ? info : params, key, value);
  }
  return {
    type: "add-deployment",
    deployment: { group: values.group.trim(), params: { model: named, ...params }, info },
  };
}
