import type { YamlPath } from "./schema";

/**
 * One place of a file that names a model group: the text at the path, or the last key of the path.
 */
export type ModelReference = { path: YamlPath; part: "text" | "key" };

/*
 * Every setting of LiteLLM 1.106 whose value is looked up as a model group, as paths in which `*` is any key or position and
 * `@` at the end stands for the key itself. Found by reading what the Router and the proxy do with each setting
 * (docs/litellm-rules.md, "Where a file names a model group").
 */
const chainLists = ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"].flatMap((list) => [
  `${list}.*.@`,
  `${list}.*.*.*`,
  `${list}.*.*.*.model`,
]);

const reliability = [
  ...chainLists,
  "default_fallbacks.*",
  "default_fallbacks.*.model",
  "model_group_alias.*",
  "model_group_alias.*.*",
  "model_group_retry_policy.@",
  "model_group_affinity_config.@",
  "routing_groups.*.models.*",
  "routing_groups.*.model_priorities.@",
  "caching_groups.*.*",
];

const deployment = [
  "model_name",
  "litellm_params.silent_model",
  "litellm_params.silent_model.*",
  ...["auto", "complexity", "adaptive", "quality"].map((kind) => `litellm_params.${kind}_router_default_model`),
  "litellm_params.auto_router_embedding_model",
  ...["complexity", "adaptive", "quality"].flatMap((kind) => [
    `litellm_params.${kind}_router_config.default_model`,
    `litellm_params.${kind}_router_config.available_models.*`,
    `litellm_params.${kind}_router_config.tiers.*`,
    `litellm_params.${kind}_router_config.tiers.*.*`,
  ]),
  ...[
    "tier_model_configs.*.*.model_name",
    "classifier_llm_config.model",
    "embedding_model",
    "context_compaction.model",
  ].map((path) => `litellm_params.complexity_router_config.${path}`),
];

const proxy = [
  "litellm_settings.public_model_groups.*",
  "litellm_settings.agent_search_embedding_model",
  "litellm_settings.skill_search_embedding_model",
  "litellm_settings.model_group_settings.forward_client_headers_to_llm_api.*",
  "litellm_settings.default_internal_user_params.models.*",
  "litellm_settings.default_team_params.models.*",
  ...["redis", "valkey", "qdrant"].map(
    (store) => `litellm_settings.cache_params.${store}_semantic_cache_embedding_model`,
  ),
  "general_settings.completion_model",
  "general_settings.background_health_check_model_groups.*",
];

const patterns: string[][] = [
  ...deployment.map((path) => `model_list.*.${path}`),
  ...["router_settings", "litellm_settings"].flatMap((section) => reliability.map((path) => `${section}.${path}`)),
  ...proxy,
].map((path) => path.split("."));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Step = [segment: string | number, value: unknown];

const stepsInto = (value: unknown, segment: string): Step[] => {
  if (Array.isArray(value)) return segment === "*" ? value.map((item, at): Step => [at, item]) : [];
  if (!isRecord(value)) return [];
  if (segment === "*") return Object.entries(value);
  return Object.hasOwn(value, segment) ? [[segment, value[segment]]] : [];
};

function follow(value: unknown, pattern: string[], path: YamlPath, name: string, found: ModelReference[]): void {
  const [segment, ...rest] = pattern;
  if (segment === undefined) {
    if (value === name) found.push({ path, part: "text" });
  } else if (segment === "@") {
    // In a list of chains `*` is not a name but everybody.
    const isName = isRecord(value) && Object.hasOwn(value, name) && !(name === "*" && pattern.length === 1);
    if (isName) found.push({ path: [...path, name], part: "key" });
  } else {
    for (const [step, child] of stepsInto(value, segment)) follow(child, rest, [...path, step], name, found);
  }
}

/** Every place of a parsed file that names the model group, deployment ids and raw model strings left out. */
export function listModelReferences(root: unknown, name: string): ModelReference[] {
  const found: ModelReference[] = [];
  for (const pattern of patterns) follow(root, pattern, [], name, found);
  return found;
}
