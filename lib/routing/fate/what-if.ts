import { ok, type Result } from "@/lib/result";
import type { PlannedHop, RoutingGraph } from "../schema";
import { addBounds, defaultCalls, timeOfFailure } from "./call-time";
import { type Asked, calledBy, groupSize, planOnce } from "./plans";
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
};

const nothing: Bounds = { least: 0, most: 0 };

const isFailover = ({ settings }: RoutingGraph): boolean =>
  settings.weightedFailover === true && settings.routingStrategy === "simple-shuffle";

const look = (graph: RoutingGraph, hop: PlannedHop, dead: Dead): Walked => {
  const off = hop.deployments.filter((identity) => dead.has(identity));
  const rest = hop.deployments.filter((identity) => !dead.has(identity));
  const behind = calledBy(graph, rest).map(({ identity }) => identity);
  const alive = behind.filter((identity) => !dead.has(identity));
  const lost = [...off, ...behind.filter((identity) => dead.has(identity))];
  const called = calledBy(graph, lost);
  const most = hop.calls ?? defaultCalls(graph, calledBy(graph, hop.deployments));
  const calls = { least: most, most };
  const seconds = timeOfFailure(graph, { calls, called, groupSize: groupSize(graph, hop.group) });
  return { group: hop.group, alive: [...new Set(alive)], dead: [...new Set(lost)], calls, seconds };
};

/** With failover each dead deployment is tried once more than it must be, and then a living one answers. */
const stateOf = (graph: RoutingGraph, { alive, dead }: Walked): HopState => {
  if (alive.length === 0) return "fails";
  return dead.length === 0 || isFailover(graph) ? "answers" : "may-answer";
};

const answererOf = ({ group, alive }: Walked): Answerer => ({ group, deployments: alive });

/** Upstream calls and seconds that a hop costs before its answer, at most. */
const costOfAnswer = ({ dead, calls, seconds }: Walked, state: HopState): { calls: number; most: number } =>
  state === "answers" && dead.length > 0
    ? { calls: dead.length * calls.most + 1, most: dead.length * seconds.most }
    : { calls: state === "answers" ? 1 : calls.most, most: state === "answers" ? 0 : seconds.most };

const walk = (graph: RoutingGraph, planned: readonly PlannedHop[], dead: Dead) => {
  const hops: WhatIfHop[] = [];
  const answerers: Answerer[] = [];
  let certain = false;
  let attempts = 0;
  let fewestAttempts = 0;
  let seconds = nothing;
  for (const each of planned) {
    const walked = look(graph, each, dead);
    const state: HopState = certain ? "not-reached" : stateOf(graph, walked);
    hops.push({
      ...each,
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

const noneDead: Dead = new Set();

/** One requested name, asked while `dead` deployments fail every call. */
export const whatIfModel = (graph: RoutingGraph, model: string, dead: Dead, asked: Asked = {}): WhatIfRow => {
  const plan = planOnce(graph, model, asked);
  const { hops, ...outcome } = walk(graph, plan.hops, dead);
  const first = plan.hops.map((hop) => look(graph, hop, noneDead)).find(({ alive }) => alive.length > 0);
  return { model, kind: plan.kind, ...outcome, before: first ? answererOf(first) : null, hops, exact: plan.exact };
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
