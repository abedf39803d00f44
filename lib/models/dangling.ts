import { indexNames, resolveName } from "@/lib/routing/resolve-name";
import type { RoutingGraph } from "@/lib/routing/schema";
import type { ModelUse } from "./schema";

/** What leads nowhere once a deployment is gone: nothing as long as another deployment answers to its model. */
export type Dangling = { chains: ModelUse[]; ownChains: ModelUse["kind"][]; aliases: string[] };

export function findDangling(graph: RoutingGraph, identity: string): Dangling {
  const gone = graph.deployments.find((one) => one.identity === identity);
  const left = graph.deployments.filter((one) => one.identity !== identity);
  if (!gone) return { chains: [], ownChains: [], aliases: [] };
  const [before, after] = [indexNames(graph), indexNames({ ...graph, deployments: left, groups: groupsOf(left) })];
  const dangles = (name: string): boolean =>
    resolveName(before, name, null) !== null && resolveName(after, name, null) === null;
  const read = graph.chains.filter(({ effective }) => effective);
  return {
    chains: read.flatMap(({ kind, source, targets }) =>
      targets.flatMap((target, at) => (dangles(target) ? [{ kind, source, position: at + 1 }] : [])),
    ),
    ownChains: read.filter(({ kind, source }) => kind !== "default" && dangles(source)).map(({ kind }) => kind),
    aliases: graph.aliases.flatMap(({ name, target }) => (target !== null && dangles(target) ? [name] : [])),
  };
}

const groupsOf = (deployments: RoutingGraph["deployments"]): string[] => [
  ...new Set(deployments.map(({ group }) => group)),
];
