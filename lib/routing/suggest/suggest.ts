import { planAttempts } from "../plan-attempts";
import type { GraphChain, RoutePlan, RoutingGraph } from "../schema";
import { findChain, withChain } from "../with-chain";
import type { SuggestedChange, Suggestion } from "./schema";
import { byFitness, canStandIn, listStandIns, type StandIn } from "./stand-in";

/** A goal as questions about one plan. Groups are asked about in the order of the file. */
export type Wanted = {
  /** Null when the plan meets the goal, else what it lacks. */
  lacks: (plan: RoutePlan) => string | null;
  /** Whether a group could bring such a plan nearer to the goal; each that could is tried, which costs a plan. */
  helps: (plan: RoutePlan) => (other: StandIn) => boolean;
  /** Where in the model's own list a new target goes: before the first target that this accepts, or at the end. */
  before: (target: string) => boolean;
};

type Work = {
  graph: RoutingGraph;
  version: string | null;
  standIns: ReadonlyMap<string, StandIn>;
  changes: SuggestedChange[];
};

const planOf = ({ graph, version }: Work, model: string): RoutePlan =>
  planAttempts(graph, { model, kind: "general", version });

/** A chain of one's own hides the default chain, so a new one begins with what the default chain gave. */
const ownList = (graph: RoutingGraph, model: string): readonly string[] => {
  const own = findChain(graph, "general", model);
  if (own) return own.targets;
  const fallback = findChain(graph, "default", "*") ?? findChain(graph, "general", "*");
  return (fallback?.targets ?? []).filter((target) => target !== model);
};

const placesFor = (list: readonly string[], wanted: Wanted): number[] => {
  const first = list.findIndex(wanted.before);
  const preferred = first < 0 ? list.length : first;
  return [...new Set([preferred, 0])];
};

type Insertion = { list: readonly string[]; at: number; target: string };

/** Like an edit of the list, but targets with overrides stay what they are. */
function withTarget(graph: RoutingGraph, model: string, { list, at, target }: Insertion): RoutingGraph {
  const own = findChain(graph, "general", model);
  if (!own) return withChain(graph, { kind: "general", model, targets: list.toSpliced(at, 0, target) });
  const edited: GraphChain = {
    ...own,
    targets: own.targets.toSpliced(at, 0, target),
    mapTarget: own.mapTarget.toSpliced(at, 0, false),
    targetKeys: own.targetKeys.toSpliced(at, 0, target),
    targetPlaces: own.targetPlaces.toSpliced(at, 0, own.place),
  };
  return { ...graph, chains: graph.chains.map((chain) => (chain === own ? edited : chain)) };
}

/** The first target and place that bring the model to the goal, proved by planning the changed graph. */
function improve(work: Work, model: string, wanted: Wanted): boolean {
  const list = ownList(work.graph, model);
  const self = work.standIns.get(work.graph.aliases.find(({ name }) => name === model)?.target ?? model);
  const now = planOf(work, model);
  const lack = wanted.lacks(now);
  const helps = wanted.helps(now);
  const able = [...work.standIns.values()]
    .filter((other) => other !== self && !list.includes(other.group) && canStandIn(self, other) && helps(other))
    .toSorted(byFitness);
  for (const { group } of able)
    for (const at of placesFor(list, wanted)) {
      const after = list.toSpliced(at, 0, group);
      const graph = withTarget(work.graph, model, { list, at, target: group });
      const plan = planOf({ ...work, graph }, model);
      const left = wanted.lacks(plan);
      if (left !== null && left === lack) continue;
      work.graph = graph;
      work.changes.push({ model, target: group, at, before: [...list], after, why: lack ?? "" });
      return true;
    }
  return false;
}

const refuse = ({ graph }: Work, model: string, lack: string): string => {
  const own = findChain(graph, "general", model);
  if (own?.locked) return `${lack} Its chain cannot be edited here: ${own.locked}.`;
  if (graph.settings.maxFallbacks <= 0)
    return `${lack} max_fallbacks is ${graph.settings.maxFallbacks}, so no chain is tried.`;
  return `${lack} No other model serves the same kind of call with as much context and would help.`;
};

const maxTargetsEach = 8;
const maxRounds = 3;

function help(work: Work, model: string, wanted: Wanted): void {
  if (findChain(work.graph, "general", model)?.locked || work.graph.settings.maxFallbacks <= 0) return;
  for (let given = 0; given < maxTargetsEach && wanted.lacks(planOf(work, model)) !== null; given += 1)
    if (!improve(work, model, wanted)) return;
}

/** Beyond so many plans a needless target is left in rather than looked for. */
const mostPlans = 20_000;

/** What was added to one chain may have made what was added to another one needless. */
function leaveOutNeedless(graph: RoutingGraph, work: Work, asked: readonly string[], wanted: Wanted): void {
  if (work.changes.length * asked.length > mostPlans) return;
  const met = (of: RoutingGraph) =>
    asked.filter((model) => wanted.lacks(planOf({ ...work, graph: of }, model)) === null);
  const goal = met(work.graph).length;
  for (const change of [...work.changes]) {
    if (work.changes.filter(({ model }) => model === change.model).length > 1) continue;
    const others = work.changes.filter((other) => other !== change);
    const without = others.reduce(
      (of, { model, before, at, target }) => withTarget(of, model, { list: before, at, target }),
      graph,
    );
    if (met(without).length < goal) continue;
    work.changes = others;
    work.graph = without;
  }
}

/**
 * Chains that bring every model and alias to a goal with few new targets: each model is given one at a time, the fittest first,
 * and only what planning proves to help is kept. What helps one model may help those whose chains lead to it, or push a hop of
 * theirs beyond max_fallbacks, so all are planned again until nothing changes; the verdicts are those of the last graph.
 */
export function suggestChains(graph: RoutingGraph, version: string | null, wanted: Wanted): Suggestion {
  const work: Work = { graph, version, standIns: listStandIns(graph), changes: [] };
  const groups = graph.groups.filter((group) => !group.includes("*"));
  const asked = [...new Set([...groups, ...graph.aliases.map(({ name }) => name)])];
  const lacking = () => asked.filter((model) => wanted.lacks(planOf(work, model)) !== null);
  for (let round = 0, open = lacking(); open.length > 0 && round < maxRounds; round += 1, open = lacking()) {
    const before = work.changes.length;
    for (const model of open) help(work, model, wanted);
    if (work.changes.length === before) break;
  }
  leaveOutNeedless(graph, work, asked, wanted);
  const changed = new Set(work.changes.map(({ model }) => model));
  const unmet = asked.flatMap((model) => {
    const lack = wanted.lacks(planOf(work, model));
    return lack === null ? [] : [{ model, why: refuse(work, model, lack) }];
  });
  const open = new Set(unmet.map(({ model }) => model));
  return { changes: work.changes, met: asked.filter((model) => !changed.has(model) && !open.has(model)), unmet };
}
