import { ok, type Result } from "@/lib/result";
import { isSmartRouter } from "../deployment-values";
import { backendOf, listDomains } from "../fate/domains";
import { resolveSelectors } from "../fate/selectors";
import { tellDomain } from "../fate/words";
import { planAttempts } from "../plan-attempts";
import type { RoutePlan, RoutingGraph } from "../schema";
import type { Goal, Suggestion } from "./schema";
import type { StandIn } from "./stand-in";
import { suggestChains } from "./suggest";

const atTheEnd = () => false;

/** A hop of which one deployment is dead may be tried on that one, so it saves nobody for certain. */
const isAnswered = (plan: RoutePlan, dead: ReadonlySet<string>): boolean =>
  plan.hops.some(({ deployments }) => deployments.length > 0 && deployments.every((identity) => !dead.has(identity)));

/** Chains with which every model is answered although these deployments are dead; `what` names them in sentences. */
export const suggestSurvival = (
  graph: RoutingGraph,
  version: string | null,
  { dead, what }: { dead: ReadonlySet<string>; what: string },
): Suggestion =>
  suggestChains(graph, version, {
    lacks: (plan) => (isAnswered(plan, dead) ? null : `Nobody answers it when ${what} is dead.`),
    helps: () => isApartFrom(dead),
    before: atTheEnd,
  });

const isApartFrom =
  (dead: ReadonlySet<string>) =>
  ({ identities }: StandIn): boolean =>
    identities.every((identity) => !dead.has(identity));

const groupByBackend = (graph: RoutingGraph): Map<string, Set<string>> => {
  const backends = new Map<string, Set<string>>();
  for (const deployment of graph.deployments) {
    if (isSmartRouter(deployment)) continue;
    const backend = backendOf(deployment);
    const members = backends.get(backend) ?? new Set<string>();
    backends.set(backend, members.add(deployment.identity));
  }
  return backends;
};

/** Chains with which every model is answered although any one backend is dead. */
export const suggestIndependence = (graph: RoutingGraph, version: string | null): Suggestion => {
  const backends = groupByBackend(graph);
  const listNeeded = (plan: RoutePlan) => [...backends].filter(([, members]) => !isAnswered(plan, members));
  const lacks = (plan: RoutePlan): string | null => {
    const [first] = listNeeded(plan);
    if (!first) return null;
    const [backend, members] = first;
    const isAll = plan.hops.every(({ deployments }) => deployments.every((identity) => members.has(identity)));
    return isAll
      ? `Everything it tries needs ${backend}.`
      : `Without ${backend} some of its requests go unanswered, by chance.`;
  };
  const helps = (plan: RoutePlan) => {
    const needed = listNeeded(plan);
    return (other: StandIn) => needed.some(([, members]) => isApartFrom(members)(other));
  };
  return suggestChains(graph, version, { lacks, helps, before: atTheEnd });
};

/**
 * Chains with which a local model tries `hops` local groups, itself included, before the first one in the cloud. Models that
 * never leave the machine, and those that live in the cloud, meet it as they are.
 */
export const suggestLocalFirst = (graph: RoutingGraph, version: string | null, hops: number): Suggestion => {
  const remote = new Set(graph.deployments.filter(({ local }) => !local).map(({ identity }) => identity));
  const isRemote = ({ deployments }: RoutePlan["hops"][number]) => deployments.some((identity) => remote.has(identity));
  const leadsAway = (target: string): boolean =>
    planAttempts(graph, { model: target, kind: "general", version }).hops.some(isRemote);
  const lacks = (plan: RoutePlan): string | null => {
    const first = plan.hops.findIndex(isRemote);
    return first <= 0 || first >= hops ? null : `It goes to the cloud after ${first} of ${hops} local hops.`;
  };
  return suggestChains(graph, version, {
    lacks,
    helps:
      () =>
      ({ local }) =>
        local,
    before: leadsAway,
  });
};

const nameDead = (graph: RoutingGraph, down: readonly string[]): string => {
  const known = new Map(listDomains(graph).map(({ domain }) => [domain.selector, tellDomain(domain)]));
  return down.map((selector) => known.get(selector) ?? selector).join(" and ");
};

/** The suggestion for any goal. Error `unknown-selector`, its detail lists what there is. */
export function suggestFor(
  graph: RoutingGraph,
  version: string | null,
  goal: Goal,
): Result<Suggestion, "unknown-selector"> {
  if (goal.goal === "survive-any-backend") return ok(suggestIndependence(graph, version));
  if (goal.goal === "local-first") return ok(suggestLocalFirst(graph, version, goal.hops));
  const dead = resolveSelectors(graph, goal.down);
  return dead.ok ? ok(suggestSurvival(graph, version, { dead: dead.value, what: nameDead(graph, goal.down) })) : dead;
}
