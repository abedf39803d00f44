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

/** `baseUrl` may carry the `/v1` of a gateway's `api_base`; native routes are asked beside it. */
export type ProbeTarget = CallOptions & { baseUrl: string; key: string | null; timeoutMs: number };

/** One cheap look at a model server; no prompt is ever sent for it. */
export type BackendReading = {
  /** It answered as a model server that can serve. False while it loads and when it does not answer as one. */
  alive: boolean;
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
