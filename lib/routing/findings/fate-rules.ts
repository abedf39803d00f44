import { resolveName } from "../resolve-name";
import type { GraphChain, GraphDeployment } from "../schema";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

type Member = { group: string; backends: Set<string> };

const membersOf = ({ index }: FindingContext, chain: GraphChain): Member[] => {
  const members = new Map<string, Member>();
  for (const name of [chain.source, ...chain.targets]) {
    const found = resolveName(index, name, null);
    if (!found) continue;
    const backends = found.deployments.map(({ backend }: GraphDeployment) => backend);
    members.set(found.group, { group: found.group, backends: new Set(backends) });
  }
  return [...members.values()];
};

const sharedBackends = (members: readonly Member[]): [string, string[]][] => {
  const groups = new Map<string, string[]>();
  for (const { group, backends } of members)
    for (const backend of backends) groups.set(backend, [...(groups.get(backend) ?? []), group]);
  return [...groups].filter(([, sharing]) => sharing.length > 1);
};

const checked = (context: FindingContext) =>
  context.graph.chains
    .filter(({ effective, kind, source }) => effective && kind === "general" && source !== "*")
    .map((chain) => ({ chain, members: membersOf(context, chain) }))
    .filter(({ members }) => members.length > 1);

const isSingle = (members: readonly Member[]): boolean =>
  new Set(members.flatMap(({ backends }) => [...backends])).size === 1;

const findShared = (context: FindingContext): Hit[] =>
  checked(context).flatMap(({ chain, members }) =>
    isSingle(members)
      ? []
      : sharedBackends(members).map(([backend, groups]) => ({
          place: chain.place,
          message: `In the chain of ${chain.source}, ${groups.join(" and ")} share one backend: ${backend}.`,
          models: [chain.source],
        })),
  );

const findSingle = (context: FindingContext): Hit[] =>
  checked(context)
    .filter(({ members }) => isSingle(members))
    .map(({ chain, members }) => ({
      place: chain.place,
      message: `Every hop of the chain of ${chain.source} rests on one backend: ${[...(members[0]?.backends ?? [])].join(", ")}.`,
      models: [chain.source],
    }));

export const fateRules: FindingRule[] = [
  {
    id: "shared-backend",
    severity: "info",
    title: "Hops of one chain share a backend",
    explain: "When that backend dies, these hops die together; one of them does not help the other.",
    advice: "Place a hop of another backend between or after them.",
    source: gatewayRules,
    check: findShared,
  },
  {
    id: "single-backend",
    severity: "warning",
    title: "A chain rests on one backend",
    explain: "The fallbacks help against an error of one model, and not at all when the backend or its key dies.",
    advice: "Add a hop that another backend serves.",
    source: gatewayRules,
    check: findSingle,
  },
];
