import { type ChainKind, type ChainTarget, targetName } from "@/lib/config/schema";
import type { GraphChain, RoutingGraph } from "./schema";

export type ChainEdit = { kind: ChainKind; model: string; targets: readonly ChainTarget[] };

/** What the gateway remembers a tried target by; maps as `kept-targets` writes them. */
export const targetKey = (target: ChainTarget): string =>
  typeof target === "string" || typeof target.kept !== "string" ? targetName(target) : `\u0000map ${target.kept}`;

/** The chain that an edit of this kind and model is about: the copy that is read. */
export const findChain = (graph: RoutingGraph, kind: ChainKind, model: string): GraphChain | undefined =>
  graph.chains.find((chain) => chain.kind === kind && chain.source === model && chain.effective) ??
  graph.chains.find((chain) => chain.kind === kind && chain.source === model);

/** The graph as it is once the edit is in the file, for planning before it is saved. An empty list is no chain. */
export function withChain(graph: RoutingGraph, { kind, model, targets }: ChainEdit): RoutingGraph {
  const old = findChain(graph, kind, model);
  if (targets.length === 0) return { ...graph, chains: graph.chains.filter((chain) => chain !== old) };
  const base = old ?? newChain(graph, kind, model);
  const edited: GraphChain = {
    ...base,
    targets: targets.map(targetName),
    mapTarget: targets.map((target) => typeof target !== "string"),
    targetKeys: targets.map(targetKey),
    targetPlaces: targets.map(() => base.place),
  };
  const chains = old ? graph.chains.map((chain) => (chain === old ? edited : chain)) : [...graph.chains, edited];
  return { ...graph, chains };
}

/** A new list goes where lists of its kind are read from. */
function newChain(graph: RoutingGraph, kind: ChainKind, model: string): GraphChain {
  const read = graph.chains.find((chain) => chain.kind === kind && chain.effective);
  const file = graph.deployments[0]?.place.file ?? "";
  return {
    kind,
    source: model,
    targets: [],
    mapTarget: [],
    targetKeys: [],
    section: read?.section ?? "router_settings",
    place: read?.place ?? { file, line: 0, column: 0, path: [] },
    targetPlaces: [],
    effective: true,
    locked: null,
  };
}
