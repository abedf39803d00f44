import { planAttempts } from "@/lib/routing/plan-attempts";
import type { FailureKind, RoutingGraph } from "@/lib/routing/schema";
import type { Drawing, DrawnHop, DrawnName } from "./schema";

/** What is lit while one looks at a name: the hops of its effective plan by number, and the lists that they come from. */
export type Light = { positions: ReadonlyMap<string, readonly number[]>; hops: ReadonlySet<string> };

type Asked = { kind: FailureKind; version: string | null };

const viaOf = ({ kind, source }: DrawnHop): string =>
  kind === "default" || source === "*" ? "default" : `chain of ${source}`;

/** A name that stands for none, or for all, has no plan of its own: what is written beside it is lit. */
function lightBeside({ hops }: Drawing, id: string): Light {
  const own = hops.filter(({ from, to }) => from === id || to === id);
  const positions = new Map(
    own.flatMap(({ from, to }): [string, number[]][] => [
      [from, []],
      [to, []],
    ]),
  );
  return { positions: positions.set(id, []), hops: new Set(own.map(({ id: hop }) => hop)) };
}

/** The attempts of a request for this name, when each fails, in the graph as it is being edited. */
export function lightHops(drawing: Drawing, graph: RoutingGraph, name: DrawnName, { kind, version }: Asked): Light {
  if (name.role === "any" || name.role === "nobody") return lightBeside(drawing, name.id);
  const plan = planAttempts(graph, { model: name.name, kind, version });
  const positions = new Map<string, number[]>();
  const hops = new Set<string>();
  const walked = new Map<string, DrawnHop[]>();
  for (const hop of drawing.hops) {
    if (hop.change === "removed") continue;
    const way = JSON.stringify([viaOf(hop), hop.to]);
    walked.set(way, [...(walked.get(way) ?? []), hop]);
  }
  for (const { position, group, via } of plan.hops) {
    const to = `group ${group}`;
    positions.set(to, [...(positions.get(to) ?? []), position]);
    const ways = walked.get(JSON.stringify([via, to])) ?? [];
    const special = ways.filter((hop) => hop.kind === kind);
    for (const hop of special.length > 0 ? special : ways.filter(isGeneral)) {
      hops.add(hop.id);
      if (hop.from === "any *") positions.set(hop.from, []);
    }
  }
  if (!positions.has(name.id)) positions.set(name.id, []);
  return { positions, hops };
}

const isGeneral = ({ kind }: DrawnHop): boolean => kind === "general" || kind === "default";
