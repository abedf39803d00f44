import { type ChainList, describeChain, findSpecific, listFor, type PickedChain } from "./chain-lists";
import { type ChainTable, keyOf, type PickedTable, type PlanNode, type PlanTables } from "./plan-tables";
import { nodeOf } from "./prepare-plan";
import type { FailureKind, GraphChain } from "./schema";

const buildTable = (of: PlanTables, chain: GraphChain, list: ChainList): ChainTable => {
  const via = describeChain(chain);
  const shadowed = list.sources.get(chain.source)?.filter((other) => other !== chain) ?? [];
  const table: ChainTable = { source: chain.source, via, steps: [], shadowed, plan: 0, fates: [] };
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
