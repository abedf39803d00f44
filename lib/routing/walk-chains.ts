import type { Attempt } from "./count-calls";
import { chainAfter } from "./follow-chains";
import type { ChainTable, PlanNode, Step } from "./plan-tables";
import { ladderOf, nodeAt } from "./prepare-plan";
import type { PlannedHop } from "./schema";
import { type Call, callOf, countHop, type Frame, isCutShort, remember, type Walk } from "./walk-state";
import { fallsOverWithinGroup } from "./weighted-failover";

/**
 * The flat order in which the gateway calls model groups when every call fails, by walking its own recursion: a failed
 * name picks a chain, each target of the chain is called in turn, and a failed target picks a chain in the same way one
 * level deeper. A plan is that of a gateway whose deployments are all awake at the start, but for those named cooling.
 * Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md.
 */
type Outcome = "called" | "unknown-target" | "empty-group" | "cooling";

const attempt = (walk: Walk, node: PlanNode, call: Call): { outcome: Outcome; asked: Attempt | null } => {
  if (!node.certain) walk.exact = false;
  const asked = countHop(walk, node, call);
  if (!node.found || !asked) {
    const rests = node.found?.deployments.some(({ identity }) => walk.resting?.identities.has(identity));
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

const passUnread = ({ of, ledger }: Walk, node: PlanNode, chain: ChainTable | null): void => {
  ledger.pass(of.unread.get(node.name));
  if (chain === null || chain.source === "*") ledger.pass(of.unread.get("*"));
};

export const visit = (walk: Walk, call: Call): Outcome => {
  const { of } = walk;
  walk.calls += 1;
  const { node } = call;
  if (call.depth === 0 && of.rules.listAliasBreaks && of.index.aliases.get(node.name)?.target === null)
    return "unknown-target";
  walk.nested += 1;
  const { outcome, asked } = attempt(walk, node, call);
  // A name that nothing answers to fails as a bad request, whatever kind the other failures are.
  const kind = asked ? of.kind : "general";
  const picked = chainAfter(of, kind, node, walk.requested);
  if (picked && !picked.certain) walk.exact = false;
  const chain = picked?.table ?? null;
  if (chain) walk.ledger.meet(chain);
  if (of.unread.size > 0) passUnread(walk, node, chain);
  const ladder = kind === "general" ? ladderOf(of, node, call.level) : [];
  const failed = asked && kind === "general" && ladder.length === 0 ? failOver(walk, call, asked, chain) : call.failed;
  follow(walk, failed === call.failed ? call : { ...call, failed }, ladder, chain);
  walk.nested -= 1;
  return outcome;
};

/**
 * With failover within the group, the rest of the group is asked before the chain, each deployment one call deeper.
 * Returns what failover counts as tried from here on.
 */
const failOver = (walk: Walk, call: Call, asked: Attempt, chain: ChainTable | null): readonly string[] => {
  const { of } = walk;
  const { node } = call;
  const first = asked.deployments.find(({ identity }) => !call.excluded.includes(identity));
  if (!first || !fallsOverWithinGroup(of, node, chain)) return call.failed;
  if (!call.isFailover && node.own.some(({ identity }) => call.failed.includes(identity))) walk.exact = false;
  const failed = [...call.failed, first.identity];
  const left = node.own.some(({ identity }) => !failed.includes(identity) && !walk.resting?.identities.has(identity));
  if (!left) return call.failed;
  if (call.depth >= of.settings.maxFallbacks || isCutShort(walk)) return failed;
  noteFailover(walk, node, failed);
  const carried = walk.attempted;
  remember(walk, node.chosenKey);
  const via = `failover within ${node.chosen}`;
  visit(walk, { ...call, level: null, depth: call.depth + 1, via, excluded: failed, failed, isFailover: true });
  walk.attempted = carried;
  return failed;
};

/** Which deployment was chosen first decides what is left when the group's turn comes again, above all under another name. */
const noteFailover = (walk: Walk, node: PlanNode, failed: readonly string[]): void => {
  const turn = `${node.name} ${failed.length}`;
  const group = node.found?.group ?? node.name;
  const under = walk.failedOverAs.get(group) ?? node.name;
  if (walk.failedOver.has(turn) || under !== node.name) walk.exact = false;
  walk.failedOver.add(turn);
  walk.failedOverAs.set(group, under);
};

const isSkipped = (walk: Walk, step: Step, failed: string): "self" | "already-tried" | null => {
  if (step.plain && step.name === failed) return "self";
  return walk.attempted !== null && walk.of.rules.remembersAttempts && walk.of.triedIn[step.key] === walk.attempted
    ? "already-tried"
    : null;
};

const follow = (walk: Walk, call: Call, ladder: Step[], chain: ChainTable | null): void => {
  const { of } = walk;
  const { node } = call;
  const carried = walk.attempted;
  const tooDeep = call.depth >= of.settings.maxFallbacks;
  // An empty chain of one's own still counts as having been followed.
  if ((chain || ladder.length > 0) && !tooDeep) remember(walk, node.chosenKey);
  const { depth, level, retries, excluded, failed } = call;
  const frame: Frame = { depth, level, retries, excluded, failed };
  for (const step of ladder) take(walk, node, frame, step, tooDeep);
  if (chain) for (const step of chain.steps) take(walk, node, frame, step, tooDeep);
  walk.attempted = carried;
};

const take = (walk: Walk, node: PlanNode, frame: Frame, step: Step, tooDeep: boolean): void => {
  const skipped = isSkipped(walk, step, node.chosen);
  if (skipped || tooDeep || isCutShort(walk)) {
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
