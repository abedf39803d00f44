import type { Place } from "@/lib/config/schema";
import type { FailureKind, GraphChain } from "../schema";
import type { Edges } from "./cycles";
import { listReadChains, modelOf } from "./name-lookup";
import { findCatchAll, kindOf } from "./own-chain";
import type { FindingContext } from "./rule";

/** One model follows another: the name that is written for it, where, and whether only the default chain says so. */
export type Link = { written: string; place: Place; isDefault: boolean };

export type LoopGraph = { links: ReadonlyMap<string, ReadonlyMap<string, Link>>; all: Edges; own: Edges };

const toEdges = (links: LoopGraph["links"], holds: (link: Link) => boolean): Edges =>
  new Map(
    [...links].map(([from, row]) => [from, new Set([...row].filter(([, link]) => holds(link)).map(([to]) => to))]),
  );

/**
 * Who is asked after whom, model by model: by a model's own chain, by the choice of a router, and, for models without a chain, by
 * the default chain. A model that leads to itself is another finding.
 */
export const readLoopGraph = (context: FindingContext, kind: FailureKind): LoopGraph => {
  const links = new Map<string, Map<string, Link>>();
  const chains = listReadChains(context).filter((chain) => kindOf(chain) === kind);
  const connect = (from: string, written: string, place: Place, isDefault: boolean) => {
    const row = links.get(from) ?? new Map<string, Link>();
    links.set(from, row);
    const to = modelOf(context, written);
    if (to !== from && row.get(to)?.isDefault !== false) row.set(to, { written, place, isDefault });
  };
  const follow = (from: string, chain: GraphChain, isDefault: boolean) => {
    for (const [at, target] of chain.targets.entries())
      connect(from, target, chain.targetPlaces[at] ?? chain.place, isDefault);
  };
  const named = chains.filter(({ source }) => source !== "*");
  for (const chain of named) follow(modelOf(context, chain.source), chain, false);
  if (chains.length > 0)
    for (const { group, tiers, place } of context.graph.deployments)
      for (const tier of tiers ?? []) connect(group, tier, place, false);
  const chained = new Set(named.map(({ source }) => modelOf(context, source)));
  const catchAll = chains.length > 0 ? findCatchAll(context, kind) : null;
  if (catchAll) for (const group of context.graph.groups) if (!chained.has(group)) follow(group, catchAll, true);
  return { links, all: toEdges(links, () => true), own: toEdges(links, ({ isDefault }) => !isDefault) };
};
