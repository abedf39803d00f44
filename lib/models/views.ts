import { indexNames, resolveName } from "@/lib/routing/resolve-name";
import type { GraphDeployment, RoutingGraph } from "@/lib/routing/schema";
import type { AliasView, ChainView, DeploymentView, ModelUse, ModelView } from "./schema";

const toDeploymentView = (deployment: GraphDeployment): DeploymentView => ({
  identity: deployment.identity,
  provider: deployment.provider,
  local: deployment.local,
  backend: deployment.backend,
  apiBase: deployment.apiBase,
  keyReference: deployment.keyReference,
  model: deployment.model,
  contextWindow: deployment.contextWindow,
  order: deployment.order,
  file: deployment.place.file,
  line: deployment.place.line,
});

const append = <K, V>(lists: Map<K, V[]>, key: K, value: V): void => {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
};

/** Uses are counted for the group that a target really leads to: through an alias, an id or a wildcard too. */
const collectUses = (graph: RoutingGraph): Map<string, ModelUse[]> => {
  const index = indexNames(graph);
  const uses = new Map<string, ModelUse[]>();
  for (const { kind, source, targets, effective } of graph.chains)
    for (const [at, target] of effective ? targets.entries() : [])
      append(uses, resolveName(index, target, null)?.group ?? target, { kind, source, position: at + 1 });
  return uses;
};

/** One view a model group, in file order. */
export const toModelViews = (graph: RoutingGraph): ModelView[] => {
  const uses = collectUses(graph);
  const { groups } = indexNames(graph);
  const aliases = new Map<string, string[]>();
  for (const { name, target } of graph.aliases) if (target !== null) append(aliases, target, name);
  return graph.groups.map((name) => ({
    name,
    deployments: (groups.get(name) ?? []).map(toDeploymentView),
    usedBy: { chains: uses.get(name) ?? [], aliases: aliases.get(name) ?? [] },
  }));
};

export const toChainViews = (graph: RoutingGraph): ChainView[] =>
  graph.chains.map(({ kind, source, targets, section, place, effective, locked }) => ({
    kind,
    source,
    targets,
    section,
    file: place.file,
    line: place.line,
    effective,
    locked,
  }));

export const toAliasViews = (graph: RoutingGraph): AliasView[] =>
  graph.aliases.map(({ name, target, hidden, place }) => ({ name, target, hidden, line: place.line }));
