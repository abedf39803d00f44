import {
  type Attempt,
  type CallRules,
  countRetries,
  type HopCall,
  isOpenTo,
  selectLevel,
  toAttempt,
} from "./count-calls";
import { failuresUntilRest } from "./error-classes";
import type { Resolution } from "./resolve-name";
import type { GraphDeployment } from "./schema";

/**
 * Which deployments rest as a request goes on. Where any of several may have been called, the first stands for them: how
 * many calls a group takes does not depend on which of equal deployments they went to.
 * Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md, "Resting deployments".
 */
export type Resting = {
  identities: Set<string>;
  failures: Map<string, number>;
  /** Deployments of which some rest, and the call that they were equal in. */
  unsure: Map<string, { call: string; among: readonly GraphDeployment[] }>;
};

export const createResting = (identities: Iterable<string>): Resting => ({
  identities: new Set(identities),
  failures: new Map(),
  unsure: new Map(),
});

const keyOf = ({ found, level }: HopCall): string => `${found.how} ${found.group} ${level}`;

/** Failures that a deployment bears before it rests. Those of wildcard groups never rest. */
const limitFor = (of: CallRules, asked: string, { group }: GraphDeployment): number => {
  if (group.includes("*")) return Number.POSITIVE_INFINITY;
  const isAlone = (of.index.groups.get(group)?.length ?? 1) < 2 && !of.index.sets.has(asked);
  return failuresUntilRest(of.settings, of.failure, !isAlone);
};

/** The fewest failures after which one of these deployments rests; infinite where none ever does. */
export const lowestLimit = (of: CallRules, { group, deployments }: Resolution): number =>
  Math.min(...deployments.map((deployment) => limitFor(of, group, deployment)));

const fail = (resting: Resting, { identity }: GraphDeployment, limit: number): void => {
  const failures = (resting.failures.get(identity) ?? 0) + 1;
  resting.failures.set(identity, failures);
  if (failures >= limit) resting.identities.add(identity);
};

/** Some of several equal deployments have failures, so a call that sees them otherwise may go another way. */
const noteUnsure = (resting: Resting, call: HopCall, among: readonly GraphDeployment[]): void => {
  const awake = among.filter(({ identity }) => !resting.identities.has(identity));
  for (const { identity } of among)
    if (among.length > 1 && awake.length > 0) resting.unsure.set(identity, { call: keyOf(call), among });
    else resting.unsure.delete(identity);
};

const countFailures = (resting: Resting, deployments: readonly GraphDeployment[]): number =>
  deployments.reduce((sum, { identity }) => sum + (resting.failures.get(identity) ?? 0), 0);

/** The calls of a hop, and whether they are certain after what went before. Adds to `resting`. */
export const countWhileCooling = (
  of: CallRules,
  call: HopCall,
  resting: Resting,
): { attempt: Attempt | null; certain: boolean } => {
  const { found, level } = call;
  const isAwake = ({ identity }: GraphDeployment) => found.how === "id" || !resting.identities.has(identity);
  const next = () => selectLevel({ how: found.how, deployments: found.deployments.filter(isAwake) }, level, of.rules);
  const pick = (open: readonly GraphDeployment[]) => open.find((deployment) => isOpenTo(call, deployment));
  const first = next();
  const known = found.deployments.flatMap(({ identity }) => resting.unsure.get(identity) ?? []);
  const limit = lowestLimit(of, found);
  const isNarrowed = call.excluded.length > 0 && limit > 1;
  const isSeenAlike = known.every((seen) => seen.call === keyOf(call));
  if (!pick(first)) return { attempt: null, certain: isSeenAlike };
  const { most, fewest, byPolicy } = countRetries(of, call, first);
  const asked = new Set<GraphDeployment>(known.flatMap(({ among }) => among));
  let calls = 0;
  for (let open = first; calls <= most; open = next()) {
    const deployment = pick(open);
    if (!deployment || (calls > 0 && !byPolicy && !found.deployments.some(isAwake))) break;
    for (const possible of open) asked.add(possible);
    calls += 1;
    fail(resting, deployment, limitFor(of, found.group, deployment));
  }
  const deployments = found.deployments.filter((deployment) => asked.has(deployment));
  noteUnsure(resting, call, deployments);
  // With some passed over, which of the others has failed how often decides when it rests, and that is random.
  const certain = isSeenAlike && !(isNarrowed && countFailures(resting, found.deployments) >= limit);
  return { attempt: toAttempt(deployments, calls, Math.min(calls, 1 + fewest)), certain };
};
