import { guessProvider, stripProvider } from "./known-providers";
import type { FallbackRules } from "./rules-by-version";
import type { FailureKind, GraphChain, RoutingGraph } from "./schema";

/** One list as the gateway holds it: chains in order, the default chain last. */
export type ChainList = {
  chains: readonly GraphChain[];
  sources: ReadonlyMap<string, readonly GraphChain[]>;
  /** The first chain of a source is the one that is read. */
  exact: ReadonlyMap<string, GraphChain>;
  /** The last chain of a source, which is what provider prefixes find. */
  last: ReadonlyMap<string, GraphChain>;
  /** Of several `*` chains the last one is read. */
  catchAll: GraphChain | null;
  hasPrefixedKeys: boolean;
};

export type ChainLists = {
  general: ChainList;
  /** Null: absent, and the general list is used instead. */
  context_window: ChainList | null;
  content_policy: ChainList | null;
  /** Target of the first `*` chain that has one: it serves names that nothing answers to. A map there serves nobody. */
  firstDefault: string | null;
};

/** Where a hop was written, as a plan says it. */
export const describeChain = ({ source }: GraphChain): string => (source === "*" ? "default" : `chain of ${source}`);

const toList = (chains: readonly GraphChain[]): ChainList => {
  const exact = new Map<string, GraphChain>();
  const last = new Map<string, GraphChain>();
  const sources = new Map<string, GraphChain[]>();
  for (const chain of chains) {
    if (!exact.has(chain.source)) exact.set(chain.source, chain);
    last.set(chain.source, chain);
    const same = sources.get(chain.source);
    if (same) same.push(chain);
    else sources.set(chain.source, [chain]);
  }
  const hasPrefixedKeys = chains.some((chain) => chain.source.includes("/"));
  return { chains, sources, exact, last, catchAll: last.get("*") ?? null, hasPrefixedKeys };
};

/** The list that is read, duplicates included: that of the section and file in which an effective chain stands. */
const readCopy = (graph: RoutingGraph, kind: GraphChain["kind"]): GraphChain[] => {
  const chains = graph.chains.filter((chain) => chain.kind === kind);
  const read = chains.find((chain) => chain.effective);
  return chains.filter((chain) => chain.section === read?.section && chain.place.file === read.place.file);
};

/**
 * `default_fallbacks` is one more `*` chain at the end. Written empty in `router_settings` alone it is a `*` chain without
 * a list, which hides the others and is not followed; an empty one of `litellm_settings` is a chain of no targets.
 */
const readDefault = (graph: RoutingGraph): { chain: GraphChain | null; hidesCatchAll: boolean } => {
  const written = graph.chains.filter(({ kind }) => kind === "default");
  const inRouter = written.find(({ section, targets }) => section === "router_settings" && targets.length > 0);
  const chain = inRouter ?? written.find(({ section }) => section === "litellm_settings") ?? null;
  return { chain, hidesCatchAll: chain === null && written.length > 0 };
};

const readGeneral = (graph: RoutingGraph): ChainList => {
  const { chain, hidesCatchAll } = readDefault(graph);
  const list = toList(chain ? [...readCopy(graph, "general"), chain] : readCopy(graph, "general"));
  if (!hidesCatchAll) return list;
  const last = new Map([...list.last].filter(([source]) => source !== "*"));
  return { ...list, last, catchAll: null };
};

const readSpecial = (graph: RoutingGraph, kind: "context_window" | "content_policy"): ChainList | null => {
  const chains = readCopy(graph, kind);
  return chains.length > 0 || graph.settings.emptyLists?.includes(kind) ? toList(chains) : null;
};

const known = new WeakMap<RoutingGraph, ChainLists>();

/** The lists that are read; worked out once a graph. */
export const readChainLists = (graph: RoutingGraph): ChainLists => {
  const lists = known.get(graph) ?? sortOut(graph);
  known.set(graph, lists);
  return lists;
};

const sortOut = (graph: RoutingGraph): ChainLists => {
  const general = readGeneral(graph);
  const withDefault = general.chains.find((chain) => chain.source === "*" && chain.targets.length > 0);
  return {
    general,
    context_window: readSpecial(graph, "context_window"),
    content_policy: readSpecial(graph, "content_policy"),
    firstDefault: withDefault?.mapTarget[0] ? null : (withDefault?.targets[0] ?? null),
  };
};

export type PickedChain = { chain: GraphChain; certain: boolean };

/**
 * The chain of one name: the first entry with that key, else the last whose key is the name without its provider, else
 * one whose key is the name with the provider that the gateway tells by its price map.
 */
export const findSpecific = (
  list: ChainList,
  name: string,
  rules: FallbackRules,
  loosely: boolean,
): PickedChain | null => {
  const exact = list.exact.get(name);
  if (exact) return { chain: exact, certain: true };
  if (!loosely) return null;
  const stripped = stripProvider(name);
  const bare = stripped === null ? undefined : list.last.get(stripped);
  if (bare) return { chain: bare, certain: true };
  if (!rules.matchesPrefixedKeys || !list.hasPrefixedKeys || name.includes("/")) return null;
  const provider = guessProvider(name);
  const prefixed = provider === null ? undefined : list.last.get(`${provider}/${name}`);
  return prefixed ? { chain: prefixed, certain: false } : null;
};

export type ListRead = { list: ChainList; loosely: boolean };

/** The list for a kind of failure, and whether it takes `*` and provider prefixes. */
export const listFor = (lists: ChainLists, kind: FailureKind, rules: FallbackRules): ListRead => {
  const special = kind === "general" ? null : lists[kind];
  return { list: special ?? lists.general, loosely: special === null || rules.specialListsMatchLoosely };
};

/** Lists of the other section, or of a file that another one replaced, by their key: written, and never read. */
export const listUnread = (graph: RoutingGraph, { list }: ListRead): ReadonlyMap<string, readonly GraphChain[]> => {
  const read = new Set(list.chains);
  const kinds = new Set([...read].map(({ kind }) => (kind === "default" ? "general" : kind)));
  const unread = new Map<string, GraphChain[]>();
  for (const chain of graph.chains) {
    if (read.has(chain) || !kinds.has(chain.kind === "default" ? "general" : chain.kind)) continue;
    unread.set(chain.source, [...(unread.get(chain.source) ?? []), chain]);
  }
  return unread;
};
