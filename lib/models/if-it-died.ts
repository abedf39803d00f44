import type { Status } from "@/lib/health/schema";
import { planAttempts } from "@/lib/routing/plan-attempts";
import type { RoutingGraph } from "@/lib/routing/schema";
import type { Successor } from "./registry";

const answers = (status: Status): boolean => status === "healthy" || status === "degraded";

type Known = (identity: string) => Status;

/**
 * For each model that may be led to `dead`: who answers now, and who would if every deployment of `dead` stopped. A hop answers
 * when one of its deployments is healthy or degraded; the first such hop is the one that clients get.
 */
export function planSuccessors(
  graph: RoutingGraph,
  { dead, version, statusOf }: { dead: string; version: string | null; statusOf: Known },
): Successor[] {
  const lost = new Set(graph.deployments.flatMap(({ group, identity }) => (group === dead ? [identity] : [])));
  return graph.groups.flatMap((model) => {
    const { hops } = planAttempts(graph, { model, kind: "general", version });
    if (!hops.some(({ deployments }) => deployments.some((identity) => lost.has(identity)))) return [];
    const hopOf = (mayAnswer: (identity: string) => boolean) => {
      const hop = hops.find(({ deployments }) => deployments.some((one) => mayAnswer(one) && answers(statusOf(one))));
      return hop ? { group: hop.group, position: hop.position } : null;
    };
    return [{ model, now: hopOf(() => true), after: hopOf((identity) => !lost.has(identity)) }];
  });
}
