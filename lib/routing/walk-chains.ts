import { type Attempt, countCalls, countCallsWhileCooling } from "./count-calls";
import type { HopLedger } from "./cut-hops";
import { chainAfter } from "./follow-chains";
import type { ChainTable, PlanNode, PlanTables, Step } from "./plan-tables";
import { attemptOf, ladderOf, nodeAt } from "./prepare-plan";
import type { PlannedHop } from "./schema";
import { fallsOverWithinGroup } from "./weighted-failover";

/**
 * The flat order in which the gateway calls model groups when every call fails, by walking its own recursion: a failed
 * name picks a chain, each target of the chain is called in turn, and a failed target picks a chain in the same way one
 * level deeper. A plan is that of a gateway whose deployments are all awake at the start, but for those named cooling.
 * Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md.
 */
export type Walk = {
  of: PlanTables;
  requested: PlanNode;
  /** Number of the set of names tried so far; null before the first fallback. */
  attempted: number | null;
  hops: PlannedHop[];
  ledger: HopLedger;
  calls: number;
  exact: boolean;
  /** Deployments that rest; null where none can. */
  resting: Set<string> | null;
  failedOver: Set<string>;
};

/** `excluded` are deployments that failover within the group passes over. */
type Call = {
  node: PlanNode;
  level: number | null;
  depth: number;
  via: string;
  retries: number | null;
  excluded: readonly string[];
};

type Outcome = "called" | "unknown-target" | "empty-group" | "cooling";

/** Before 1.97 a loop multiplies calls up to the depth limit; no operator reads further than this. */
const callLimit = 2000;

const countHop = (walk: Walk, node: PlanNode, call: Call): Attempt | null => {
  if (!node.found) return null;
  const { excluded } = call;
  if (!walk.resting && call.retries === null && excluded.length === 0) return attemptOf(walk.of, node, call.level);
  const left = node.found.deployments.filter(({ identity }) => !excluded.includes(identity));
  const hop = { name: node.name, found: node.found, level: call.level, retries: call.retries };
  const isLeft = (attempt: Attempt | null) =>
    attempt?.deployments.some((deployment) => left.includes(deployment)) ? attempt : null;
  if (!walk.resting) return isLeft(countCalls(walk.of, hop));
  const { attempt, certain } = countCallsWhileCooling(walk.of, hop, walk.resting);
  if (!certain) walk.exact = false;
  return isLeft(attempt);
};

const attempt = (walk: Walk, node: PlanNode, call: Call): { outcome: Outcome; asked: Attempt | null } => {
  if (!node.certain) walk.exact = false;
  const asked = countHop(walk, node, call);
  if (!node.found || !asked) {
    const rests = node.found?.deployments.some(({ identity }) => walk.resting?.has(identity));
    return { outcome: node.found ? (rests ? "cooling" : "empty-group") : "unknown-target", asked: null };
  }
  const { calls, fewest, identities } = asked;
  const hop: PlannedHop = {
    position: walk.hops.length + 1,
    group: node.found.group,
    deployments: identities,
    via: call.via,
    calls,
  };
  if (fewest < calls) hop.fewestCalls = fewest;
  walk.hops.push(hop);
  return { outcome: "called", asked };
};

export const visit = (walk: Walk, call: Call): Outcome => {
  const { of } = walk;
  walk.calls += 1;
  const { node } = call;
  if (call.depth === 0 && of.rules.listAliasBreaks && of.index.aliases.get(node.name)?.target === null)
    return "unknown-target";
  const { outcome, asked } = attempt(walk, node, call);
  // A name that nothing answers to fails as a bad request, whatever kind the other failures are.
  const kind = asked ? of.kind : "general";
  const picked = chainAfter(of, kind, node, walk.requested);
  if (picked && !picked.certain) walk.exact = false;
  const chain = picked?.table ?? null;
  if (chain) walk.ledger.meet(chain);
  const ladder = kind === "general" ? ladderOf(of, node, call.level) : [];
  if (asked && kind === "general" && ladder.length === 0) failOver(walk, node, call, asked, chain);
  follow(walk, node, call, ladder, chain);
  return outcome;
};

/** With failover within the group, the rest of the group is asked before the chain, each deployment one call deeper. */
const failOver = (walk: Walk, node: PlanNode, call: Call, asked: Attempt, chain: ChainTable | null): void => {
  const { of } = walk;
  if (!fallsOverWithinGroup(of, node, chain)) return;
  const failed = asked.deployments.find(({ identity }) => !call.excluded.includes(identity));
  if (!failed) return;
  const excluded = [...call.excluded, failed.identity];
  const left = node.own.some(({ identity }) => !excluded.includes(identity) && !walk.resting?.has(identity));
  if (!left || call.depth >= of.settings.maxFallbacks || walk.calls >= callLimit) return;
  if (walk.failedOver.has(`${node.name} ${excluded.length}`)) walk.exact = false;
  walk.failedOver.add(`${node.name} ${excluded.length}`);
  const carried = walk.attempted;
  remember(walk, node.chosenKey);
  visit(walk, { ...call, level: null, depth: call.depth + 1, via: `failover within ${node.chosen}`, excluded });
  walk.attempted = carried;
};

const remember = (walk: Walk, key: number): void => {
  walk.attempted ??= ++walk.of.walks;
  walk.of.triedIn[key] = walk.attempted;
};

const isSkipped = (walk: Walk, step: Step, failed: string): "self" | "already-tried" | null => {
  if (step.plain && step.name === failed) return "self";
  return walk.attempted !== null && walk.of.rules.remembersAttempts && walk.of.triedIn[step.key] === walk.attempted
    ? "already-tried"
    : null;
};

const follow = (walk: Walk, node: PlanNode, call: Call, ladder: Step[], chain: ChainTable | null): void => {
  const { of } = walk;
  const carried = walk.attempted;
  const tooDeep = call.depth >= of.settings.maxFallbacks;
  // An empty chain of one's own still counts as having been followed.
  if ((chain || ladder.length > 0) && !tooDeep) remember(walk, node.chosenKey);
  const frame: Frame = { depth: call.depth, level: call.level, retries: call.retries };
  for (const step of ladder) take(walk, node, frame, step, tooDeep);
  if (chain) for (const step of chain.steps) take(walk, node, frame, step, tooDeep);
  walk.attempted = carried;
};

type Frame = { depth: number; level: number | null; retries: number | null };

export const callOf = ({ depth, level, retries }: Frame, node: PlanNode, via: string): Call => ({
  node,
  level,
  depth,
  via,
  retries,
  excluded: [],
});

const take = (walk: Walk, node: PlanNode, frame: Frame, step: Step, tooDeep: boolean): void => {
  const skipped = isSkipped(walk, step, node.chosen);
  if (skipped || tooDeep || walk.calls >= callLimit) {
    if (walk.calls >= callLimit) walk.exact = false;
    walk.ledger.write(step, skipped ?? "max-fallbacks");
    return;
  }
  remember(walk, step.key);
  frame.depth += 1;
  frame.level = step.level ?? (walk.of.rules.orderLevelLeaks ? frame.level : null);
  frame.retries = step.overrides?.retries ?? frame.retries;
  if (step.overrides?.steers) walk.exact = false;
  walk.ledger.write(step, visit(walk, callOf(frame, nodeAt(walk.of, step), step.via)));
};
