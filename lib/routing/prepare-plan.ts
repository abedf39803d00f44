import { type ChainLists, readChainLists } from "./chain-lists";
import { describeChain } from "./cut-hops";
import { indexNames, type NameIndex, type Resolution, resolveName } from "./resolve-name";
import type { GraphChain, RoutingGraph } from "./schema";

export type Step = {
  name: string;
  key: string;
  level: number | null;
  /** Written as a name, not as a map: only then is it compared with the name that failed. */
  plain: boolean;
  via: string;
  origin: { chain: GraphChain; at: number } | null;
};

/** What every plan of one graph needs again. */
export type Prepared = {
  index: NameIndex;
  lists: ChainLists;
  resolved: Map<string, Resolution | null>;
  steps: Map<GraphChain, Step[]>;
};

const prepared = new WeakMap<RoutingGraph, Prepared>();

export const prepare = (graph: RoutingGraph): Prepared => {
  const known = prepared.get(graph);
  if (known) return known;
  const fresh = { index: indexNames(graph), lists: readChainLists(graph), resolved: new Map(), steps: new Map() };
  prepared.set(graph, fresh);
  return fresh;
};

export const stepsOf = (walk: Prepared, chain: GraphChain): Step[] => {
  const known = walk.steps.get(chain);
  if (known) return known;
  const via = describeChain(chain);
  const steps = chain.targets.map((name, at) => ({
    name,
    key: chain.targetKeys[at] ?? name,
    level: null,
    plain: !chain.mapTarget[at],
    via,
    origin: { chain, at },
  }));
  walk.steps.set(chain, steps);
  return steps;
};

export const resolve = (walk: Prepared, name: string): Resolution | null => {
  const known = walk.resolved.get(name);
  if (known !== undefined) return known;
  const found = resolveName(walk.index, name, walk.lists.firstDefault);
  walk.resolved.set(name, found);
  return found;
};
