import type { CallOptions, Timings } from "@/lib/adapters/http/schema";
import type { AdapterFailure } from "@/lib/result";

export type BackendFlavour = "ollama" | "llamacpp" | "llamacpp-python" | "vllm" | "openai";

export type BackendCause =
  | "none"
  | "refused"
  | "timeout"
  | "dns"
  | "tls"
  | "unauthorised"
  | "rate-limited"
  | "server-error"
  | "loading"
  | "busy"
  | "garbage";

export type ProbeTarget = CallOptions & {
  /** May carry the `/v1` of a gateway's `api_base`; native routes are asked beside it. */
  baseUrl: string;
  key: string | null;
  /** For the whole probe, however many routes it asks. */
  timeoutMs: number;
  /** Ask llama-cpp-python for its models too, although that ends a stream that is running there. */
  listModelsAnyway?: boolean;
};

/** One cheap look at a model server; no prompt is ever sent for it. */
export type BackendReading = {
  /** It answered as a model server that serves, if not at once (`busy`, `rate-limited`). */
  alive: boolean;
  /** `refused` also stands for an unreachable host, `garbage` for half a reply and for one that no known server gives. */
  cause: BackendCause;
  /** Names that it serves; null when it did not say. */
  models: string[] | null;
  /** What is in memory now (Ollama). Bytes. */
  loaded: { name: string; sizeVram?: number; size?: number }[] | null;
  /** Tokens of one request. */
  contextWindow: number | null;
  slots: { busy: number; total: number } | null;
  retryAfterSeconds: number | null;
  version: string | null;
  /** What it turned out to be, which may differ from what was expected. */
  flavour: BackendFlavour | null;
  timings: Timings;
  /** One sentence: what was asked and what came back; no secret. */
  evidence: string;
};

export type ChatFailure = AdapterFailure | "rate-limited" | "model-missing" | "server-error";

/** One completion that was answered with success. */
export type ChatAnswer = {
  /** `x-litellm-model-id` and friends: who answered. Null where the other side sends no such header. */
  answeredBy: { id: string | null; group: string | null; apiBase: string | null };
  attemptedFallbacks: number | null;
  status: number;
  text: string;
  timings: Timings;
};

export type DirectQuestion = CallOptions & {
  flavour: BackendFlavour;
  /** The backend's own name of the model, without a provider prefix. */
  model: string;
  baseUrl: string;
  key: string | null;
  prompt: string;
  maxTokens: number;
  timeoutMs: number;
};
