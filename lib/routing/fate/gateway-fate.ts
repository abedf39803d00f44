import { isSmartRouter } from "../deployment-values";
import { findRules } from "../rules-by-version";
import type { GraphDeployment, RoutingGraph } from "../schema";
import { backendOf, domainsOf, listDomains, providerOf } from "./domains";
import { type Asked, calledBy, planOnce } from "./plans";
import type { ChainFate, Diversity, DomainImpact, FateDomain, FateFacts, FateView } from "./schema";

/** Shared fate: what each chain rests on, and what the death of each domain costs the whole gateway. */

type Hop = {
  /** Domains that take the whole hop, by key: those that all of its deployments share. */
  taken: ReadonlyMap<string, FateDomain>;
  isLocal: boolean;
  backends: readonly string[];
  providers: readonly string[];
};
type Chain = { model: string; hops: Hop[] };

const keyOf = ({ kind, name }: FateDomain): string => `${kind} ${name}`;

const readHop = (called: readonly GraphDeployment[], facts: FateFacts): Hop => {
  const [first = [], ...others] = called.map((deployment) => domainsOf(deployment, facts));
  const shared = others.map((domains) => new Set(domains.map(keyOf)));
  const all = first.filter((domain) => shared.every((names) => names.has(keyOf(domain))));
  const placed = called.filter((deployment) => !isSmartRouter(deployment));
  return {
    taken: new Map(all.map((domain) => [keyOf(domain), domain])),
    isLocal: called.every(({ local }) => local),
    backends: placed.map(backendOf),
    providers: placed.map(providerOf),
  };
};

/** Plans share the lists of deployments of their hops, so each is looked at once for the whole gateway. */
const readChains = (graph: RoutingGraph, facts: FateFacts, asked: Asked): Chain[] => {
  const hops = new Map<readonly string[], Hop>();
  const hopOf = (identities: readonly string[]): Hop => {
    const hop = hops.get(identities) ?? readHop(calledBy(graph, identities), facts);
    hops.set(identities, hop);
    return hop;
  };
  return graph.groups.map((model) => ({
    model,
    hops: planOnce(graph, model, asked).hops.map(({ deployments }) => hopOf(deployments)),
  }));
};

const singlePointsOf = ({ hops: [first, ...others] }: Chain): FateDomain[] =>
  first
    ? [...first.taken].flatMap(([key, domain]) => (others.every(({ taken }) => taken.has(key)) ? [domain] : []))
    : [];

const toChainFate = (chain: Chain): ChainFate => {
  const local = chain.hops.filter(({ isLocal }) => isLocal).length;
  const firstCloud = chain.hops.findIndex(({ isLocal }) => !isLocal);
  return {
    model: chain.model,
    hops: chain.hops.length,
    local,
    cloud: chain.hops.length - local,
    backends: [...new Set(chain.hops.flatMap(({ backends }) => backends))],
    providers: [...new Set(chain.hops.flatMap(({ providers }) => providers))],
    hopsBeforeCloud: firstCloud < 0 ? null : firstCloud,
    singlePoints: singlePointsOf(chain),
  };
};

type Loss = { model: string; hops: number; of: number };

/** What each domain takes from each chain, by the key of the domain. */
const listLosses = (chains: readonly Chain[]): ReadonlyMap<string, Loss[]> => {
  const losses = new Map<string, Loss[]>();
  for (const { model, hops } of chains) {
    const counts = new Map<string, number>();
    for (const { taken } of hops) for (const key of taken.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const [key, count] of counts) {
      const known = losses.get(key);
      if (known) known.push({ model, hops: count, of: hops.length });
      else losses.set(key, [{ model, hops: count, of: hops.length }]);
    }
  }
  return losses;
};

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((identity) => b.has(identity));

/** Domains of the very same deployments are one row: which of them died makes no difference to anybody. */
const rankDomains = (graph: RoutingGraph, chains: readonly Chain[], facts: FateFacts): DomainImpact[] => {
  const lost = listLosses(chains);
  const rows: { domain: FateDomain; also: FateDomain[]; deployments: ReadonlySet<string> }[] = [];
  for (const { domain, deployments } of listDomains(graph, facts)) {
    const same = rows.find((row) => isSame(row.deployments, deployments));
    if (same) same.also.push(domain);
    else rows.push({ domain, also: [], deployments });
  }
  return rows
    .map(({ domain, also, deployments }) => {
      const losses = lost.get(keyOf(domain)) ?? [];
      const loses = losses.filter(({ hops, of }) => hops === of).map(({ model }) => model);
      const costs = losses.filter(({ hops, of }) => hops < of).map(({ model, hops }) => ({ model, hops }));
      return { domain, also, deployments: [...deployments], loses, costs };
    })
    .sort((a, b) => b.loses.length - a.loses.length || b.costs.length - a.costs.length);
};

const namesOf = (graph: RoutingGraph, local: boolean, nameOf: (deployment: GraphDeployment) => string): string[] => [
  ...new Set(graph.deployments.filter((one) => one.local === local && !isSmartRouter(one)).map(nameOf)),
];

/** A machine is the sum of its servers, and the internet that of its providers: they are no points of their own. */
const isPoint = ({ domain }: DomainImpact): boolean => domain.kind !== "machine" && domain.kind !== "internet";

const measure = (graph: RoutingGraph, chains: readonly ChainFate[], domains: readonly DomainImpact[]): Diversity => {
  const several = chains.filter(({ hops }) => hops > 1);
  const depths = several.flatMap(({ hopsBeforeCloud: hops }) => (hops === null || hops === 0 ? [] : [hops]));
  const points = domains.filter((row) => isPoint(row) && row.loses.length > 0);
  return {
    models: graph.groups.length,
    localProviders: namesOf(graph, true, providerOf),
    cloudProviders: namesOf(graph, false, providerOf),
    localBackends: namesOf(graph, true, backendOf).length,
    cloudBackends: namesOf(graph, false, backendOf).length,
    chains: several.length,
    crossProvider: several.filter(({ providers }) => providers.length > 1).length,
    hopsBeforeCloud: depths.length === 0 ? null : { least: Math.min(...depths), most: Math.max(...depths) },
    singlePoints: points.map(({ domain, loses }) => ({ domain, loses: loses.length })),
    exposed: new Set(points.flatMap(({ loses }) => loses)).size,
  };
};

/** Shared fate of every chain of one kind, and the domains of the gateway ranked by what their death costs. */
export const assessFate = (
  graph: RoutingGraph,
  { facts = {}, ...asked }: Asked & { facts?: FateFacts } = {},
): FateView => {
  const read = readChains(graph, facts, asked);
  const chains = read.map(toChainFate);
  const domains = rankDomains(graph, read, facts);
  const { rulesOf, exact } = findRules(asked.version ?? null);
  return { diversity: measure(graph, chains, domains), chains, domains, rulesOf, exact };
};
