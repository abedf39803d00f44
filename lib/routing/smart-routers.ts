import { isSmartRouter } from "./deployment-values";
import { listOrderLevels } from "./order-levels";
import { type NameIndex, type Resolution, resolveName } from "./resolve-name";
import type { GraphDeployment } from "./schema";

/**
 * A deployment `auto_router/…` sends a request on to one of its groups, chosen by the prompt. With a single group the
 * choice is known; with several, any deployment of any of them may be called, and a plan through it is not exact.
 */
export type TierChoice = { found: Resolution; chosen: string | null; certain: boolean };

/** What any of the groups would call first, without levels, since those of one group say nothing of another's. */
const lowestOf = (reached: readonly Resolution[]): GraphDeployment[] => {
  const lowest = reached.flatMap(({ deployments }) => {
    const [level] = listOrderLevels(deployments);
    return deployments.filter(({ order }) => level === undefined || order === level);
  });
  return [...new Set(lowest)].map((deployment) => ({ ...deployment, order: null }));
};

/**
 * Null where no deployment of the group is such a router, or its groups are not known. Asked for by its id or its raw
 * model string, a router deployment answers nothing.
 */
export const chooseTier = (index: NameIndex, found: Resolution): TierChoice | null => {
  const [router, ...more] = found.deployments.filter(isSmartRouter);
  const tiers = router?.tiers ?? [];
  if (!router || tiers.length === 0) return null;
  if (found.how === "id" || found.how === "model-string")
    return { found: { ...found, deployments: [] }, chosen: null, certain: true };
  const reached = tiers.flatMap((tier) => resolveName(index, tier, null) ?? []);
  const [only] = reached;
  const isAlone = more.length === 0 && found.deployments.length === 1 && found.how === "group" && found.alias === null;
  if (isAlone && only && tiers.length === 1)
    return { found: { ...only, how: "tier" }, chosen: tiers[0] ?? null, certain: only.certain };
  return { found: { ...found, how: "tier", deployments: lowestOf(reached) }, chosen: null, certain: false };
};
