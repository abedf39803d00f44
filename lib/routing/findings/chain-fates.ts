import { backendOf } from "../fate/domains";
import { calledBy, planOnce } from "../fate/plans";
import type { GraphChain, GraphDeployment } from "../schema";
import { listReadChains, lookUp, modelOf } from "./name-lookup";
import type { FindingContext } from "./rule";

export type Side = "local" | "cloud";

/** A model that a chain names, with where it runs. */
export type Member = { model: string; backends: ReadonlySet<string> };

/** What a chain rests on. Everybody's chain has no first hop, so it is judged as it is written. */
export type Fate = { chain: GraphChain; written: Member[]; models: number; backends: Set<string>; sides: Set<Side> };

/** Routers choose among other models and run nowhere themselves. */
export const isPlaced = ({ provider, tiers }: GraphDeployment): boolean => provider !== "router" && !tiers;

const listWritten = (context: FindingContext, { source, targets }: GraphChain): Map<string, GraphDeployment[]> =>
  new Map(
    (source === "*" ? targets : [source, ...targets]).map((name) => [
      modelOf(context, name),
      (lookUp(context, name)?.deployments ?? []).filter(isPlaced),
    ]),
  );

const toFate = (chain: GraphChain, written: Member[]): Fate => ({
  chain,
  written,
  models: 0,
  backends: new Set(),
  sides: new Set(),
});

const restOn = (fate: Fate, deployments: readonly GraphDeployment[]): void => {
  for (const deployment of deployments) {
    fate.backends.add(placeOf(deployment));
    fate.sides.add(deployment.local ? "local" : "cloud");
  }
};

const places = new WeakMap<GraphDeployment, string>();

const placeOf = (deployment: GraphDeployment): string => {
  const known = places.get(deployment) ?? backendOf(deployment);
  places.set(deployment, known);
  return known;
};

const bothSided = new WeakMap<FindingContext, boolean>();

/** Only a gateway that has both local and cloud models could have mixed them. */
export const hasBothSides = (context: FindingContext): boolean => {
  const known = bothSided.get(context);
  if (known !== undefined) return known;
  const sides = new Set(context.graph.deployments.filter(isPlaced).map(({ local }) => local));
  bothSided.set(context, sides.size > 1);
  return sides.size > 1;
};

/** Once two models, backends and sides are known, no later hop says anything new. */
const isDecided = (context: FindingContext, { models, backends, sides }: Fate): boolean =>
  models > 1 && backends.size > 1 && (sides.size > 1 || !hasBothSides(context));

/** Who is really asked, hops of other chains included: what is not written here may still save the model. */
const readPlan = (context: FindingContext, fate: Fate): void => {
  const { graph, version } = context;
  const groups = new Set<string>();
  for (const { group, position, deployments } of planOnce(graph, fate.chain.source, { version }).hops) {
    const placed = calledBy(graph, deployments).filter(isPlaced);
    if (placed.length === 0) continue;
    groups.add(group.includes("*") ? `${group} ${position}` : group);
    fate.models = groups.size;
    restOn(fate, placed);
    if (isDecided(context, fate)) return;
  }
};

const readFate = (context: FindingContext, chain: GraphChain): Fate => {
  const written = [...listWritten(context, chain)].filter(([, deployments]) => deployments.length > 0);
  const members = written.map(([model, deployments]) => ({ model, backends: new Set(deployments.map(placeOf)) }));
  const fate = toFate(chain, members);
  const isFollowed = chain.source === "*" || context.graph.settings.maxFallbacks > 0;
  if (isFollowed) {
    fate.models = written.length;
    for (const [, deployments] of written) restOn(fate, deployments);
  }
  if (chain.source !== "*" && !isDecided(context, fate)) readPlan(context, fate);
  return fate;
};

const fates = new WeakMap<FindingContext, Fate[]>();

/** The general chains of at least two models, worked out once for all rules. */
export const listFates = (context: FindingContext): Fate[] => {
  const known = fates.get(context);
  if (known) return known;
  const found = listReadChains(context)
    .filter(({ kind }) => kind === "general" || kind === "default")
    .map((chain) => readFate(context, chain))
    .filter(({ models }) => models > 1);
  fates.set(context, found);
  return found;
};
