import { callModeOf } from "../call-mode";
import { isSmartRouter } from "../deployment-values";
import type { GraphDeployment, RoutingGraph } from "../schema";

/** A group that may stand in for others, as one weighs it: only groups that a client could have asked for by name. */
export type StandIn = {
  group: string;
  identities: readonly string[];
  local: boolean;
  mode: string;
  /** The smallest known context window of its deployments; null when none is known. */
  contextWindow: number | null;
  /** How many chains name it already: what the operator trusts. */
  trusted: number;
};

const smallest = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
};

const toStandIn = (group: string, own: readonly GraphDeployment[], trusted: number): StandIn => ({
  group,
  identities: own.map(({ identity }) => identity),
  local: own.every(({ local }) => local),
  mode: own.map(callModeOf).find((mode) => mode !== null)?.name ?? "chat",
  contextWindow: smallest(own.map(({ contextWindow }) => contextWindow)),
  trusted,
});

/** All groups but wildcards and those that only choose among others by the prompt. */
export const listStandIns = (graph: RoutingGraph): Map<string, StandIn> => {
  const own = new Map<string, GraphDeployment[]>();
  for (const deployment of graph.deployments)
    own.set(deployment.group, [...(own.get(deployment.group) ?? []), deployment]);
  const trust = new Map<string, number>();
  for (const { targets } of graph.chains)
    for (const target of new Set(targets)) trust.set(target, (trust.get(target) ?? 0) + 1);
  return new Map(
    [...own]
      .filter(([group, members]) => !group.includes("*") && !members.some(isSmartRouter))
      .map(([group, members]) => [group, toStandIn(group, members, trust.get(group) ?? 0)]),
  );
};

/** Whether `other` can serve what `model` serves: the same kind of call, and a context window no smaller where both are known. */
export const canStandIn = (model: StandIn | undefined, other: StandIn): boolean =>
  !model ||
  (model.mode === other.mode &&
    (model.contextWindow === null || other.contextWindow === null || other.contextWindow >= model.contextWindow));

/** Local ones first, then those that chains name already, then by their place in the file. */
export const byFitness = (a: StandIn, b: StandIn): number => Number(b.local) - Number(a.local) || b.trusted - a.trusted;
