import { findPattern, type NameIndex, type Resolution } from "./resolve-name";
import type { FallbackRules } from "./rules-by-version";
import type { GraphDeployment } from "./schema";

/** The `litellm_params.order` levels of a group, lowest first: the order in which they are asked. */
export const listOrderLevels = (deployments: readonly GraphDeployment[]): number[] =>
  [...new Set(deployments.flatMap(({ order }) => (order === null ? [] : [order])))].sort((a, b) => a - b);

/** Deployments of one call: those of a level, by default the lowest. Beside levels, a deployment without one is never asked. */
export const selectLevel = (
  found: Resolution,
  level: number | null,
  rules: FallbackRules,
): readonly GraphDeployment[] => {
  if (found.how === "id") return found.deployments;
  const wanted = level ?? listOrderLevels(found.deployments)[0];
  const chosen = wanted === undefined ? found.deployments : found.deployments.filter(({ order }) => order === wanted);
  return chosen.length === 0 && rules.orderLevelLeaks ? found.deployments : chosen;
};

/**
 * Levels still to be asked for a name after one has failed. The gateway counts the levels of the group of that name and
 * of the group that an alias of that name leads to, together; only a name with neither is matched with wildcards.
 */
export const listLaterLevels = (
  index: NameIndex,
  name: string,
  level: number | null,
  rules: FallbackRules,
): number[] => {
  const alias = index.aliases.get(name);
  const target = alias?.hidden && !rules.hiddenAliasesHaveLevels ? null : alias?.target;
  const own = [...(index.groups.get(name) ?? []), ...((target && index.groups.get(target)) || [])];
  const pattern = own.length === 0 ? findPattern(index, name) : null;
  const levels = listOrderLevels(pattern ? (index.groups.get(pattern.group) ?? []) : own);
  return levels.filter((other) => other > (level ?? levels[0] ?? other));
};
