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
  /** `model_info` without what is null there. */
  info: z.record(z.string(), z.unknown()),
  /** The gateway lists an alias as further rows of its target's deployments; true on those. */
  viaAlias: z.boolean().optional(),
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
  /** As the gateway expands them: `*` is written out per model; models without a chain are left out. */
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

export type { ChatAnswer, ChatFailure } from "@/lib/adapters/backends/schema";
export type { Timings } from "@/lib/adapters/http/schema";

/**
 * Why a gateway is not read. `starting`: nothing listens on the port yet, or it closes at once; the caller knows whether a
 * process is on its way up. `not-litellm`: something else answers there.
 */
export type ReadinessFailure =
  | "starting"
  | "not-litellm"
  | "wrong-key"
  | "timeout"
  | "unreachable"
  | "unexpected_reply";

export type ChatQuestion = {
  model: string;
  prompt: string;
  maxTokens: number;
  timeoutMs: number;
  stream?: boolean;
  /** Further body fields, such as `disable_fallbacks`. */
  extraBody?: Record<string, unknown>;
  signal?: AbortSignal;
};

/** `/health/backlog`. */
export type Backlog = { inFlight: number; admitted: number; queued: number; rejected: number };
