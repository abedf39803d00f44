import { guessProvider } from "./known-providers";
import type { GraphAlias, GraphDeployment, RoutingGraph } from "./schema";
import { sortPatterns, type WildcardPattern } from "./wildcard-patterns";

/** What a name stands for: the group that is really called and the deployments that may answer. */
export type Resolution = {
  group: string;
  deployments: readonly GraphDeployment[];
  how: "group" | "id" | "wildcard" | "model-string" | "default";
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

export const indexNames = (graph: RoutingGraph): NameIndex => ({
  groups: groupBy(graph.deployments, (deployment) => deployment.group),
  ids: new Map(graph.deployments.flatMap((item) => (item.writtenId === null ? [] : [[item.writtenId, item]]))),
  aliases: new Map(graph.aliases.map((alias) => [alias.name, alias])),
  models: groupBy(graph.deployments, (deployment) => deployment.model),
  patterns: sortPatterns(graph.groups),
});

const isSmartRouter = (deployment: GraphDeployment): boolean => deployment.model.startsWith("auto_router/");

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
 * Alias (one level only), then group, then wildcard group, then the raw `litellm_params.model`, then the first target
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
  const own = index.groups.get(asked);
  if (own) return found(asked, "group", own);
  const pattern = findPattern(index, asked);
  if (pattern) return found(pattern.group, "wildcard", index.groups.get(pattern.group) ?? [], pattern.certain);
  const raw = index.models.get(asked);
  if (raw?.[0]) return found(raw[0].group, "model-string", raw);
  const fallback = firstDefault === null ? undefined : index.groups.get(firstDefault);
  return fallback && firstDefault !== null ? found(firstDefault, "default", fallback) : null;
};
