import type { DeploymentInput } from "@/lib/config/schema";

export type ProviderKind =
  | "ollama"
  | "llamacpp-native"
  | "llamacpp-python"
  | "vllm"
  | "openai-compatible"
  | "openai"
  | "anthropic";

/** Where the key comes from. A secret is never typed here: it is named, and read by the gateway. */
export type KeyChoice = "env" | "none" | "dummy";

export type ProviderFields = {
  word: string;
  /** What `litellm_params.model` starts with. */
  prefix: string;
  modelHint: string;
  /** Null when the provider has one public address. */
  baseHint: string | null;
  keys: readonly KeyChoice[];
};

export const providers: Record<ProviderKind, ProviderFields> = {
  ollama: {
    word: "Ollama",
    prefix: "ollama_chat/",
    modelHint: "llama3.1:latest",
    baseHint: "http://127.0.0.1:11434",
    keys: ["none", "env"],
  },
  "llamacpp-native": {
    word: "llama.cpp (native)",
    prefix: "openai/",
    modelHint: "local-model",
    baseHint: "http://127.0.0.1:8080/v1",
    keys: ["dummy", "env"],
  },
  "llamacpp-python": {
    word: "llama.cpp (Python)",
    prefix: "openai/",
    modelHint: "local-model",
    baseHint: "http://127.0.0.1:8000/v1",
    keys: ["dummy", "env"],
  },
  vllm: {
    word: "vLLM",
    prefix: "hosted_vllm/",
    modelHint: "Qwen/Qwen2.5-Coder-7B-Instruct-AWQ",
    baseHint: "http://127.0.0.1:8001/v1",
    keys: ["none", "env"],
  },
  "openai-compatible": {
    word: "OpenAI-compatible",
    prefix: "openai/",
    modelHint: "model-name",
    baseHint: "http://127.0.0.1:9000/v1",
    keys: ["env", "dummy"],
  },
  openai: { word: "OpenAI", prefix: "openai/", modelHint: "gpt-5-mini", baseHint: null, keys: ["env"] },
  anthropic: { word: "Anthropic", prefix: "anthropic/", modelHint: "claude-sonnet-4-5", baseHint: null, keys: ["env"] },
};

export type DeploymentFormValues = {
  group: string;
  provider: ProviderKind;
  model: string;
  apiBase: string;
  key: KeyChoice;
  keyName: string;
  timeoutSeconds: string;
  id: string;
};

const environmentName = /^[A-Za-z_][A-Za-z0-9_]*$/;

export type DeploymentFieldErrors = Partial<Record<keyof DeploymentFormValues, string>>;

const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** What is wrong with each field, in words that say what to do. */
export function checkDeployment(values: DeploymentFormValues): DeploymentFieldErrors {
  const errors: DeploymentFieldErrors = {};
  if (!values.group.trim()) errors.group = "Clients ask for this name: it cannot be empty.";
  if (!values.model.trim()) errors.model = "The backend's own name of the model.";
  if (providers[values.provider].baseHint !== null && !isWebAddress(values.apiBase.trim()))
    errors.apiBase = "An address that starts with http:// or https://.";
  if (values.key === "env" && !environmentName.test(values.keyName.trim()))
    errors.keyName = "The name of an environment variable of the gateway, such as OLLAMA_API_KEY.";
  if (values.timeoutSeconds.trim() && !(Number(values.timeoutSeconds) > 0))
    errors.timeoutSeconds = "Seconds, more than zero, or empty.";
  return errors;
}

const keyOf = (values: DeploymentFormValues): { api_key?: string } => {
  if (values.key === "env") return { api_key: `os.environ/${values.keyName.trim()}` };
  return values.key === "dummy" ? { api_key: "none" } : {};
};

/** The entry the form stands for. A prefix that was typed already is not written twice. */
export function toDeploymentInput(values: DeploymentFormValues): DeploymentInput {
  const { prefix, baseHint } = providers[values.provider];
  const model = values.model.trim();
  const id = values.id.trim();
  return {
    group: values.group.trim(),
    params: {
      model: model.startsWith(prefix) ? model : `${prefix}${model}`,
      ...(baseHint === null ? {} : { api_base: values.apiBase.trim() }),
      ...keyOf(values),
      ...(values.timeoutSeconds.trim() ? { timeout: Number(values.timeoutSeconds) } : {}),
    },
    ...(id ? { info: { id } } : {}),
  };
}
