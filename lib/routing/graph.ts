import { detectProvider } from "@/lib/config/provider";
import {
  type ChainEntry,
  type ChainTarget,
  type ConfigReading,
  type DeploymentEntry,
  type KeyReference,
  targetName,
} from "@/lib/config/schema";
import { asDuration, asNumber, asQuantity, asText, listTiers } from "./deployment-values";
import { readEffectiveSettings } from "./effective-settings";
import type { GraphAlias, GraphChain, GraphDeployment, RoutingGraph, TargetOverrides } from "./schema";

/** Keys of a map target that replace the lists of the rest of the request. */
const steeringKeys = [
  "fallbacks",
  "context_window_fallbacks",
  "content_policy_fallbacks",
  "disable_fallbacks",
  "model_group_retry_policy",
];

/** User names, passwords and query strings of an address may hold keys, so none of them passes. */
export const withoutCredentials = (address: string): string =>
  address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?#]*@/i, "$1").replace(/[?#].*$/s, "");

const describeKey = (key: KeyReference): string | null =>
  key.kind === "env" ? `env ${key.name}` : key.kind === "literal" ? "written in the file" : null;

const toGraphDeployment = (entry: DeploymentEntry): GraphDeployment => {
  const { provider, local, backend } = detectProvider(entry.model, entry.apiBase, entry.params, entry.info);
  const tiers = listTiers(entry);
  return {
    identity: entry.identity,
    writtenId: entry.writtenId,
    group: entry.group,
    model: entry.model,
    provider,
    local,
    backend,
    apiBase: entry.apiBase === null ? null : withoutCredentials(entry.apiBase),
    keyReference: describeKey(entry.key),
    order: asNumber(entry.params.order) ?? asNumber(entry.info.order),
    numRetries: asNumber(entry.params.num_retries),
    contextWindow: asNumber(entry.info.max_input_tokens) ?? asNumber(entry.params.num_ctx),
    timeout: asDuration(entry.params.timeout) ?? asDuration(entry.params.request_timeout),
    streamTimeout: asDuration(entry.params.stream_timeout),
    mode: asText(entry.info.mode),
    inputCost: asQuantity(entry.params.input_cost_per_token) ?? asQuantity(entry.info.input_cost_per_token),
    outputCost: asQuantity(entry.params.output_cost_per_token) ?? asQuantity(entry.info.output_cost_per_token),
    ...(tiers ? { tiers } : {}),
    place: entry.place,
  };
};

/** Equal maps are one target to the gateway whatever the order of their keys; a map of only `model` is the name itself. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

const numberMaps = () => {
  const seen = new Map<string, number>();
  return (target: ChainTarget): string => {
    if (typeof target === "string") return target;
    if (Object.keys(target).length === 1) return target.model;
    const text = canonical(target);
    const number = seen.get(text) ?? seen.size + 1;
    seen.set(text, number);
    return `\u0000map ${number}`;
  };
};

/** What a map target changes for itself and every later call of its walk; null when it only names a model. */
const overridesOf = (target: ChainTarget): TargetOverrides | null => {
  if (typeof target === "string") return null;
  const retries = asNumber(target.num_retries);
  const steers = steeringKeys.some((key) => key in target);
  return retries === null && !steers ? null : { retries, steers };
};

const toGraphChain = (entry: ChainEntry, keyOf: (target: ChainTarget) => string): GraphChain => ({
  kind: entry.kind,
  source: entry.source,
  targets: entry.targets.map(targetName),
  mapTarget: entry.targets.map((target) => typeof target !== "string"),
  targetKeys: entry.targets.map(keyOf),
  ...(entry.targets.some(overridesOf) ? { overrides: entry.targets.map(overridesOf) } : {}),
  section: entry.section,
  place: entry.place,
  targetPlaces: entry.targetPlaces,
  effective: entry.effective,
  locked: entry.locked,
});

/** The gateway reads aliases from `router_settings` only. Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md. */
const toGraphAliases = (reading: ConfigReading): GraphAlias[] =>
  reading.aliases
    .filter(({ section }) => section === "router_settings")
    .map(({ name, target, hidden, place }) => ({ name, target, hidden, place }));

/** The routing of a configuration without any secret: what the planner, the rules and the browser work on. */
export const toRoutingGraph = (reading: ConfigReading): RoutingGraph => {
  const deployments = reading.deployments.map(toGraphDeployment);
  const keyOf = numberMaps();
  return {
    groups: [...new Set(deployments.map(({ group }) => group))],
    deployments,
    chains: reading.chains.map((entry) => toGraphChain(entry, keyOf)),
    aliases: toGraphAliases(reading),
    settings: readEffectiveSettings(reading),
  };
};
