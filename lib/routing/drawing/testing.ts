import { toRoutingGraph } from "@/lib/routing/graph";
import type { RoutingGraph } from "@/lib/routing/schema";
import { readText } from "@/lib/routing/testing";
import { drawGraph } from "./draw-graph";
import type { Drawing } from "./schema";

export const drawOf = (graph: RoutingGraph): Drawing =>
  drawGraph({ graph, onDisk: listsOf(graph), version: "1.106.2" });

/** The lists of a graph as the desk has them when nothing is drafted. */
export const listsOf = (graph: RoutingGraph) =>
  graph.chains.filter(({ effective }) => effective).map(({ kind, source, targets }) => ({ kind, source, targets }));

/** A step of a linear congruential generator: the same crowd for the same seed. */
const createRandom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
};

type Crowd = { groups: number; hopsEach: number; backends: number; seed: number };

/** A gateway's file with many groups, unevenly spread over its backends, each with a chain of so many hops. */
export function crowdText({ groups, hopsEach, backends, seed }: Crowd): string {
  const random = createRandom(seed);
  const names = Array.from({ length: groups }, (_, at) => `model-${String(at + 1).padStart(3, "0")}`);
  const entries = names.map((name, at) => {
    const port = 9000 + Math.min(random(backends), random(backends));
    return `  - model_name: ${name}\n    litellm_params: {model: "openai/up-${at}", api_base: "http://127.0.0.1:${port}/v1", api_key: none}\n    model_info: {id: "id-${at}"}\n`;
  });
  const chains = names.map((name, at) => {
    const targets = Array.from({ length: hopsEach }, () => (at + 1 + random(groups - 1)) % groups);
    return `    - ${name}: [${[...new Set(targets)].map((target) => names[target]).join(", ")}]\n`;
  });
  return `model_list:\n${entries.join("")}router_settings:\n  fallbacks:\n${chains.join("")}general_settings: {master_key: os.environ/MASTER}\n`;
}

export const crowdOf = (crowd: Crowd): RoutingGraph => toRoutingGraph(readText(crowdText(crowd)));
