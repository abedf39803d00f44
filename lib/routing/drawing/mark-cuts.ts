import { planAttempts } from "@/lib/routing/plan-attempts";
import type { CutRule, RoutingGraph } from "@/lib/routing/schema";
import type { DrawnHop } from "./schema";

type Written = Pick<DrawnHop, "kind" | "source" | "target" | "position">;

/**
 * The rule that keeps a hop from ever being tried when its own source is asked for and everything fails. A default list
 * serves many models and is cut differently for each, so that its hops carry none.
 */
export function findHopCuts(graph: RoutingGraph, version: string | null): (hop: Written) => CutRule | null {
  const cuts = new Map<string, CutRule>();
  for (const { kind, source, targets, effective } of graph.chains) {
    if (!effective || kind === "default" || source === "*") continue;
    const { cut } = planAttempts(graph, { model: source, kind, version });
    const own = cut.filter(({ via }) => via === `chain of ${source}`);
    // Of a name written twice the first is tried: rules are handed out from the end.
    for (let at = targets.length - 1; at >= 0; at -= 1) {
      const last = own.findLastIndex(({ group }) => group === targets[at]);
      const [found] = last < 0 ? [] : own.splice(last, 1);
      if (found) cuts.set(`${kind} ${at + 1} ${source}`, found.rule);
    }
  }
  return ({ kind, position, source }) => cuts.get(`${kind} ${position} ${source}`) ?? null;
}
