import type { RoutePlan } from "@/lib/routing/schema";
import type { Expected, ExpectedHop } from "./schema";

const isAll = (hop: ExpectedHop, dead: ReadonlySet<string>): boolean =>
  hop.deployments.every((identity) => dead.has(identity));

const isNone = (hop: ExpectedHop, dead: ReadonlySet<string>): boolean =>
  !hop.deployments.some((identity) => dead.has(identity));

/**
 * What a plan says of a request during which exactly these deployments fail: the hops up to the first that answers. Which
 * deployment of a group is asked is random, so nothing is determined after a hop of which only some deployments answer, nor
 * from a hop on that chooses by the prompt (`choosers`).
 */
export const expectAttempts = (
  plan: RoutePlan,
  dead: ReadonlySet<string>,
  choosers: ReadonlySet<string> = new Set(),
): Expected => {
  const hops: ExpectedHop[] = [];
  const certain = plan.exact;
  for (const { group, deployments, via, calls = 1 } of plan.hops) {
    const hop = { group, deployments, via, calls };
    if (deployments.some((identity) => choosers.has(identity)))
      return { hops, answered: true, open: `${group} chooses among other models by the prompt.`, certain };
    if (isAll(hop, dead)) {
      hops.push(hop);
      continue;
    }
    hops.push({ ...hop, calls: 1 });
    if (isNone(hop, dead)) return { hops, answered: true, open: null, certain };
    const failing = deployments.filter((identity) => dead.has(identity)).length;
    const open = `The gateway picks one of the ${deployments.length} deployments of ${group} at random, and ${failing} of them fail here.`;
    return { hops, answered: true, open, certain };
  }
  return { hops, answered: false, open: null, certain };
};
