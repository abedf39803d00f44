import type { ChainKind } from "@/lib/config/schema";
import type { FailureKind, RoutingGraph } from "@/lib/routing/schema";
import { lightHops } from "./light-hops";
import type { Drawing, DrawnName } from "./schema";

const keepNames = (drawing: Drawing, ids: ReadonlySet<string>): Drawing => {
  const names = drawing.names.filter(({ id }) => ids.has(id));
  const lanes = new Set(names.map(({ lane }) => lane));
  return {
    names,
    hops: drawing.hops.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    lanes: drawing.lanes.filter(({ key }) => lanes.has(key)),
  };
};

/** A name, what it hands on to in the end, what is written for it, and what hands on to it. */
export function toNeighbourhood(
  drawing: Drawing,
  graph: RoutingGraph,
  name: DrawnName,
  asked: { kind: FailureKind; version: string | null },
): Drawing {
  const beside = drawing.hops.flatMap(({ from, to }) => (from === name.id || to === name.id ? [from, to] : []));
  return keepNames(drawing, new Set([name.id, ...lightHops(drawing, graph, name, asked).positions.keys(), ...beside]));
}

/** Names that a search finds: by name, provider or backend, whatever the case. */
export function findNames({ names, lanes }: Drawing, query: string): Set<string> {
  const wanted = query.trim().toLowerCase();
  const providers = new Map(lanes.map(({ key, providers: own }) => [key, own]));
  const found = names.filter(({ name, backends, lane }) =>
    [name, ...backends, ...(providers.get(lane) ?? [])].some((text) => text.toLowerCase().includes(wanted)),
  );
  return new Set(found.map(({ id }) => id));
}

export const withoutKinds = (drawing: Drawing, hidden: readonly ChainKind[]): Drawing =>
  hidden.length === 0 ? drawing : { ...drawing, hops: drawing.hops.filter(({ kind }) => !hidden.includes(kind)) };
