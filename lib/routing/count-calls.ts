import { type Failure, isRetried, retriesByPolicy } from "./error-classes";
import { listOrderLevels } from "./order-levels";
import type { NameIndex, Resolution } from "./resolve-name";
import type { FallbackRules } from "./rules-by-version";
import type { GraphDeployment, RoutingGraph } from "./schema";

/**
 * What one hop sends upstream when every call of it fails: retries ask the same group again, each time any deployment of
 * the lowest level that does not rest. Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md, "Retries".
 */
export type Attempt = {
  /** Deployments that may be called, in file order. */
  deployments: readonly GraphDeployment[];
  identities: string[];
  calls: number;
  fewest: number;
};

export const toAttempt = (deployments: readonly GraphDeployment[], calls: number, fewest: number): Attempt => ({
  deployments,
  identities: deployments.map(({ identity }) => identity),
  calls,
  fewest,
});

export type CallRules = {
  settings: RoutingGraph["settings"];
  index: NameIndex;
  failure: Failure;
  rules: FallbackRules;
};

/** One call: whose retries (`name` is what a policy knows it by), at which level, and the retries that a map target asks for. */
export type HopCall = {
  name: string;
  found: Resolution;
  level: number | null;
  retries: number | null;
  /** Identities that failover passes over, after the level was chosen. */
  excluded: readonly string[];
};

const noneExcluded: readonly string[] = [];

export const plainCall = (name: string, found: Resolution, level: number | null): HopCall => ({
  name,
  found,
  level,
  retries: null,
  excluded: noneExcluded,
});

type Retries = { most: number; fewest: number; byPolicy: boolean };

const policyFor = ({ settings }: CallRules, name: string) =>
  settings.groupRetryPolicies?.find(({ group }) => group === name)?.policy ?? settings.retryPolicy ?? null;

export const countRetries = (
  of: CallRules,
  { name, found, retries }: HopCall,
  asked: readonly GraphDeployment[],
): Retries => {
  const policy = retries === 0 ? null : policyFor(of, name);
  const granted = policy && retriesByPolicy(policy, of.failure);
  if (granted !== null) return { most: Math.max(0, granted), fewest: Math.max(0, granted), byPolicy: true };
  // An id, and a group that a router deployment chose, are not retried without a policy.
  if (found.how === "id" || found.how === "tier" || !isRetried(of.failure, found.deployments.length))
    return { most: 0, fewest: 0, byPolicy: false };
  const each = asked.map(({ numRetries }) => Math.max(0, retries ?? numRetries ?? of.settings.numRetries));
  return { most: Math.max(...each), fewest: Math.min(...each), byPolicy: false };
};

export const isOpenTo = ({ found, excluded }: HopCall, { identity }: GraphDeployment): boolean =>
  found.how === "id" || !excluded.includes(identity);

/** Deployments that the next call of a group may go to: those of the wanted level, by default the lowest there is. */
export const selectLevel = (
  found: Pick<Resolution, "how" | "deployments">,
  level: number | null,
  rules: FallbackRules,
): readonly GraphDeployment[] => {
  if (found.how === "id") return found.deployments;
  const wanted = level ?? listOrderLevels(found.deployments)[0];
  const chosen = wanted === undefined ? found.deployments : found.deployments.filter(({ order }) => order === wanted);
  return chosen.length === 0 && rules.orderLevelLeaks ? found.deployments : chosen;
};

/** The calls of a hop whose failures let no deployment rest; null where nothing of the group is asked. */
export const countCalls = (of: CallRules, call: HopCall): Attempt | null => {
  const deployments = selectLevel(call.found, call.level, of.rules);
  if (!deployments.some((deployment) => isOpenTo(call, deployment))) return null;
  const { most, fewest } = countRetries(of, call, deployments);
  return toAttempt(deployments, 1 + most, 1 + fewest);
};
