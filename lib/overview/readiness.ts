import type { DeploymentHealth, Status } from "@/lib/health/schema";
import { planAttempts } from "@/lib/routing/plan-attempts";
import type { RoutingGraph } from "@/lib/routing/schema";
import type { ReadinessRow } from "./schema";

type Known = ReadonlyMap<string, { status: Status; backend: string }>;

export const byIdentity = (deployments: readonly DeploymentHealth[]): Known =>
  new Map(deployments.map(({ identity, status, backend }) => [identity, { status, backend }]));

const order: readonly Status[] = ["healthy", "degraded", "warming", "unknown", "off", "unhealthy"];

/** A model group is as good as its best deployment: one that answers is enough. */
export function bestStatus(statuses: readonly Status[]): Status {
  return order.find((status) => statuses.includes(status)) ?? "unknown";
}

export const isAnswering = (status: Status): boolean => status === "healthy" || status === "degraded";

/**
 * For each model group: the hops the gateway would try when each fails, with their status now, and how many of the
 * independent backends behind them answer. The models with the fewest left come first.
 */
export function assessReadiness(graph: RoutingGraph, known: Known, version: string | null): ReadinessRow[] {
  const rows = graph.groups.map((model) => {
    const { hops } = planAttempts(graph, { model, kind: "general", version });
    const identities = hops.flatMap((hop) => hop.deployments);
    const backends = new Set(identities.flatMap((identity) => known.get(identity)?.backend ?? []));
    const answering = new Set(
      identities.flatMap((identity) => {
        const deployment = known.get(identity);
        return deployment && isAnswering(deployment.status) ? deployment.backend : [];
      }),
    );
    return {
      model,
      hops: hops.map(({ group, deployments }) => ({
        group,
        status: bestStatus(deployments.map((identity) => known.get(identity)?.status ?? "unknown")),
      })),
      backendsAnswering: answering.size,
      backends: backends.size,
    };
  });
  return rows.sort((a, b) => a.backendsAnswering - b.backendsAnswering || b.hops.length - a.hops.length);
}
