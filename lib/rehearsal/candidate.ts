import { maskPatterns } from "@/lib/config/mask-text";
import type { ConfigReading, DeploymentEntry } from "@/lib/config/schema";
import { isSecretName } from "@/lib/config/secret-names";
import { withoutCredentials } from "@/lib/routing/graph";
import { createRoutingKeeper, isRecord, keepAliases } from "./fallback-lists";

/** One deployment as it is rehearsed; `key` is what its stand-in is called by. */
export type CandidateDeployment = {
  key: string;
  identity: string;
  group: string;
  writtenId: string | null;
  entry: { model_name: string; litellm_params: Record<string, unknown>; model_info: Record<string, unknown> };
};

/** The routing of a configuration as LiteLLM itself is given it: no key, no header, no address with a password. */
export type Candidate = {
  deployments: CandidateDeployment[];
  router: Record<string, unknown>;
  litellm: Record<string, unknown>;
  notes: string[];
};

const lists = ["fallbacks", "default_fallbacks", "context_window_fallbacks", "content_policy_fallbacks"] as const;

/** What decides who is called. Everything else takes no part: caches, databases, callbacks, alerts, plug-ins, retries. */
const routerKeys = new Set<string>([
  ...lists,
  "max_fallbacks",
  "model_group_alias",
  "routing_strategy",
  "routing_strategy_args",
  "routing_groups",
  "enable_pre_call_checks",
  "optional_pre_call_checks",
  "enable_tag_filtering",
  "tag_filtering_match_any",
  "tag_routing_prefix",
  "enable_weighted_failover",
  "default_priority",
  "default_max_parallel_requests",
  "timeout",
  "stream_timeout",
  // Not routing, but a mistake that stops the start.
  "health_check_interval",
  "health_check_concurrency",
]);
const litellmKeys = new Set<string>([
  ...lists,
  "max_fallbacks",
  "request_timeout",
  "drop_params",
  "modify_params",
  "model_alias_map",
]);
const paramKeys = new Set([
  "model",
  "custom_llm_provider",
  "order",
  "weight",
  "rpm",
  "tpm",
  "max_parallel_requests",
  "tags",
  "region_name",
  "timeout",
  "stream_timeout",
  "input_cost_per_token",
  "output_cost_per_token",
  "complexity_router_config",
  "complexity_router_default_model",
  "quality_router_config",
  "quality_router_default_model",
]);
const infoKeys = new Set(["id", "base_model", "max_input_tokens", "max_tokens", "litellm_routing_preferences"]);

/** Names of models may sound like secrets; what stands under these keys is names only. */
const namesOnly = new Set<string>([...lists, "model_group_alias", "routing_groups", "model_alias_map"]);

const isReference = (value: unknown): value is string => typeof value === "string" && value.startsWith("os.environ/");

/** Keys that sound like secrets are left out, what looks like one is hidden, and nothing is read from the environment. */
const clean = (value: unknown, onlyNames = false): unknown => {
  if (isReference(value)) return null;
  if (typeof value === "string") return onlyNames ? value : maskPatterns(value);
  if (Array.isArray(value)) return value.map((item) => clean(item, onlyNames));
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key]) => onlyNames || !(isSecretName(key) || key === "plugins"));
  return Object.fromEntries(kept.map(([key, inner]) => [key, clean(inner, onlyNames)]));
};

const pick = (fields: Record<string, unknown>, allowed: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([key, value]) => allowed.has(key) && value !== null)
      .map(([key, value]) => [key, clean(value)]),
  );

const toDeployment = (deployment: DeploymentEntry, at: number): CandidateDeployment => ({
  key: `d${at}`,
  identity: deployment.identity,
  group: deployment.group,
  writtenId: deployment.writtenId,
  entry: {
    model_name: deployment.group,
    litellm_params: {
      ...pick(deployment.params, paramKeys),
      model: deployment.model,
      // The gateway tells some providers by the address.
      ...(deployment.apiBase === null || isReference(deployment.apiBase)
        ? {}
        : { api_base: withoutCredentials(deployment.apiBase) }),
      api_key: "none",
    },
    model_info: pick(deployment.info, infoKeys),
  },
});

type Keep = (value: unknown) => unknown;

const keepNames = (key: string, value: unknown, keepRouting: Keep): unknown => {
  if (lists.some((list) => list === key)) return keepRouting(value);
  return key === "model_group_alias" ? keepAliases(value) : value;
};

const sectionOf = (
  reading: ConfigReading,
  section: string,
  allowed: ReadonlySet<string>,
  keep: Keep,
): Record<string, unknown> =>
  Object.fromEntries(
    reading.settings
      .filter((entry) => entry.section === section && allowed.has(entry.key) && entry.value !== null)
      .map(({ key, value }) => [key, clean(keepNames(key, value, keep), namesOnly.has(key))]),
  );

const notesOf = (reading: ConfigReading): string[] => {
  const inRouting = reading.settings.filter(
    ({ section, key }) =>
      (section === "router_settings" && routerKeys.has(key)) ||
      (section === "litellm_settings" && litellmKeys.has(key)),
  );
  const unread = inRouting.filter(({ value }) => JSON.stringify(value ?? null).includes('"os.environ/'));
  return [
    "Retries and cooldowns are off: what is compared is the order, one request at a time.",
    ...(unread.length > 0
      ? [`Taken from the environment, so without a value here: ${unread.map(({ key }) => key).join(", ")}.`]
      : []),
  ];
};

/** What LiteLLM is given to rehearse. Deployments keep their order; keys are `d0`, `d1`, …. */
export const toCandidate = (reading: ConfigReading): Candidate => {
  const keep = createRoutingKeeper();
  return {
    deployments: reading.deployments.map(toDeployment),
    router: {
      ...sectionOf(reading, "router_settings", routerKeys, keep),
      num_retries: 0,
      disable_cooldowns: true,
    },
    litellm: sectionOf(reading, "litellm_settings", litellmKeys, keep),
    notes: notesOf(reading),
  };
};
