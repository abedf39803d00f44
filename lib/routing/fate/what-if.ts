import { ok, type Result } from "@/lib/result";
import type { PlannedHop, RoutePlan, RoutingGraph } from "../schema";
import { addBounds, longestTimeout, timeOfFailure } from "./call-time";
import { type Asked, calledBy, groupSize, planOnce, planTimedOut } from "./plans";
import type { Answerer, Bounds, FateFacts, HopState, WhatIfHop, WhatIfRow, WhatIfView } from "./schema";
import { resolveSelectors } from "./selectors";

/**
 * Who answers when some deployments are dead. The order in which a gateway asks is that of its plan until somebody answers,
 * so a plan is walked hop by hop. Of a group with dead and living deployments it picks one at random for every call, retries
 * included: with r retries and one of two dead, one request in 2^(r + 1) leaves the group unanswered. Measured on LiteLLM
 * 1.106. Cooldowns shorten that once several requests have failed; like a plan, this is a cold gateway.
 */

type Dead = ReadonlySet<string>;

type Walked = {
  group: string;
  alive: string[];
  dead: string[];
  calls: Bounds;
  seconds: Bounds;
  /** Later hops that ask the rest of the same group, without those that have failed. */
  failovers: number;
};

/** A planned hop, with what is planned for it when its calls time out instead of failing at once. */
type Planned = { hop: PlannedHop; timedOut: PlannedHop; failovers: number };

const nothing: Bounds = { least: 0, most: 0 };

const fewestOf = ({ calls = 1, fewestCalls = calls }: PlannedHop): number => fewestCalls;

const callsOf = ({ hop, timedOut }: Planned): Bounds => ({
  least: Math.min(fewestOf(hop), fewestOf(timedOut)),
  most: Math.max(hop.calls ?? 1, timedOut.calls ?? 1),
});

type Split = { alive: string[]; dead: string[]; timeout: number };

const splits = new WeakMap<Dead, Map<readonly string[], Split>>();

/** Plans share the lists of deployments of their hops, so each list is divided once for all models. */
const split = (graph: RoutingGraph, identities: readonly string[], dead: Dead): Split => {
  const known = splits.get(dead) ?? new Map<readonly string[], Split>();
  splits.set(dead, known);
  const found = known.get(identities);
  if (found) return found;
  const off = identities.filter((identity) => dead.has(identity));
  const alive = identities.filter((identity) => !dead.has(identity));
  const fresh = { alive, dead: off, timeout: longestTimeout(graph, calledBy(graph, off)) };
  known.set(identities, fresh);
  return fresh;
};

const look = (graph: RoutingGraph, planned: Planned, dead: Dead): Walked => {
  const { group, deployments } = planned.hop;
  const { timeout, ...sides } = split(graph, deployments, dead);
  const calls = callsOf(planned);
  const seconds = timeOfFailure({ calls, timeout, groupSize: groupSize(graph, group) });
  return { group, ...sides, calls, seconds, failovers: planned.failovers };
};

/** With failover within the group each dead deployment is tried once at most, and then a living one answers. */
const stateOf = ({ alive, dead, failovers }: Walked): HopState => {
  if (alive.length === 0) return "fails";
  return dead.length <= failovers ? "answers" : "may-answer";
};

const answererOf = ({ group, alive }: Walked): Answerer => ({ group, deployments: alive });

/** Upstream calls and seconds that a hop costs before its answer, at most. */
const costOfAnswer = ({ dead, calls, seconds }: Walked, state: HopState): { calls: number; most: number } =>
  state === "answers" && dead.length > 0
    ? { calls: dead.length * calls.most + 1, most: dead.length * seconds.most }
    : { calls: state === "answers" ? 1 : calls.most, most: state === "answers" ? 0 : seconds.most };

const walk = (graph: RoutingGraph, planned: readonly Planned[], dead: Dead) => {
  const hops: WhatIfHop[] = [];
  const answerers: Answerer[] = [];
  let certain = false;
  let attempts = 0;
  let fewestAttempts = 0;
  let seconds = nothing;
  for (const each of planned) {
    const walked = look(graph, each, dead);
    const state: HopState = certain ? "not-reached" : stateOf(walked);
    hops.push({
      ...each.hop,
      state,
      alive: walked.alive,
      dead: walked.dead,
      calls: walked.calls.most,
      seconds: walked.seconds,
    });
    if (certain) continue;
    const cost = costOfAnswer(walked, state);
    attempts += cost.calls;
    const isFirst = answerers.length === 0;
    if (isFirst) fewestAttempts += state === "fails" ? walked.calls.least : 1;
    seconds = addBounds(seconds, { least: isFirst && state === "fails" ? walked.seconds.least : 0, most: cost.most });
    if (state !== "fails") answerers.push(answererOf(walked));
    certain = state === "answers";
  }
  const [answeredBy = null, ...otherwise] = answerers;
  return { hops, answeredBy, otherwise, certain: certain || answeredBy === null, attempts, fewestAttempts, seconds };
};

const isFailover = (hop: PlannedHop | undefined, group: string): boolean =>
  hop !== undefined && hop.group === group && hop.via.startsWith("failover within ");

const listPlanned = (graph: RoutingGraph, model: string, asked: Asked): { planned: Planned[]; plan: RoutePlan } => {
  const plan = planOnce(graph, model, asked);
  const timedOut = planTimedOut(graph, model, asked).hops;
  const planned = plan.hops.map((hop, at) => {
    let failovers = 0;
    while (isFailover(plan.hops[at + 1 + failovers], hop.group)) failovers += 1;
    return { hop, timedOut: timedOut[at] ?? hop, failovers };
  });
  return { planned, plan };
};

/** One requested name, asked while `dead` deployments fail every call. */
export const whatIfModel = (graph: RoutingGraph, model: string, dead: Dead, asked: Asked = {}): WhatIfRow => {
  const { planned, plan } = listPlanned(graph, model, asked);
  const { hops, ...outcome } = walk(graph, planned, dead);
  const [first] = plan.hops;
  const before = first ? { group: first.group, deployments: first.deployments } : null;
  return { model, kind: plan.kind, ...outcome, before, hops, exact: plan.exact };
};

const namesOf = (rows: readonly WhatIfRow[]): string[] =>
  rows.filter(({ answeredBy }) => answeredBy === null).map(({ model }) => model);

/** Every model and alias while the named things are dead. Error `unknown-selector`, its detail lists what there is. */
export const whatIf = (
  graph: RoutingGraph,
  { down, facts, ...asked }: Asked & { down: readonly string[]; facts?: FateFacts },
): Result<WhatIfView, "unknown-selector"> => {
  const dead = resolveSelectors(graph, down, facts);
  if (!dead.ok) return dead;
  const rowOf = (model: string) => whatIfModel(graph, model, dead.value, asked);
  const groups = new Set(graph.groups);
  const models = graph.groups.map(rowOf);
  const aliases = graph.aliases.filter(({ name }) => !groups.has(name)).map(({ name }) => rowOf(name));
  return ok({
    down: [...down],
    dead: [...dead.value],
    models,
    aliases,
    lost: namesOf(models),
    lostAliases: namesOf(aliases),
  });
};
