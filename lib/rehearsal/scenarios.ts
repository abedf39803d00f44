import { isSmartRouter } from "@/lib/routing/deployment-values";
import { planAttempts } from "@/lib/routing/plan-attempts";
import { findRules, referenceVersion } from "@/lib/routing/rules-by-version";
import type { FailureKind, RoutePlan, RoutingGraph } from "@/lib/routing/schema";
import { expectAttempts } from "./expect";
import type { LeftOut, RehearsalDepth, Scenario, ScenarioKind } from "./schema";

/** Each failing hop after this many is left out but the last, where nobody is left: old versions walk a loop for hundreds. */
const deepest = 12;
/** It costs the whole time-out of its stand-in. */
const timeoutsAtMost = 1;

export const scenarioLimits: Record<RehearsalDepth, number> = { router: 300, gateway: 120 };

type Ranked = Scenario & { rank: number };
export type ScenarioList = { scenarios: Scenario[]; leftOut: LeftOut[] };

type Asked = {
  version: string | null;
  depth: RehearsalDepth;
  limit?: number;
  /** Models that come first when there are more scenarios than are run: those that a draft changes. */
  first?: readonly string[];
};

/** A rehearsal is one request a scenario, with retries and cooldowns switched off: what is compared is the order. */
const asRehearsed = (graph: RoutingGraph): RoutingGraph => ({
  ...graph,
  deployments: graph.deployments.map((deployment) => ({ ...deployment, numRetries: null })),
  chains: graph.chains.map((chain) =>
    chain.overrides
      ? { ...chain, overrides: chain.overrides.map((override) => override && { ...override, retries: null }) }
      : chain,
  ),
  settings: { ...graph.settings, numRetries: 0, cooldowns: false, retryPolicy: null, groupRetryPolicies: [] },
});

/** A name that a wildcard group serves stands for all of them. */
const instanceOf = (pattern: string): string => pattern.replaceAll("*", "rehearsal");

/** Everything that a client can ask for and that has a plan: groups, aliases, sources of chains; each once, in file order. */
const listRequests = (graph: RoutingGraph): string[] => [
  ...new Set([
    ...graph.groups.map(instanceOf),
    ...graph.aliases.map(({ name }) => name),
    ...(graph.settings.routingGroups ?? []).map(({ name }) => name),
    ...graph.chains.filter(({ source }) => source !== "*").map(({ source }) => instanceOf(source)),
  ]),
];

const deadOf = (plan: RoutePlan, failing: number): string[] => [
  ...new Set(plan.hops.slice(0, failing).flatMap(({ deployments }) => deployments)),
];

type Draft = { kind: ScenarioKind; failing: number; rank: number; stream?: boolean };

/** Deployments that only choose among groups, by the prompt. */
const listChoosers = (graph: RoutingGraph): Set<string> =>
  new Set(graph.deployments.filter(isSmartRouter).map(({ identity }) => identity));

const scenarioOf = (plan: RoutePlan, choosers: Set<string>, { kind, failing, rank, stream = false }: Draft): Ranked => {
  const dead = deadOf(plan, failing);
  const expected = expectAttempts(plan, new Set(dead), choosers);
  const id = [plan.model, kind, failing, ...(stream ? ["stream"] : [])].join("|");
  return { id, kind, model: plan.model, failing, stream, dead, expected, rank };
};

/** The numbers of failing hops that differ in who is dead: a group that is called twice dies once. */
const depthsOf = (plan: RoutePlan): number[] => {
  const all = plan.hops.map((_, at) => at + 1);
  const near = all.filter((failing) => failing <= deepest || failing === all.length);
  return near.filter((failing) => deadOf(plan, failing).length > deadOf(plan, failing - 1).length);
};

const draftsOf = (plan: RoutePlan, depth: RehearsalDepth): Draft[] => {
  const depths = depthsOf(plan);
  const nobody = depths.at(-1) ?? 0;
  return [
    { kind: "healthy", failing: 0, rank: plan.hops.length > 1 ? 5 : 6 },
    ...(plan.hops.length < 2 ? [] : depths).map(
      (failing): Draft => ({ kind: "dead", failing, rank: failing === 1 ? 0 : failing === nobody ? 1 : 3 }),
    ),
    ...(plan.hops.length < 2 || depth === "router"
      ? []
      : [
          { kind: "dead" as const, failing: 1, rank: 2, stream: true },
          { kind: "timeout" as const, failing: 1, rank: 4 },
        ]),
    ...(plan.hops.length < 2
      ? []
      : [
          { kind: "rate_limit" as const, failing: 1, rank: 2 },
          { kind: "authentication" as const, failing: 1, rank: 2 },
        ]),
  ];
};

/** Failures of a special kind, all the way down where they have a list of their own. */
const specialDrafts = (plan: RoutePlan, kind: Exclude<FailureKind, "general">, hasOwnList: boolean): Draft[] =>
  depthsOf(plan)
    .filter((failing) => hasOwnList || failing === 1)
    .map((failing) => ({ kind, failing, rank: failing === 1 ? 2 : 3 }));

const scenariosOf = (graph: RoutingGraph, model: string, { version, depth }: Asked): Ranked[] => {
  const plan = planAttempts(graph, { model, kind: "general", version });
  if (plan.hops.length === 0) return [];
  const choosers = listChoosers(graph);
  const special = (["context_window", "content_policy"] as const).flatMap((kind) => {
    const own = planAttempts(graph, { model, kind, version });
    const isWorthIt = plan.hops.length > 1 || own.hops.length > 1;
    const hasOwnList = graph.chains.some((chain) => chain.kind === kind && chain.effective);
    return isWorthIt ? specialDrafts(own, kind, hasOwnList).map((draft) => scenarioOf(own, choosers, draft)) : [];
  });
  return [...draftsOf(plan, depth).map((draft) => scenarioOf(plan, choosers, draft)), ...special];
};

/** Only so many wait for a time-out: the first of them. */
const withoutMostTimeouts = (ranked: readonly Ranked[]): Ranked[] => {
  const kept = new Set(ranked.filter(({ kind }) => kind === "timeout").slice(0, timeoutsAtMost));
  return ranked.filter((scenario) => scenario.kind !== "timeout" || kept.has(scenario));
};

const tellLeftOut = (all: readonly Ranked[], kept: ReadonlySet<Ranked>): LeftOut[] => {
  const counts = new Map<ScenarioKind, number>();
  for (const scenario of all) if (!kept.has(scenario)) counts.set(scenario.kind, (counts.get(scenario.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
};

/**
 * What to try: everything healthy, the first k hops of each chain dead, each special failure, a rate limit, a refused key.
 * When there are more than the limit, first failures of every model come before later ones, and healthy models last.
 */
export const listScenarios = (given: RoutingGraph, options: Asked): ScenarioList => {
  const graph = asRehearsed(given);
  // A version that is not in the table is planned by the newest rules; whether they hold is what a rehearsal is for.
  const asked = { ...options, version: findRules(options.version).exact ? options.version : referenceVersion };
  const first = new Set(asked.first ?? []);
  const requests = listRequests(graph);
  const ordered = [...requests.filter((name) => first.has(name)), ...requests.filter((name) => !first.has(name))];
  const all = ordered.flatMap((model) => scenariosOf(graph, model, asked));
  const possible = withoutMostTimeouts(all);
  const important = possible
    .map((scenario, at) => ({ scenario, at, rank: first.has(scenario.model) ? scenario.rank - 10 : scenario.rank }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .slice(0, asked.limit ?? scenarioLimits[asked.depth]);
  const kept = new Set(important.map(({ scenario }) => scenario));
  const scenarios = all.filter((scenario) => kept.has(scenario)).map(({ rank: _rank, ...scenario }) => scenario);
  return { scenarios, leftOut: tellLeftOut(all, kept) };
};
