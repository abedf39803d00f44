import type { ConfigReading, SettingEntry } from "@/lib/config/schema";
import { asDuration, asNumber, fieldsOf } from "./deployment-values";
import type { RetryPolicy, RoutingGraph, RoutingGroup } from "./schema";

/** The gateway's defaults: LiteLLM 1.106, docs/litellm-rules.md. */
const defaults = { maxFallbacks: 5, numRetries: 2, routingStrategy: "simple-shuffle", timeout: 6000, allowedFails: 3 };

const specialLists = {
  context_window: "context_window_fallbacks",
  content_policy: "content_policy_fallbacks",
} as const;

/** The copy that is read: `router_settings` before `litellm_settings`. */
export const findSetting = (reading: ConfigReading, key: string): SettingEntry | null => {
  const found = reading.settings.filter((entry) => entry.key === key && entry.value !== null);
  return (
    found.find(({ section }) => section === "router_settings") ??
    found.find(({ section }) => section === "litellm_settings") ??
    null
  );
};

const readNumber = (reading: ConfigReading, key: string, fallback: number): number => {
  const value = findSetting(reading, key)?.value;
  return typeof value === "number" && Number.isFinite(value) ? value : fallback;
};

const readIn = (reading: ConfigReading, section: string, key: string): unknown =>
  reading.settings.find((entry) => entry.section === section && entry.key === key)?.value;

/** Written empty in `litellm_settings`, a special list is a list without entries, so such failures fall back on nothing. */
const isEmptied = (reading: ConfigReading, kind: keyof typeof specialLists): boolean =>
  !reading.chains.some((chain) => chain.kind === kind && chain.effective) &&
  reading.settings.some(
    ({ section, key, value }) =>
      section === "litellm_settings" && key === specialLists[kind] && Array.isArray(value) && value.length === 0,
  );

const toPolicy = (value: unknown): RetryPolicy =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).flatMap(([key, written]) => {
      const number = asNumber(written);
      return number === null ? [] : [[key, number]];
    }),
  );

const toRoutingGroup = (value: unknown): RoutingGroup[] => {
  const { group_name: name, models, routing_strategy: strategy, model_priorities } = fieldsOf(value);
  if (typeof name !== "string" || !Array.isArray(models)) return [];
  const names = models.filter((model) => typeof model === "string");
  const priorities = new Map(Object.entries(fieldsOf(model_priorities)));
  return [
    {
      name,
      models: names,
      strategy: typeof strategy === "string" ? strategy : defaults.routingStrategy,
      priorities: names.map((model) => asNumber(priorities.get(model))),
    },
  ];
};

const readRetryPolicies = (
  reading: ConfigReading,
): Pick<RoutingGraph["settings"], "retryPolicy" | "groupRetryPolicies"> => {
  const general = readIn(reading, "router_settings", "retry_policy");
  const byGroup = Object.entries(fieldsOf(readIn(reading, "router_settings", "model_group_retry_policy")));
  return {
    retryPolicy: general === undefined || general === null ? null : toPolicy(general),
    groupRetryPolicies: byGroup.map(([group, policy]) => ({ group, policy: toPolicy(policy) })),
  };
};

/** `allowed_fails` counts only where `router_settings` says another number than the module, whose default is 3. */
const readAllowedFails = (
  reading: ConfigReading,
): Pick<RoutingGraph["settings"], "allowedFails" | "allowedFailsPolicy"> => {
  const ofModule = asNumber(readIn(reading, "litellm_settings", "allowed_fails")) ?? defaults.allowedFails;
  const ofRouter = asNumber(readIn(reading, "router_settings", "allowed_fails")) ?? ofModule;
  const policy = readIn(reading, "router_settings", "allowed_fails_policy");
  return {
    allowedFails: ofRouter === ofModule ? null : ofRouter,
    allowedFailsPolicy:
      policy === undefined || policy === null ? null : { byClass: toPolicy(policy), otherwise: ofRouter },
  };
};

/** `litellm_settings.request_timeout` bounds each call, also where `router_settings.timeout` says something else. */
const readTimeout = (reading: ConfigReading): number =>
  asDuration(readIn(reading, "litellm_settings", "request_timeout")) ??
  asDuration(readIn(reading, "router_settings", "timeout")) ??
  defaults.timeout;

export const readEffectiveSettings = (reading: ConfigReading): RoutingGraph["settings"] => {
  const strategy = findSetting(reading, "routing_strategy")?.value;
  const groups = readIn(reading, "router_settings", "routing_groups");
  return {
    maxFallbacks: readNumber(reading, "max_fallbacks", defaults.maxFallbacks),
    numRetries: readNumber(reading, "num_retries", defaults.numRetries),
    routingStrategy: typeof strategy === "string" ? strategy : defaults.routingStrategy,
    timeout: readTimeout(reading),
    streamTimeout: asDuration(readIn(reading, "router_settings", "stream_timeout")),
    weightedFailover: readIn(reading, "router_settings", "enable_weighted_failover") === true,
    cooldowns: readIn(reading, "router_settings", "disable_cooldowns") !== true,
    ...readAllowedFails(reading),
    ...readRetryPolicies(reading),
    routingGroups: (Array.isArray(groups) ? groups : []).flatMap(toRoutingGroup),
    emptyLists: (["context_window", "content_policy"] as const).filter((kind) => isEmptied(reading, kind)),
  };
};
