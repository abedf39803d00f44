import { z } from "zod";
import { RunningChain } from "./schema";

/** Replies of LiteLLM 1.106 (docs/litellm-rules.md), as far as they are used. */

export const LivelinessReply = z.string().regex(/alive/i);

export const ReadinessReply = z.object({ status: z.string(), litellm_version: z.string().nullish() });

export const ErrorReply = z.object({
  error: z.object({ message: z.string(), type: z.string().nullish() }),
});

export const ModelInfoReply = z.object({
  data: z.array(
    z.object({
      model_name: z.string(),
      litellm_params: z.looseObject({ model: z.string(), api_base: z.string().nullish() }),
      model_info: z.looseObject({ id: z.string() }),
    }),
  ),
});

export const ModelListReply = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      metadata: z.object({ fallbacks: RunningChain.shape.targets.nullish() }).nullish(),
    }),
  ),
});

/** Everything beside `router_settings` may carry mail and webhook secrets and is dropped here. */
export const CallbacksReply = z.object({ router_settings: z.record(z.string(), z.unknown()).nullish() });

const endpoint = z.object({
  model_id: z.string().nullish(),
  exception_status: z.union([z.number(), z.string()]).nullish(),
  error: z.unknown().optional(),
});

export const HealthReply = z.object({
  healthy_endpoints: z.array(endpoint).optional(),
  unhealthy_endpoints: z.array(endpoint).optional(),
});

export const BacklogReply = z.object({
  in_flight_requests: z.number().int(),
  admitted_requests: z.number().int(),
  queued_requests: z.number().int(),
  rejected_requests: z.number().int(),
});
