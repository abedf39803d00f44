import type { GraphChain, RoutingGraph } from "@/lib/routing/schema";
import type { OracleCase } from "./routing-cases";

const isIn = (chains: readonly GraphChain[], kind: string): boolean => chains.some((chain) => chain.kind === kind);

const reachesItself = (graph: RoutingGraph): boolean => {
  const next = new Map(graph.chains.map((chain) => [chain.source, chain.targets]));
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    (next.get(from) ?? []).some(
      (target) => target === goal || (!seen.has(target) && reaches(target, goal, seen.add(target))),
    );
  return [...next.keys()].some((source) => reaches(source, source, new Set()));
};

/** Two ways of two or more hops to one target. */
const hasDiamond = ({ chains }: RoutingGraph): boolean => {
  const next = new Map(chains.map((chain) => [chain.source, chain.targets]));
  return chains.some(({ targets }) => {
    const later = targets.flatMap((target) => [...new Set(next.get(target) ?? [])]);
    return new Set(later).size < later.length;
  });
};

const longestLine = ({ chains }: RoutingGraph): number => {
  const next = new Map(chains.map((chain) => [chain.source, chain.targets[0]]));
  const lengthFrom = (name: string | undefined, seen: Set<string>): number =>
    name === undefined || seen.has(name) ? 0 : 1 + lengthFrom(next.get(name), seen.add(name));
  return Math.max(0, ...[...next.keys()].map((source) => lengthFrom(source, new Set()) - 1));
};

const known = ({ groups, deployments, aliases }: RoutingGraph): Set<string> =>
  new Set([
    ...groups,
    ...deployments.flatMap(({ identity, model }) => [identity, model]),
    ...aliases.map(({ name }) => name),
  ]);

const namesStranger = ({ graph }: OracleCase): boolean => {
  const names = known(graph);
  return graph.chains.some(({ targets }) => targets.some((target) => !names.has(target)));
};

const inBoth = ({ graph }: OracleCase): boolean => new Set(graph.chains.map(({ section }) => section)).size > 1;

const sizes = ({ deployments }: RoutingGraph): number[] => {
  const counts = new Map<string, number>();
  for (const { group } of deployments) counts.set(group, (counts.get(group) ?? 0) + 1);
  return [...counts.values()];
};

/** What drawn configurations hold, so that a generator gone dull is noticed. */
export const routingFeatures: Record<string, (drawn: OracleCase) => boolean> = {
  cycles: ({ graph }) => reachesItself(graph),
  diamonds: ({ graph }) => hasDiamond(graph),
  aliases: ({ graph }) => graph.aliases.length > 0,
  "list aliases": ({ graph }) => graph.aliases.some(({ target }) => target === null),
  "object aliases": ({ text }) => /"?hidden"?:/.test(text),
  default_fallbacks: ({ graph }) => isIn(graph.chains, "default"),
  "catch-all chains": ({ graph }) => graph.chains.some(({ source }) => source === "*"),
  "specific chains": ({ graph }) => isIn(graph.chains, "context_window") || isIn(graph.chains, "content_policy"),
  "emptied lists": ({ graph }) => (graph.settings.emptyLists ?? []).length > 0,
  "duplicate chains": ({ graph }) => graph.chains.some(({ effective }) => !effective),
  "repeated targets": ({ graph }) =>
    graph.chains.some(({ targetKeys }) => new Set(targetKeys).size < targetKeys.length),
  "override maps": ({ graph }) => graph.chains.some(({ mapTarget }) => mapTarget.includes(true)),
  "unknown names": namesStranger,
  "deep chains": ({ graph }) => longestLine(graph) > graph.settings.maxFallbacks,
  "own max_fallbacks": ({ text }) => text.includes("max_fallbacks"),
  "order levels": ({ graph }) => graph.deployments.some(({ order }) => order !== null),
  wildcards: ({ graph }) => graph.groups.some((group) => group.includes("*")),
  "several deployments": ({ graph }) => sizes(graph).some((size) => size > 1),
  "both containers": inBoth,
  "passed-over router values": ({ text }) => /fallbacks"?: (null|\[\])/.test(text),
  retries: ({ graph }) => graph.settings.numRetries > 0,
  "retry policies": ({ graph: { settings } }) =>
    settings.retryPolicy !== null || (settings.groupRetryPolicies ?? []).length > 0,
  cooldowns: ({ graph }) => graph.settings.cooldowns === true,
  "weighted failover": ({ graph }) => graph.settings.weightedFailover === true,
  "routing groups": ({ graph }) => (graph.settings.routingGroups ?? []).length > 0,
  "router deployments": ({ graph }) => graph.deployments.some(({ tiers }) => tiers),
  "other error classes": ({ request }) => request.kind === "general" && request.errorClass !== "internal_server",
  "subsets answering": ({ answering }) => answering.length > 0,
  "all failing": ({ answering }) => answering.length === 0,
};

export const tallyFeatures = (cases: readonly OracleCase[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(routingFeatures).map(([name, holds]) => [name, cases.filter((drawn) => holds(drawn)).length]),
  );
