import { type Attempt, countCalls } from "./count-calls";
import { countWhileCooling, type Resting } from "./count-while-cooling";
import type { HopLedger } from "./cut-hops";
import type { PlanNode, PlanTables } from "./plan-tables";
import { attemptOf } from "./prepare-plan";
import type { PlannedHop } from "./schema";

/** One request on its way through the chains. */
export type Walk = {
  of: PlanTables;
  requested: PlanNode;
  /** Number of the set of names tried so far; null before the first fallback. */
  attempted: number | null;
  hops: PlannedHop[];
  ledger: HopLedger;
  calls: number;
  /** How many calls are open at once: a chain of a failed hop is followed inside that of the hop before. */
  nested: number;
  exact: boolean;
  /** Null where no deployment of the graph can come to rest. */
  resting: Resting | null;
  failedOver: Set<string>;
  /** The name under which a group failed over first. */
  failedOverAs: Map<string, string>;
};

/**
 * `excluded` are deployments that calls pass over since failover within a group began; `failed` are those that failover
 * counts as tried. Both go on to all later calls, so a deployment that is reached again another way may be left out.
 */
export type Call = {
  node: PlanNode;
  level: number | null;
  depth: number;
  via: string;
  retries: number | null;
  excluded: readonly string[];
  failed: readonly string[];
  isFailover: boolean;
};

/** Before 1.97 a loop multiplies calls up to the depth limit; no operator reads further than this. */
const callLimit = 2000;

/** The gateway itself ends with a recursion error long before: Python allows a thousand frames, and each level takes several. */
const nestingLimit = 300;

/** The plan ends here although the gateway would go on, so it is not exact any more. */
export const isCutShort = (walk: Walk): boolean => {
  if (walk.calls < callLimit && walk.nested < nestingLimit) return false;
  walk.exact = false;
  return true;
};

/** A deployment that bears any number of failures in its own group may rest after few in a routing group. */
const countsAlways = ({ index }: PlanTables, { identities }: Resting): boolean =>
  identities.size > 0 || index.sets.size > 0;

/** What a call sends upstream, as far as it is known; null where it reaches no deployment. */
export const countHop = (walk: Walk, node: PlanNode, call: Call): Attempt | null => {
  if (!node.found) return null;
  const { excluded } = call;
  const mayRest =
    walk.resting !== null && (node.limit < Number.POSITIVE_INFINITY || countsAlways(walk.of, walk.resting));
  if (!mayRest && call.retries === null && excluded.length === 0) return attemptOf(walk.of, node, call.level);
  const hop = { name: node.name, found: node.found, level: call.level, retries: call.retries, excluded };
  if (!call.isFailover && node.found.deployments.some(({ identity }) => excluded.includes(identity)))
    walk.exact = false;
  const counted = walk.resting && mayRest ? countWhileCooling(walk.of, hop, walk.resting) : null;
  if (counted && !counted.certain) walk.exact = false;
  return counted ? counted.attempt : countCalls(walk.of, hop);
};

export const remember = (walk: Walk, key: number): void => {
  walk.attempted ??= ++walk.of.walks;
  walk.of.triedIn[key] = walk.attempted;
};

export type Frame = Pick<Call, "depth" | "level" | "retries" | "excluded" | "failed">;

export const callOf = ({ depth, level, retries, excluded, failed }: Frame, node: PlanNode, via: string): Call => ({
  node,
  level,
  depth,
  via,
  retries,
  excluded,
  failed,
  isFailover: false,
});

const none: readonly string[] = [];

/** The request itself. */
export const firstCall = (node: PlanNode): Call =>
  callOf({ depth: 0, level: null, retries: null, excluded: none, failed: none }, node, "request");
