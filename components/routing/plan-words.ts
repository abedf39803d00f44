import { formatCount } from "@/lib/format";
import type { RoutePlan, RoutingGraph } from "@/lib/routing/schema";
import { backendsOf } from "./desk-rows";

/** Whose rules a plan follows, and whether they are known to be the running gateway's. */
export function rulesWords({ rulesOf, exact }: RoutePlan, version: string | null): string {
  if (exact) return `rules of LiteLLM ${rulesOf}, when each fails`;
  const why =
    version === null
      ? "the running version is not known"
      : version.startsWith(rulesOf)
        ? "one name is resolved by tables of the gateway's own"
        : `the gateway runs ${version}`;
  return `rules of LiteLLM ${rulesOf}, a guess: ${why}`;
}

/** What a plan is worth when things die. */
export function planWords(plan: RoutePlan, graph: RoutingGraph): string {
  const backends = plan.hops.map(({ deployments }) => backendsOf(graph, deployments));
  const all = [...new Set(backends.flat())];
  if (all.length === 0) return "";
  const fatal = all.filter((backend) => backends.every((hop) => hop.every((one) => one === backend)));
  const survival =
    fatal.length > 0 ? `rests on ${fatal.join(", ")} alone: nobody answers without it` : "survives any single backend";
  return [
    `At most ${formatCount(plan.hops.length, "attempt")}`,
    formatCount(all.length, "independent backend"),
    survival,
  ].join(" · ");
}
