import { z } from "zod";

/** What a stand-in can do. Keys of `outcomes` are keys of deployments; one that is not named answers. */
export type Outcome =
  | "answer"
  | "error"
  | "context_window"
  | "content_policy"
  | "rate_limit"
  | "authentication"
  | "timeout";
export type Outcomes = Record<string, Outcome>;

export type RehearsedEntry = {
  key: string;
  entry: { model_name: string; litellm_params: Record<string, unknown>; model_info: Record<string, unknown> };
};

/** The routing part of a configuration, without secrets. */
export type RehearsedConfig = {
  deployments: RehearsedEntry[];
  router: Record<string, unknown>;
  litellm: Record<string, unknown>;
};

/** The interpreter that has LiteLLM, and the folder of the product, where the programs are. */
export type PythonPlace = { python: string; root: string };

export type RehearsalLimits = {
  startMs: number;
  requestMs: number;
  /** Of resident memory; above it the process is ended. */
  memoryBytes: number;
  /** A warm Router that is not asked for this long ends. */
  idleMs: number;
};

export const rehearsalLimits: RehearsalLimits = {
  startMs: 90_000,
  requestMs: 15_000,
  memoryBytes: 2_000_000_000,
  idleMs: 180_000,
};

/**
 * `start-refused`: LiteLLM turned the configuration down, the detail is its own words; `start-timeout`: it did not become
 * ready; `ended`: the process went away; `out-of-memory`: it was ended because it grew beyond the limit.
 */
export type RunFailure = "start-refused" | "start-timeout" | "ended" | "out-of-memory" | "aborted";

/** Keys of the deployments that were called, in order, and of the one whose answer came back. */
export type RouterAnswer = { calls: string[]; answered: string | null; error: string | null };

export const ReadyReply = z.object({ ready: z.literal(true), litellm: z.string() });
export const LoadReply = z.union([z.object({ loaded: z.array(z.string()) }), z.object({ refused: z.string() })]);
export const CallReply = z.object({
  calls: z.array(z.string()),
  answered: z.string().nullable(),
  error: z.string().nullable(),
});

/** What a client of the throw-away gateway saw. */
export type ClientAnswer = {
  calls: string[];
  answered: string | null;
  status: number | null;
  headers: Record<string, string>;
  error: string | null;
  totalMs: number;
  firstByteMs: number | null;
  stream: { pieces: number; ended: boolean } | null;
};
