import { planAttempts } from "../plan-attempts";
import type { PlanAsked } from "../plan-tables";
import type { FailureKind, GraphDeployment, RoutePlan, RoutingGraph } from "../schema";

/** What dies changes no plan, only how far it is walked: so plans are made once a graph. */

export type Asked = { kind?: FailureKind; version?: string | null };

const plans = new WeakMap<RoutingGraph, Map<string, RoutePlan>>();

const planAs = (graph: RoutingGraph, model: string, asked: PlanAsked): RoutePlan => {
  const known = plans.get(graph) ?? new Map<string, RoutePlan>();
  plans.set(graph, known);
  const key = `${asked.kind} ${asked.errorClass} ${asked.version} ${model}`;
  const found = known.get(key) ?? planAttempts(graph, { model, ...asked });
  known.set(key, found);
  return found;
};

export const planOnce = (graph: RoutingGraph, model: string, { kind = "general", version = null }: Asked = {}) =>
  planAs(graph, model, { kind, version });

const hasPolicies = ({ settings }: RoutingGraph): boolean =>
  Boolean(settings.retryPolicy) || (settings.groupRetryPolicies ?? []).length > 0;

/** The same plan where calls time out: a retry policy may ask more or less often then. */
export const planTimedOut = (graph: RoutingGraph, model: string, { kind = "general", version = null }: Asked = {}) =>
  hasPolicies(graph) && kind === "general"
    ? planAs(graph, model, { kind, version, errorClass: "timeout" })
    : planAs(graph, model, { kind, version });

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

export const calledBy = (graph: RoutingGraph, identities: readonly string[]): GraphDeployment[] => {
  const { byIdentity } = indexOf(graph);
  return identities.flatMap((identity) => byIdentity.get(identity) ?? []);
};
