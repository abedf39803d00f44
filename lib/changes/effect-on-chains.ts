import { planAttempts } from "@/lib/routing/plan-attempts";
import { FailureKind, type RoutePlan, type RoutingGraph } from "@/lib/routing/schema";

/** One model whose requests will be tried in another order, or by others, once the draft is applied. */
export type ChainEffect = { model: string; kind: FailureKind; before: RoutePlan; after: RoutePlan };

const orderOf = ({ hops }: RoutePlan): string =>
  JSON.stringify(hops.map(({ group, deployments }) => [group, ...deployments]));

/**
 * What a draft does to the effective chains, for every model of either side. A special kind of failure is told only where its
 * effect is not the same as that on general failures.
 */
export function effectOnChains(before: RoutingGraph, after: RoutingGraph, version: string | null): ChainEffect[] {
  const names = (graph: RoutingGraph) => [...graph.groups, ...graph.aliases.map(({ name }) => name)];
  const models = [...new Set([...names(before), ...names(after)])];
  return models.flatMap((model) => {
    const told = new Set<string>();
    return FailureKind.options.flatMap((kind) => {
      const effect = {
        model,
        kind,
        before: planAttempts(before, { model, kind, version }),
        after: planAttempts(after, { model, kind, version }),
      };
      const [old, now] = [orderOf(effect.before), orderOf(effect.after)];
      if (old === now || told.has(`${old} ${now}`)) return [];
      told.add(`${old} ${now}`);
      return [effect];
    });
  });
}
