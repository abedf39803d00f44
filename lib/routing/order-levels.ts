import { findPattern, type NameIndex } from "./resolve-name";
import type { FallbackRules } from "./rules-by-version";
import type { GraphDeployment } from "./schema";

/** The `litellm_params.order` levels of a group, lowest first: the order in which they are asked. */
export const listOrderLevels = (deployments: readonly GraphDeployment[]): number[] =>
  [...new Set(deployments.flatMap(({ order }) => (order === null ? [] : [order])))].sort((a, b) => a - b);

/**
 * The deployments that the gateway counts as those of a name, for levels and for failover: those of the group of that
 * name and of the group or routing group that an alias of that name leads to, together; only a name with neither is matched with wildcards.
 */
export const listOwnDeployments = (
  index: NameIndex,
  name: string,
  rules: FallbackRules,
): readonly GraphDeployment[] => {
  const alias = index.aliases.get(name);
  const target = alias?.hidden && !rules.hiddenAliasesHaveLevels ? null : alias?.target;
  const ofAlias = (target && (index.sets.get(target) ?? index.groups.get(target))) || [];
  const own = [...(index.groups.get(name) ?? []), ...ofAlias, ...(index.sets.get(name) ?? [])];
  const pattern = own.length === 0 ? findPattern(index, name) : null;
  return pattern ? (index.groups.get(pattern.group) ?? []) : own;
};

/** Levels still to be asked for a name after one has failed. */
export const listLaterLevels = (own: readonly GraphDeployment[], level: number | null): number[] => {
  const levels = listOrderLevels(own);
  return levels.filter((other) => other > (level ?? levels[0] ?? other));
};
