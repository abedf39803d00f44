import { formatCount } from "@/lib/format";
import { groupBy } from "@/lib/health/group-by";
import { isSmartRouter } from "@/lib/routing/deployment-values";
import { backendOf } from "@/lib/routing/fate/domains";
import { whatIfModel } from "@/lib/routing/fate/what-if";
import { outcomeOf } from "@/lib/routing/fate/words";
import { tellDoubt } from "@/lib/routing/plan-doubt";
import type { GraphDeployment, RoutePlan, RoutingGraph } from "@/lib/routing/schema";

/** Whose rules a plan follows, and whether they are known to be the running gateway's. */
export function rulesWords(plan: RoutePlan, version: string | null): string {
  const doubt = tellDoubt(plan, version);
  return doubt === null
    ? `rules of LiteLLM ${plan.rulesOf}, when each fails`
    : `rules of LiteLLM ${plan.rulesOf}, a guess: ${doubt}`;
}

const tellSurvival = (outcomes: readonly (readonly [backend: string, outcome: string])[]): string => {
  const named = (wanted: string) => outcomes.flatMap(([backend, outcome]) => (outcome === wanted ? [backend] : []));
  const [fatal, risky] = [named("lost"), named("unsure")];
  if (fatal.length > 0) return `rests on ${fatal.join(", ")} alone: nobody answers without it`;
  if (risky.length > 0) return `without ${risky.join(" or ")} some requests go unanswered, by chance`;
  return "survives any single backend";
};

/** What a plan is worth when things die, by the same reckoning as a what-if. */
export function planWords(plan: RoutePlan, graph: RoutingGraph, version: string | null): string {
  const called = new Set(plan.hops.flatMap(({ deployments }) => deployments));
  const placed = graph.deployments.filter((deployment) => !isSmartRouter(deployment));
  const backends = [...groupBy(placed, backendOf)].filter(([, own]) =>
    own.some(({ identity }) => called.has(identity)),
  );
  if (backends.length === 0) return "";
  const without = (own: readonly GraphDeployment[]) =>
    whatIfModel(graph, plan.model, new Set(own.map(({ identity }) => identity)), { kind: plan.kind, version });
  const calls = plan.hops.reduce((sum, hop) => sum + (hop.calls ?? 1), 0);
  return [
    `${formatCount(plan.hops.length, "hop")}, at most ${formatCount(calls, "upstream call")}`,
    formatCount(backends.length, "independent backend"),
    tellSurvival(backends.map(([backend, own]) => [backend, outcomeOf(without(own))] as const)),
  ].join(" · ");
}
