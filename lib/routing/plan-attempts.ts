import { createResting, type Resting } from "./count-while-cooling";
import { createHopLedger } from "./cut-hops";
import { failuresUntilRest } from "./error-classes";
import type { PlanAsked, PlanTables } from "./plan-tables";
import { nodeOf, prepare } from "./prepare-plan";
import { resolveName } from "./resolve-name";
import type { RoutePlan, RoutingGraph } from "./schema";
import { visit } from "./walk-chains";
import { firstCall, type Walk } from "./walk-state";

/** The proxy turns a request down that names no group, alias, id, wildcard or raw model; a default chain does not help it. */
const isAccepted = ({ index }: PlanTables, model: string): boolean =>
  index.aliases.has(model) || resolveName(index, model, null) !== null || index.patterns.length > 0;

/**
 * A request to plan. `cooling` are identities of deployments that rest when it comes in. `errorClass` is what calls fail
 * with where `kind` is `general`; by default an upstream's internal error.
 */
export type PlanRequest = PlanAsked & { model: string; cooling?: ReadonlySet<string> };

/** The proxy pins a request that names a raw model to its deployment, so that fallbacks on groups fail; the Router alone does not. */
const isPinned = ({ requested, hops }: Walk): boolean => requested.found?.how === "model-string" && hops.length > 1;

const restingFor = ({ failure, settings }: PlanTables, cooling?: ReadonlySet<string>): Resting | null =>
  (cooling && cooling.size > 0) || failuresUntilRest(settings, failure, true) < Number.POSITIVE_INFINITY
    ? createResting(cooling ?? [])
    : null;

const planOne = (of: PlanTables, model: string, cooling?: ReadonlySet<string>): RoutePlan => {
  const node = nodeOf(of, model);
  const walk: Walk = {
    of,
    requested: node,
    attempted: null,
    hops: [],
    ledger: createHopLedger(++of.walks),
    calls: 0,
    nested: 0,
    exact: of.exact,
    resting: restingFor(of, cooling),
    failedOver: new Set(),
    failedOverAs: new Map(),
  };
  const first = isAccepted(of, model) ? visit(walk, firstCall(node)) : "unknown-target";
  const read = walk.ledger.read();
  const cut = first === "called" ? read : [{ group: model, rule: first, via: "request" }, ...read];
  return { model, kind: of.kind, hops: walk.hops, cut, rulesOf: of.rulesOf, exact: walk.exact && !isPinned(walk) };
};

/** What the gateway will really try for a request, and each configured hop it will not reach, with the rule that cuts it. */
export const planAttempts = (graph: RoutingGraph, { model, cooling, ...asked }: PlanRequest): RoutePlan =>
  planOne(prepare(graph, asked), model, cooling);

/** The plans of all groups of a graph, in its order. */
export const planAll = (graph: RoutingGraph, asked: PlanAsked): RoutePlan[] => {
  const tables = prepare(graph, asked);
  return graph.groups.map((group) => planOne(tables, group));
};
