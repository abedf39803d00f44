import { findRules } from "../rules-by-version";
import type { GraphDeployment, PlannedHop, RoutingGraph } from "../schema";
import { backendOf, domainsOf, isRouter, listDomains, providerOf } from "./domains";
import { type Asked, calledBy, planOnce } from "./plans";
import type { ChainFate, Diversity, DomainImpact, FateDomain, FateFacts, FateView } from "./schema";

/** Shared fate: what each chain rests on, and what the death of each domain costs the whole gateway. */

type Hop = { planned: PlannedHop; called: readonly GraphDeployment[] };
type Chain = { model: string; hops: Hop[] };

const readChain = (graph: RoutingGraph, model: string, asked: Asked): Chain => ({
  model,
  hops: planOnce(graph, model, asked).hops.map((planned) => ({
    planned,
    called: calledBy(graph, planned.deployments),
  })),
});

const keyOf = ({ kind, name }: FateDomain): string => `${kind} ${name}`;

/** Domains that take the whole hop: those that all of its deployments share. */
const takesHop = ({ called }: Hop, facts: FateFacts): Map<string, FateDomain> => {
  const [first = [], ...others] = called.map((deployment) => domainsOf(deployment, facts));
  const shared = others.map((domains) => new Set(domains.map(keyOf)));
  const all = first.filter((domain) => shared.every((names) => names.has(keyOf(domain))));
  return new Map(all.map((domain) => [keyOf(domain), domain]));
};

const singlePointsOf = ({ hops }: Chain, facts: FateFacts): FateDomain[] => {
  const [first, ...others] = hops.map((hop) => takesHop(hop, facts));
  if (!first) return [];
  return [...first].flatMap(([key, domain]) => (others.every((taken) => taken.has(key)) ? [domain] : []));
};

const isLocal = ({ called }: Hop): boolean => called.every(({ local }) => local);

const distinct = (chain: Chain, nameOf: (deployment: GraphDeployment) => string): string[] => [
  ...new Set(chain.hops.flatMap(({ called }) => called.filter((one) => !isRouter(one)).map(nameOf))),
];

const toChainFate = (chain: Chain, facts: FateFacts): ChainFate => {
  const local = chain.hops.filter(isLocal).length;
  const firstCloud = chain.hops.findIndex((hop) => !isLocal(hop));
  return {
    model: chain.model,
    hops: chain.hops.length,
    local,
    cloud: chain.hops.length - local,
    backends: distinct(chain, backendOf),
    providers: distinct(chain, providerOf),
    hopsBeforeCloud: firstCloud < 0 ? null : firstCloud,
    singlePoints: singlePointsOf(chain, facts),
  };
};

type Loss = { model: string; hops: number; of: number };

const lossesOf = (chains: readonly Chain[], dead: ReadonlySet<string>): Loss[] =>
  chains.flatMap(({ model, hops }) => {
    const lost = hops.filter(({ called }) => called.length > 0 && called.every(({ identity }) => dead.has(identity)));
    return lost.length > 0 ? [{ model, hops: lost.length, of: hops.length }] : [];
  });

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((identity) => b.has(identity));

/** Domains of the very same deployments are one row: which of them died makes no difference to anybody. */
const rankDomains = (graph: RoutingGraph, chains: readonly Chain[], facts: FateFacts): DomainImpact[] => {
  const rows: { domain: FateDomain; also: FateDomain[]; deployments: ReadonlySet<string> }[] = [];
  for (const { domain, deployments } of listDomains(graph, facts)) {
    const same = rows.find((row) => isSame(row.deployments, deployments));
    if (same) same.also.push(domain);
    else rows.push({ domain, also: [], deployments });
  }
  return rows
    .map(({ domain, also, deployments }) => {
      const losses = lossesOf(chains, deployments);
      const loses = losses.filter(({ hops, of }) => hops === of).map(({ model }) => model);
      const costs = losses.filter(({ hops, of }) => hops < of).map(({ model, hops }) => ({ model, hops }));
      return { domain, also, deployments: [...deployments], loses, costs };
    })
    .sort((a, b) => b.loses.length - a.loses.length || b.costs.length - a.costs.length);
};

const namesOf = (graph: RoutingGraph, local: boolean, nameOf: (deployment: GraphDeployment) => string): string[] => [
  ...new Set(graph.deployments.filter((one) => one.local === local && !isRouter(one)).map(nameOf)),
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
  const read = graph.groups.map((model) => readChain(graph, model, asked));
  const chains = read.map((chain) => toChainFate(chain, facts));
  const domains = rankDomains(graph, read, facts);
  const { rulesOf, exact } = findRules(asked.version ?? null);
  return { diversity: measure(graph, chains, domains), chains, domains, rulesOf, exact };
};
