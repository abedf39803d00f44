import { planAttempts } from "../plan-attempts";
import type { FailureKind, GraphDeployment, RoutePlan, RoutingGraph } from "../schema";
import { isRouter } from "./domains";

/** What dies changes no plan, only how far it is walked: so plans are made once a graph. */

export type Asked = { kind?: FailureKind; version?: string | null };

const plans = new WeakMap<RoutingGraph, Map<string, RoutePlan>>();

export const planOnce = (
  graph: RoutingGraph,
  model: string,
  { kind = "general", version = null }: Asked = {},
): RoutePlan => {
  const known = plans.get(graph) ?? new Map<string, RoutePlan>();
  plans.set(graph, known);
  const key = `${kind} ${version} ${model}`;
  const found = known.get(key) ?? planAttempts(graph, { model, kind, version });
  known.set(key, found);
  return found;
};

type GraphIndex = { byIdentity: ReadonlyMap<string, readonly GraphDeployment[]>; sizes: ReadonlyMap<string, number> };

const indexes = new WeakMap<RoutingGraph, GraphIndex>();

const indexOf = (graph: RoutingGraph): GraphIndex => {
  const known = indexes.get(graph);
  if (known) return known;
  const byIdentity = new Map<string, GraphDeployment[]>();
  const sizes = new Map<string, number>();
  for (const deployment of graph.deployments) {
    byIdentity.set(deployment.identity, [...(byIdentity.get(deployment.identity) ?? []), deployment]);
    sizes.set(deployment.group, (sizes.get(deployment.group) ?? 0) + 1);
  }
  const index = { byIdentity, sizes };
  indexes.set(graph, index);
  return index;
};

export const groupSize = (graph: RoutingGraph, group: string): number => indexOf(graph).sizes.get(group) ?? 0;

/** The deployments that are really called: a router deployment stands for those of the groups it chooses among. */
export const calledBy = (graph: RoutingGraph, identities: readonly string[]): GraphDeployment[] => {
  const { byIdentity } = indexOf(graph);
  const seen = new Set<string>();
  const expand = (deployment: GraphDeployment): GraphDeployment[] => {
    if (!isRouter(deployment) || !deployment.tiers) return [deployment];
    if (seen.has(deployment.identity)) return [];
    seen.add(deployment.identity);
    return deployment.tiers.flatMap((tier) =>
      graph.deployments.filter(({ group }) => group === tier).flatMap((each) => expand(each)),
    );
  };
  return identities.flatMap((identity) => byIdentity.get(identity) ?? []).flatMap(expand);
};
