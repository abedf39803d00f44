import type { GraphDeployment, RoutingGraph } from "../schema";

/** How often a call that timed out is repeated: the policy of its model, else the general one, else num_retries. */
export const findRetries = ({ settings }: RoutingGraph, { group, numRetries }: GraphDeployment): number => {
  const own = settings.groupRetryPolicies?.find((policy) => policy.group === group)?.policy;
  const policy = own ?? settings.retryPolicy ?? null;
  return policy?.TimeoutErrorRetries ?? policy?.DefaultRetries ?? numRetries ?? settings.numRetries;
};
