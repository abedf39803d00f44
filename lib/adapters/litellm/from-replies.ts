import type { z } from "zod";
import type { HttpReply, NetworkFailure } from "@/lib/adapters/http/schema";
import { firstLine, scrub } from "@/lib/adapters/http/scrub";
import { maskRecord, maskTarget, withoutUserInfo } from "./mask";
import type { HealthReply, ModelInfoReply, ModelListReply } from "./replies";
import type { CachedHealth, ChatAnswer, ReadinessFailure, RunningChain, RunningModel } from "./schema";

/** What a failed connection says of the gateway. */
export const readinessFailureOf = (failure: NetworkFailure): ReadinessFailure => {
  switch (failure) {
    case "refused":
    case "reset":
      return "starting";
    case "garbage":
    case "too-large":
      return "not-litellm";
    case "timeout":
    case "aborted":
      return "timeout";
    default:
      return "unreachable";
  }
};

const aliasTarget = (aliases: unknown, name: string): string | null => {
  if (typeof aliases !== "object" || aliases === null) return null;
  const value: unknown = new Map(Object.entries(aliases)).get(name);
  if (typeof value === "string") return value;
  const isMap = typeof value === "object" && value !== null && "model" in value;
  return isMap && typeof value.model === "string" ? value.model : null;
};

export const toModels = ({ data: rows }: z.infer<typeof ModelInfoReply>, aliases: unknown): RunningModel[] => {
  const rowKey = (group: string, id: string) => JSON.stringify([group, id]);
  const known = new Set(rows.map((row) => rowKey(row.model_name, row.model_info.id)));
  return rows.map(({ model_name: group, litellm_params, model_info }) => {
    const target = aliasTarget(aliases, group);
    return {
      group,
      id: model_info.id,
      model: litellm_params.model,
      apiBase: litellm_params.api_base ? withoutUserInfo(litellm_params.api_base) : null,
      params: maskRecord(litellm_params),
      info: maskRecord(Object.fromEntries(Object.entries(model_info).filter(([, value]) => value !== null))),
      viaAlias: target !== null && target !== group && known.has(rowKey(target, model_info.id)),
    };
  });
};

export const toChains = (kind: RunningChain["kind"], { data }: z.infer<typeof ModelListReply>): RunningChain[] =>
  data.flatMap(({ id, metadata }) =>
    metadata?.fallbacks?.length
      ? [
          {
            kind,
            source: id,
            targets: metadata.fallbacks.map((target) =>
              typeof target === "string" ? target : { ...maskTarget(target), model: target.model },
            ),
          },
        ]
      : [],
  );

type Endpoint = NonNullable<z.infer<typeof HealthReply>["healthy_endpoints"]>[number];

const toEndpoints = (endpoints: Endpoint[], healthy: boolean, key: string | null): CachedHealth["endpoints"] =>
  endpoints.flatMap(({ model_id, exception_status, error }) => {
    if (!model_id) return [];
    const status = Number(exception_status ?? Number.NaN);
    return [
      {
        id: model_id,
        healthy,
        status: Number.isInteger(status) ? status : null,
        error: typeof error === "string" && !healthy ? firstLine(scrub(error, [key])) : null,
      },
    ];
  });

export const toCachedHealth = (reply: z.infer<typeof HealthReply>, key: string | null): CachedHealth => ({
  complete: reply.healthy_endpoints !== undefined && reply.unhealthy_endpoints !== undefined,
  endpoints: [
    ...toEndpoints(reply.healthy_endpoints ?? [], true, key),
    ...toEndpoints(reply.unhealthy_endpoints ?? [], false, key),
  ],
});

/** Only the headers say who answered; after a fallback the body names something else. */
export const readAnswerer = ({ headers }: HttpReply): Pick<ChatAnswer, "answeredBy" | "attemptedFallbacks"> => {
  const fallbacks = Number.parseInt(headers["x-litellm-attempted-fallbacks"] ?? "", 10);
  return {
    answeredBy: {
      id: headers["x-litellm-model-id"] ?? null,
      group: headers["x-litellm-model-group"] ?? null,
      apiBase: headers["x-litellm-model-api-base"] ?? null,
    },
    attemptedFallbacks: Number.isNaN(fallbacks) ? null : fallbacks,
  };
};
