import { z } from "zod";

/** How to reach a running gateway; the key is held only for the duration of a call. */
export type GatewayConnection = { url: string; key: string | null };

export const RunningModel = z.object({
  group: z.string(),
  id: z.string(),
  model: z.string(),
  apiBase: z.string().nullable(),
  /** `litellm_params` as the gateway states them: keys removed, header secrets masked. */
  params: z.record(z.string(), z.unknown()),
  info: z.record(z.string(), z.unknown()),
});
export type RunningModel = z.infer<typeof RunningModel>;

export const RunningChain = z.object({
  kind: z.enum(["general", "context_window", "content_policy"]),
  source: z.string(),
  targets: z.array(z.union([z.string(), z.looseObject({ model: z.string() })])),
});
export type RunningChain = z.infer<typeof RunningChain>;

/** What the running gateway says of itself: `/v1/model/info`, `/v1/models?fallback_type=…`, `/get/config/callbacks`. */
export type RunningGraph = {
  models: RunningModel[];
  /** As the gateway expands them: `*` is written out per model. */
  chains: RunningChain[];
  /** `router_settings` of `/get/config/callbacks`; secrets dropped. */
  settings: Record<string, unknown>;
  version: string | null;
};

/** Cached health. `complete` is false before the first cycle, when the gateway answers `{}`. */
export type CachedHealth = {
  complete: boolean;
  endpoints: { id: string; healthy: boolean; status: number | null; error: string | null }[];
};

export type Readiness = { ready: boolean; version: string | null; detail: string };

/** Timings are microseconds. */
export type Timings = { connectUs: number | null; firstByteUs: number | null; totalUs: number };

export type ChatAnswer = {
  /** `x-litellm-model-id` and friends: who answered. Null where the other side sends no such header. */
  answeredBy: { id: string | null; group: string | null; apiBase: string | null };
  attemptedFallbacks: number | null;
  status: number;
  text: string;
  timings: Timings;
};
