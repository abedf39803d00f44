import { type Resolution, resolveName } from "../resolve-name";
import type { GraphChain, RoutingGraph } from "../schema";
import type { CheckInput, FindingContext } from "./rule";

const listNames = {
  general: "fallbacks",
  context_window: "context-window fallbacks",
  content_policy: "content-policy fallbacks",
  default: "default fallbacks",
} as const;

const resolved = new WeakMap<RoutingGraph, Map<string, Resolution | null>>();

/** What answers to a name by itself, the default chain's stand-in left aside; remembered for each graph. */
export const lookUp = ({ graph, index }: FindingContext, name: string): Resolution | null => {
  const known = resolved.get(graph) ?? new Map<string, Resolution | null>();
  resolved.set(graph, known);
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = resolveName(index, name, null);
  known.set(name, found);
  return found;
};

/** Names that one group answers to are one model; names that a wildcard serves are models of their own. */
export const modelOf = (context: FindingContext, name: string): string => {
  const found = lookUp(context, name);
  return found && found.how !== "wildcard" ? found.group : name;
};

/** The name as written, and the model that really answers where that is another: `fast (alias of llama3.1:latest)`. */
export const describeName = (context: FindingContext, name: string): string => {
  const target = context.index.aliases.get(name)?.target;
  if (target) return `${name} (alias of ${target})`;
  const found = lookUp(context, name);
  return found && found.group !== name && found.how !== "wildcard" ? `${name} (which is ${found.group})` : name;
};

/** `fallbacks of llama3.1:latest`, for the middle of a sentence. */
export const describeList = (context: FindingContext, chain: GraphChain): string =>
  chain.source === "*"
    ? `${listNames[chain.kind]} for every model`
    : `${listNames[chain.kind]} of ${describeName(context, chain.source)}`;

export const nameChain = (context: FindingContext, chain: GraphChain): string => `The ${describeList(context, chain)}`;

export const nameKind = (kind: GraphChain["kind"]): string => listNames[kind];

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Names of `routing_groups` can be asked for like a model. Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md. */
const readRoutingGroups = ({ reading }: CheckInput): ReadonlySet<string> => {
  const lists = reading.settings.filter(
    ({ section, key }) => section === "router_settings" && key === "routing_groups",
  );
  const names = lists.flatMap(({ value }) =>
    (Array.isArray(value) ? value : []).map((entry: unknown) => (isMap(entry) ? entry.group_name : null)),
  );
  return new Set(names.filter((name) => typeof name === "string"));
};

const routingGroups = new WeakMap<RoutingGraph, ReadonlySet<string>>();

const isRoutingGroup = (context: FindingContext, name: string): boolean => {
  const known = routingGroups.get(context.graph) ?? readRoutingGroups(context);
  routingGroups.set(context.graph, known);
  return known.has(name);
};

/** Something answers to the name, or it is written as an alias, whose own finding says what is wrong with it. */
export const isKnownName = (context: FindingContext, name: string): boolean =>
  context.index.aliases.has(name) || lookUp(context, name) !== null || isRoutingGroup(context, name);

/** Models are kept in a database beside the file, so a name that the file does not know need not be a mistake. */
export const storesModels = ({ reading }: CheckInput): boolean =>
  reading.deployments.length === 0 ||
  reading.settings.some(
    ({ section, key, value }) => section === "general_settings" && key === "store_model_in_db" && value === true,
  );

/** Chains that the gateway reads. */
export const listReadChains = ({ graph }: FindingContext): GraphChain[] =>
  graph.chains.filter(({ effective }) => effective);

/** The first names in words: `a, b and c`, `a, b, c and 4 more`. */
export const listInWords = (names: readonly string[], shown = 4): string => {
  const rest = names.length - shown;
  const last = rest > 1 ? `${rest} more` : names.at(-1);
  const first = rest > 1 ? names.slice(0, shown) : names.slice(0, -1);
  return first.length > 0 ? `${first.join(", ")} and ${last}` : `${last ?? ""}`;
};
