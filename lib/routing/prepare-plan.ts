import { type ChainList, findSpecific, listFor, type PickedChain, readChainLists } from "./chain-lists";
import { type Attempt, type CallRules, countCalls } from "./count-calls";
import type { Fate } from "./cut-hops";
import { type ErrorClass, failureOf } from "./error-classes";
import { listLaterLevels, listOwnDeployments } from "./order-levels";
import { indexNames, type Resolution, resolveName } from "./resolve-name";
import { findRules } from "./rules-by-version";
import type {
  CutHop,
  CutRule,
  FailureKind,
  GraphChain,
  GraphDeployment,
  RoutingGraph,
  TargetOverrides,
} from "./schema";
import { chooseTier } from "./smart-routers";

/** One entry of a chain, or one later level of a group. */
export type Step = {
  name: string;
  /** Number of what the gateway remembers the target by. */
  key: number;
  level: number | null;
  /** Written as a name, not as a map: only then is it compared with the name that failed. */
  plain: boolean;
  via: string;
  overrides: TargetOverrides | null;
  /** Null for a level, which no chain names. */
  table: ChainTable | null;
  at: number;
  cuts: Partial<Record<CutRule, CutHop>>;
  node: PlanNode | null;
};

/** `plan` and `fates` belong to the plan that met the chain last. */
export type ChainTable = {
  via: string;
  steps: Step[];
  shadowed: readonly GraphChain[];
  plan: number;
  fates: (Fate | undefined)[];
};

/** A chain that is followed; not certain where the gateway finds it by its price map. */
export type PickedTable = { table: ChainTable; certain: boolean };

/** What a name leads to, worked out when a walk first comes to it. */
export type PlanNode = {
  name: string;
  found: Resolution | null;
  certain: boolean;
  /** What the name is looked up and remembered by: itself, or the group that its router deployment chooses. */
  chosen: string;
  chosenKey: number;
  own: readonly GraphDeployment[];
  attempts: Map<number | null, Attempt | null>;
  ladders: Map<number | null, Step[]>;
  /** Its own chain by list, without looking at `*`. */
  chains: Map<ChainList, PickedTable | null>;
};

export type PlanAsked = { kind: FailureKind; version?: string | null; errorClass?: ErrorClass };

/** What every plan of one graph, kind of failure and version needs again. */
export type PlanTables = CallRules &
  ReturnType<typeof findRules> & {
    graph: RoutingGraph;
    kind: FailureKind;
    lists: ReturnType<typeof readChainLists>;
    /** The list that the kind of failure reads. */
    list: ReturnType<typeof listFor>;
    nodes: Map<string, PlanNode>;
    keys: Map<string, number>;
    /** By key: the walk that tried it last. Walks have numbers of their own, so nothing is cleared between plans. */
    triedIn: number[];
    walks: number;
    tables: Map<GraphChain, PickedTable>;
  };

const prepared = new WeakMap<RoutingGraph, Map<string, PlanTables>>();

const build = (graph: RoutingGraph, asked: PlanAsked): PlanTables => {
  const found = findRules(asked.version ?? null);
  const lists = readChainLists(graph);
  return {
    ...found,
    graph,
    settings: graph.settings,
    kind: asked.kind,
    failure: failureOf(asked.kind, asked.errorClass),
    index: indexNames(graph),
    lists,
    list: listFor(lists, asked.kind, found.rules),
    nodes: new Map(),
    keys: new Map(),
    triedIn: [],
    walks: 0,
    tables: new Map(),
  };
};

export const prepare = (graph: RoutingGraph, asked: PlanAsked): PlanTables => {
  const known = prepared.get(graph) ?? new Map<string, PlanTables>();
  prepared.set(graph, known);
  const id = `${failureOf(asked.kind, asked.errorClass)} ${asked.version ?? ""}`;
  const tables = known.get(id) ?? build(graph, asked);
  known.set(id, tables);
  return tables;
};

const keyOf = (of: PlanTables, text: string): number => {
  const known = of.keys.get(text);
  if (known !== undefined) return known;
  of.keys.set(text, of.triedIn.length);
  return of.triedIn.push(0) - 1;
};

const describeChain = (chain: GraphChain): string => (chain.source === "*" ? "default" : `chain of ${chain.source}`);

const buildTable = (of: PlanTables, chain: GraphChain, list: ChainList): ChainTable => {
  const via = describeChain(chain);
  const shadowed = list.sources.get(chain.source)?.filter((other) => other !== chain) ?? [];
  const table: ChainTable = { via, steps: [], shadowed, plan: 0, fates: [] };
  table.steps = chain.targets.map((name, at) => ({
    name,
    key: keyOf(of, chain.targetKeys[at] ?? name),
    level: null,
    plain: !chain.mapTarget[at],
    via,
    overrides: chain.overrides?.[at] ?? null,
    table,
    at,
    cuts: {},
    node: null,
  }));
  return table;
};

const tableOf = (of: PlanTables, { chain, certain }: PickedChain, list: ChainList): PickedTable => {
  const known = of.tables.get(chain) ?? { table: buildTable(of, chain, list), certain: true };
  of.tables.set(chain, known);
  return certain ? known : { ...known, certain };
};

const buildNode = (of: PlanTables, name: string): PlanNode => {
  const isBroken = of.rules.listAliasBreaks && of.index.aliases.get(name)?.target === null;
  const found = isBroken ? null : resolveName(of.index, name, of.lists.firstDefault);
  const tier = found && chooseTier(of.index, found);
  const chosen = (of.rules.looksUpTiers ? tier?.chosen : null) ?? name;
  return {
    name,
    found: tier?.found ?? found,
    certain: tier ? tier.certain : (found?.certain ?? true),
    chosen,
    chosenKey: keyOf(of, chosen),
    own: listOwnDeployments(of.index, chosen, of.rules),
    attempts: new Map(),
    ladders: new Map(),
    chains: new Map(),
  };
};

export const nodeOf = (of: PlanTables, name: string): PlanNode => {
  const known = of.nodes.get(name);
  if (known) return known;
  const fresh = buildNode(of, name);
  of.nodes.set(name, fresh);
  return fresh;
};

export const nodeAt = (of: PlanTables, step: Step): PlanNode => {
  step.node ??= nodeOf(of, step.name);
  return step.node;
};

/** The calls of a node at a level when nothing rests and no map target says how often to retry. */
export const attemptOf = (of: PlanTables, node: PlanNode, level: number | null): Attempt | null => {
  const known = node.attempts.get(level);
  if (known !== undefined) return known;
  const call = node.found && { name: node.name, found: node.found, level, retries: null };
  const fresh = call && countCalls(of, call);
  node.attempts.set(level, fresh);
  return fresh;
};

/** The later levels of a node, which go before its chain. */
export const ladderOf = (of: PlanTables, node: PlanNode, level: number | null): Step[] => {
  const known = node.ladders.get(level);
  if (known) return known;
  const steps = listLaterLevels(node.own, level).map((later) => ({
    name: node.chosen,
    key: keyOf(of, `${node.chosen}\u0000order ${later}`),
    level: later,
    plain: false,
    via: `order ${later} of ${node.chosen}`,
    overrides: null,
    table: null,
    at: 0,
    cuts: {},
    node: null,
  }));
  node.ladders.set(level, steps);
  return steps;
};

const ownChain = (of: PlanTables, node: PlanNode, list: ChainList, loosely: boolean): PickedTable | null => {
  const known = node.chains.get(list);
  if (known !== undefined) return known;
  const picked = findSpecific(list, node.name, of.rules, loosely);
  const table = picked && tableOf(of, picked, list);
  node.chains.set(list, table);
  return table;
};

/** The chain that a failed hop goes on with: a specific one of the first lookup name that has any, else `*`. */
export const chainAfter = (
  of: PlanTables,
  kind: FailureKind,
  node: PlanNode,
  requested: PlanNode,
): PickedTable | null => {
  const { list, loosely } = kind === of.kind ? of.list : listFor(of.lists, kind, of.rules);
  const chosen = node.chosen === node.name ? null : ownChain(of, nodeOf(of, node.chosen), list, loosely);
  const found =
    chosen ??
    ownChain(of, node, list, loosely) ??
    (of.rules.resumesRequestedChain ? ownChain(of, requested, list, loosely) : null);
  if (found || !loosely || !list.catchAll) return found;
  return tableOf(of, { chain: list.catchAll, certain: true }, list);
};
