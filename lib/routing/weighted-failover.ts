import { listOrderLevels } from "./order-levels";
import type { ChainTable, PlanNode, PlanTables } from "./plan-tables";

const strategyFor = ({ index, settings }: PlanTables, name: string): string => {
  const asked = index.aliases.get(name)?.target || name;
  const groups = settings.routingGroups ?? [];
  const set =
    groups.find((group) => group.name === asked && index.sets.has(asked)) ??
    groups.find(({ models, strategy }) => strategy !== "priority" && models.includes(asked));
  const strategy = set?.strategy ?? settings.routingStrategy;
  return strategy === "priority" ? "simple-shuffle" : strategy;
};

/**
 * Whether the rest of a group is asked after one of its deployments has failed: with `enable_weighted_failover` and
 * random picking, unless the group has levels and something follows them.
 * Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md.
 */
export const fallsOverWithinGroup = (of: PlanTables, node: PlanNode, chain: ChainTable | null): boolean =>
  of.settings.weightedFailover === true &&
  !(chain && chain.steps.length > 0 && listOrderLevels(node.own).length > 1) &&
  strategyFor(of, node.name) === "simple-shuffle";
