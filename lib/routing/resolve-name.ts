import { isSmartRouter } from "./deployment-values";
import { guessProvider } from "./known-providers";
import type { GraphAlias, GraphDeployment, RoutingGraph, RoutingGroup } from "./schema";
import { sortPatterns, type WildcardPattern } from "./wildcard-patterns";

/** What a name stands for: the group that is really called and the deployments that may answer. */
export type Resolution = {
  group: string;
  deployments: readonly GraphDeployment[];
  how: "group" | "id" | "wildcard" | "model-string" | "default" | "tier";
  alias: string | null;
  /** False where the gateway would consult its price map, or a router that chooses by prompt. */
  certain: boolean;
};

export type NameIndex = {
  groups: ReadonlyMap<string, readonly GraphDeployment[]>;
  ids: ReadonlyMap<string, GraphDeployment>;
  aliases: ReadonlyMap<string, GraphAlias>;
  models: ReadonlyMap<string, readonly GraphDeployment[]>;
  patterns: readonly WildcardPattern[];
  /** Routing groups that may be asked for by name, with the deployments of their members. */
  sets: ReadonlyMap<string, readonly GraphDeployment[]>;
};

const groupBy = (deployments: readonly GraphDeployment[], key: (deployment: GraphDeployment) => string) => {
  const groups = new Map<string, GraphDeployment[]>();
  for (const deployment of deployments) {
    const list = groups.get(key(deployment));
    if (list) list.push(deployment);
    else groups.set(key(deployment), [deployment]);
  }
  return groups;
};

const membersOf = (set: RoutingGroup, groups: ReadonlyMap<string, readonly GraphDeployment[]>): GraphDeployment[] =>
  set.models.flatMap((model, at) =>
    (groups.get(model) ?? []).map((deployment) =>
      set.strategy === "priority" ? { ...deployment, order: set.priorities[at] ?? deployment.order } : deployment,
    ),
  );

const buildIndex = (graph: RoutingGraph): NameIndex => {
  const groups = groupBy(graph.deployments, (deployment) => deployment.group);
  const aliases = new Map(graph.aliases.map((alias) => [alias.name, alias]));
  const sets = (graph.settings.routingGroups ?? []).filter(({ name }) => !groups.has(name) && !aliases.has(name));
  return {
    groups,
    ids: new Map(graph.deployments.flatMap((item) => (item.writtenId === null ? [] : [[item.writtenId, item]]))),
    aliases,
    models: groupBy(graph.deployments, (deployment) => deployment.model),
    patterns: sortPatterns(graph.groups),
    sets: new Map(sets.map((set) => [set.name, membersOf(set, groups)])),
  };
};

const known = new WeakMap<RoutingGraph["deployments"], { graph: RoutingGraph; index: NameIndex }>();

/** Names by what they stand for; a graph that differs in its chains only has the index of the one it came from. */
export const indexNames = (graph: RoutingGraph): NameIndex => {
  const last = known.get(graph.deployments);
  const same =
    last?.graph.aliases === graph.aliases &&
    last.graph.groups === graph.groups &&
    last.graph.settings.routingGroups === graph.settings.routingGroups;
  if (last && same) return last.index;
  const index = buildIndex(graph);
  known.set(graph.deployments, { graph, index });
  return index;
};

/** The wildcard group that serves a name, also under the provider that the name is known to belong to. */
export const findPattern = (index: NameIndex, name: string): { group: string; certain: boolean } | null => {
  if (index.patterns.length === 0) return null;
  const direct = index.patterns.find(({ regex }) => regex.test(name));
  if (direct) return { group: direct.group, certain: true };
  const provider = guessProvider(name);
  const guessed = provider && index.patterns.find(({ regex }) => regex.test(`${provider}/${name}`));
  return guessed ? { group: guessed.group, certain: false } : null;
};

/**
 * Alias (one level only), then routing group, then group, then wildcard group, then the raw `litellm_params.model`, then the first target
 * of the first `*` chain as a group. A deployment id is looked at first of all, unless a group has that name.
 * Null: nothing answers, and the hop fails without an upstream call.
 */
export const resolveName = (index: NameIndex, name: string, firstDefault: string | null): Resolution | null => {
  const byId = index.groups.has(name) ? undefined : index.ids.get(name);
  if (byId) return { group: byId.group, deployments: [byId], how: "id", alias: null, certain: !isSmartRouter(byId) };
  const target = index.aliases.get(name)?.target;
  const alias = target ? name : null;
  const asked = target || name;
  const found = (group: string, how: Resolution["how"], deployments: readonly GraphDeployment[], certain = true) => ({
    group,
    deployments,
    how,
    alias,
    certain: certain && !deployments.some(isSmartRouter),
  });
  const own = index.sets.get(asked) ?? index.groups.get(asked);
  if (own) return found(asked, "group", own);
  const pattern = findPattern(index, asked);
  if (pattern) return found(pattern.group, "wildcard", index.groups.get(pattern.group) ?? [], pattern.certain);
  const raw = index.models.get(asked);
  if (raw?.[0]) return found(raw[0].group, "model-string", raw);
  const fallback = firstDefault === null ? undefined : index.groups.get(firstDefault);
  return fallback && firstDefault !== null ? found(firstDefault, "default", fallback) : null;
};
