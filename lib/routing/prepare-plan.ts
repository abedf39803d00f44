import { listFor, listUnread, readChainLists } from "./chain-lists";
import { type Attempt, countCalls, plainCall } from "./count-calls";
import { lowestLimit } from "./count-while-cooling";
import { failureOf } from "./error-classes";
import { listLaterLevels, listOwnDeployments } from "./order-levels";
import { keyOf, type PlanAsked, type PlanNode, type PlanTables, type Step } from "./plan-tables";
import { indexNames, resolveName } from "./resolve-name";
import { findRules } from "./rules-by-version";
import type { RoutingGraph } from "./schema";
import { chooseTier } from "./smart-routers";

const prepared = new WeakMap<RoutingGraph, Map<string, PlanTables>>();

const build = (graph: RoutingGraph, asked: PlanAsked): PlanTables => {
  const found = findRules(asked.version ?? null);
  const lists = readChainLists(graph);
  const list = listFor(lists, asked.kind, found.rules);
  return {
    ...found,
    graph,
    settings: graph.settings,
    kind: asked.kind,
    failure: failureOf(asked.kind, asked.errorClass),
    index: indexNames(graph),
    lists,
    list,
    unread: listUnread(graph, list),
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

const buildNode = (of: PlanTables, name: string): PlanNode => {
  const isBroken = of.rules.listAliasBreaks && of.index.aliases.get(name)?.target === null;
  const found = isBroken ? null : resolveName(of.index, name, of.lists.firstDefault);
  const tier = found && chooseTier(of.index, found);
  const answering = tier?.found ?? found;
  const chosen = (of.rules.looksUpTiers ? tier?.chosen : null) ?? name;
  return {
    name,
    found: answering,
    certain: tier ? tier.certain : (found?.certain ?? true),
    chosen,
    chosenKey: keyOf(of, chosen),
    own: listOwnDeployments(of.index, chosen, of.rules),
    limit: answering ? lowestLimit(of, answering) : Number.POSITIVE_INFINITY,
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
  const call = node.found && plainCall(node.name, node.found, level);
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
