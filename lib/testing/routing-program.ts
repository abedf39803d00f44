import { stringify } from "yaml";
import type { ChainKind } from "@/lib/config/schema";

/** Drawn routing as the text of a configuration file, which the planner and the real Router read alike. */
export type Target = string | { model: string; temperature?: number; num_retries?: number };
export type Container = "router" | "litellm";
export type DrawnChain = { kind: ChainKind; source: string; targets: Target[] };

export type DrawnDeployment = {
  group: string;
  id: string;
  model: string;
  order: number | null;
  numRetries: number | null;
  tiers: string[];
};

export type Drawn = {
  deployments: DrawnDeployment[];
  chains: DrawnChain[];
  aliases: { name: string; target: string | null; hidden: boolean }[];
  containers: Record<ChainKind | "number", Container>;
  /** What stands in `router_settings` for a list or number of `litellm_settings`: nothing, or a value that is passed over. */
  falsy: "absent" | "null" | "empty";
  /** Numbers, by the key of the setting. */
  numbers: Record<string, number>;
  router: Record<string, unknown>;
  emptied: "context_window" | "content_policy" | null;
  style: "block" | "flow" | "json";
};

export const listNames: Record<ChainKind, string> = {
  general: "fallbacks",
  context_window: "context_window_fallbacks",
  content_policy: "content_policy_fallbacks",
  default: "default_fallbacks",
};

const toEntry = ({ group, id, model, order, numRetries, tiers }: DrawnDeployment) => ({
  model_name: group,
  litellm_params: {
    model,
    api_base: `witness://${id}`,
    api_key: "none",
    ...(order === null ? {} : { order }),
    ...(numRetries === null ? {} : { num_retries: numRetries }),
    ...(tiers.length === 0 ? {} : { complexity_router_config: { tiers: toTiers(tiers) } }),
  },
  model_info: { id },
});

const toTiers = (tiers: string[]) =>
  Object.fromEntries(["SIMPLE", "MEDIUM", "COMPLEX", "REASONING"].map((tier, at) => [tier, tiers[at % tiers.length]]));

const toLists = ({ chains, emptied }: Drawn): Partial<Record<ChainKind, unknown>> => {
  const lists: Partial<Record<ChainKind, unknown>> = {};
  for (const kind of ["general", "context_window", "content_policy"] as const) {
    const list = chains.filter((chain) => chain.kind === kind);
    if (list.length > 0) lists[kind] = list.map(({ source, targets }) => ({ [source]: targets }));
    else if (emptied === kind) lists[kind] = [];
  }
  const last = chains.find((chain) => chain.kind === "default");
  if (last) lists.default = last.targets;
  return lists;
};

const toAlias = ({ target, hidden }: Drawn["aliases"][number]): unknown =>
  target === null ? ["A"] : hidden ? { model: target, hidden } : target;

const toSettings = (drawn: Drawn): { router: Record<string, unknown>; litellm: Record<string, unknown> } => {
  const settings: Record<Container, Record<string, unknown>> = { router: { ...drawn.router }, litellm: {} };
  const put = (container: Container, key: string, value: unknown, passedOver: unknown) => {
    settings[container][key] = value;
    if (container === "litellm" && drawn.falsy !== "absent")
      settings.router[key] = drawn.falsy === "null" ? null : passedOver;
  };
  for (const [kind, list] of Object.entries(toLists(drawn)))
    for (const of of ["general", "context_window", "content_policy", "default"] as const)
      if (of === kind) put(drawn.containers[of], listNames[of], list, []);
  for (const [key, value] of Object.entries(drawn.numbers)) put(drawn.containers.number, key, value, null);
  if (drawn.aliases.length > 0)
    settings.router.model_group_alias = Object.fromEntries(drawn.aliases.map((alias) => [alias.name, toAlias(alias)]));
  return settings;
};

export const toText = (drawn: Drawn): string => {
  const { router, litellm } = toSettings(drawn);
  const config = { model_list: drawn.deployments.map(toEntry), router_settings: router, litellm_settings: litellm };
  // JSON is YAML too, and is written much faster.
  if (drawn.style === "json") return JSON.stringify(config, null, 1);
  return drawn.style === "flow" ? JSON.stringify(config) : stringify(config, { lineWidth: 0 });
};
