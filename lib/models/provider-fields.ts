import { z } from "zod";

export const ProviderKind = z.enum([
  "ollama",
  "llamacpp-native",
  "llamacpp-python",
  "vllm",
  "openai-compatible",
  "openai",
  "anthropic",
  "other",
]);
export type ProviderKind = z.infer<typeof ProviderKind>;

/** Where the key comes from. A secret is never typed here: it is named, and read by the gateway; `keep` leaves what is written. */
export const KeyChoice = z.enum(["env", "none", "dummy", "keep"]);
export type KeyChoice = z.infer<typeof KeyChoice>;

export type ProviderFields = {
  word: string;
  /** What `litellm_params.model` starts with; the first is written where none was typed. */
  prefixes: readonly string[];
  modelHint: string;
  /** Null when the provider has one public address. */
  baseHint: string | null;
  baseOptional?: true;
  keys: readonly KeyChoice[];
};

export const providers: Record<ProviderKind, ProviderFields> = {
  ollama: {
    word: "Ollama",
    prefixes: ["ollama_chat/", "ollama/"],
    modelHint: "llama3.1:latest",
    baseHint: "http://127.0.0.1:11434",
    keys: ["none", "env"],
  },
  "llamacpp-native": {
    word: "llama.cpp (native)",
    prefixes: ["openai/"],
    modelHint: "local-model",
    baseHint: "http://127.0.0.1:8080/v1",
    keys: ["dummy", "env"],
  },
  "llamacpp-python": {
    word: "llama.cpp (Python)",
    prefixes: ["openai/"],
    modelHint: "local-model",
    baseHint: "http://127.0.0.1:8000/v1",
    keys: ["dummy", "env"],
  },
  vllm: {
    word: "vLLM",
    prefixes: ["hosted_vllm/"],
    modelHint: "Qwen/Qwen2.5-Coder-7B-Instruct-AWQ",
    baseHint: "http://127.0.0.1:8001/v1",
    keys: ["none", "env"],
  },
  "openai-compatible": {
    word: "OpenAI-compatible",
    prefixes: ["openai/"],
    modelHint: "model-name",
    baseHint: "http://127.0.0.1:9000/v1",
    keys: ["env", "dummy"],
  },
  openai: { word: "OpenAI", prefixes: ["openai/"], modelHint: "gpt-5-mini", baseHint: null, keys: ["env"] },
  anthropic: {
    word: "Anthropic",
    prefixes: ["anthropic/"],
    modelHint: "claude-sonnet-4-5",
    baseHint: null,
    keys: ["env"],
  },
  other: {
    word: "Another provider",
    prefixes: [""],
    modelHint: "groq/llama-3.3-70b-versatile",
    baseHint: "https://api.example.org/v1",
    baseOptional: true,
    keys: ["env", "none", "dummy"],
  },
};

const text = z.string().max(2000);

export const DeploymentFormValues = z.object({
  group: text,
  provider: ProviderKind,
  model: text,
  apiBase: text,
  key: KeyChoice,
  keyName: text,
  timeoutSeconds: text,
  contextWindow: text,
  order: text,
  id: text,
});
export type DeploymentFormValues = z.infer<typeof DeploymentFormValues>;

export const emptyForm: DeploymentFormValues = {
  group: "",
  provider: "ollama",
  model: "",
  apiBase: "",
  key: "none",
  keyName: "",
  timeoutSeconds: "",
  contextWindow: "",
  order: "",
  id: "",
};

const environmentName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const reference = /^os\.environ\/[A-Za-z_][A-Za-z0-9_]*$/;

export type DeploymentFieldErrors = Partial<Record<keyof DeploymentFormValues, string>>;

const isAddress = (written: string): boolean =>
  reference.test(written) || (URL.canParse(written) && /^https?:$/.test(new URL(written).protocol));
const isWhole = (written: string): boolean => /^\d{1,9}$/.test(written.trim());

/** What is wrong with each field, in words that say what to do. */
export function checkDeployment(values: DeploymentFormValues): DeploymentFieldErrors {
  const errors: DeploymentFieldErrors = {};
  const { baseHint, baseOptional } = providers[values.provider];
  const base = values.apiBase.trim();
  if (!values.group.trim()) errors.group = "Clients ask for this name: it cannot be empty.";
  if (!values.model.trim()) errors.model = "The backend's own name of the model.";
  if (baseHint !== null && !(base === "" && baseOptional) && !isAddress(base))
    errors.apiBase = "An address that starts with http:// or https://, or os.environ/NAME.";
  if (values.key === "env" && !environmentName.test(values.keyName.trim()))
    errors.keyName = "The name of an environment variable of the gateway, such as OLLAMA_API_KEY.";
  if (values.timeoutSeconds.trim() && !(Number(values.timeoutSeconds) > 0))
    errors.timeoutSeconds = "Seconds, more than zero, or empty.";
  if (values.contextWindow.trim() && !(isWhole(values.contextWindow) && Number(values.contextWindow) > 0))
    errors.contextWindow = "A whole number of tokens, or empty.";
  if (values.order.trim() && !isWhole(values.order)) errors.order = "A whole number, lower is tried first, or empty.";
  return errors;
}

/** The form as the server takes it: the same checks, told beside the same fields. */
export const CheckedDeployment = DeploymentFormValues.superRefine((values, context) => {
  for (const [field, message] of Object.entries(checkDeployment(values)))
    context.addIssue({ code: "custom", path: [field], message });
});
