import { err, ok, type Result } from "@/lib/result";
import { isSmartRouter } from "../deployment-values";
import { findNearestName } from "../findings/nearest-name";
import type { GraphDeployment, RoutingGraph } from "../schema";
import { accountOf, backendOf, listDomains, readServer, serverOf, writeServer } from "./domains";
import type { FateFacts } from "./schema";

/**
 * What may be named dead: `internet`, `host:NAME`, `host:NAME:PORT`, `key:VARIABLE`, `provider:NAME`, `backend:NAME`,
 * `unit:NAME`, `deployment:ID`, `model:GROUP`, or a bare word, which is looked for among providers and backends first.
 */

type Matches = (deployment: GraphDeployment) => boolean;
type Finder = (name: string, facts: FateFacts) => Matches;

const squeeze = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

const atHost: Finder = (name) => {
  const wanted = readServer(name);
  const host = readServer(`${name}:0`)?.host;
  return (deployment) => {
    const server = serverOf(deployment);
    if (!server) return false;
    return server.host === host || (wanted !== null && writeServer(server) === writeServer(wanted));
  };
};

const inUnit: Finder = (name, facts) => {
  const servers = (facts.units ?? []).filter((unit) => unit.name === name).flatMap((unit) => unit.servers);
  const matches = servers.map((server) => atHost(server, facts));
  return (deployment) => matches.some((match) => match(deployment));
};

const byProvider: Finder = (name) => (deployment) => deployment.provider === name && !isSmartRouter(deployment);
const byBackend: Finder = (name) => (deployment) =>
  !isSmartRouter(deployment) && (deployment.backend === name || backendOf(deployment).split(" · env ")[0] === name);
const byKey: Finder = (name) => (deployment) => accountOf(deployment) === name;
const byId: Finder = (name) => (deployment) => deployment.identity === name || deployment.writtenId === name;
const byModel: Finder = (name) => (deployment) => deployment.group === name;
const bySqueezed: Finder = (name) => (deployment) =>
  squeeze(name) !== "" && squeeze(deployment.provider) === squeeze(name) && !isSmartRouter(deployment);

const finders = new Map<string, Finder>([
  ["host", atHost],
  ["key", byKey],
  ["provider", byProvider],
  ["backend", byBackend],
  ["unit", inUnit],
  ["deployment", byId],
  ["model", byModel],
]);

/** Of a bare word the first that finds anything wins. */
const bareFinders: readonly Finder[] = [byProvider, byBackend, atHost, bySqueezed, inUnit, byKey, byId, byModel];

const isOutside: Matches = (deployment) => !deployment.local && !isSmartRouter(deployment);

const find = (graph: RoutingGraph, selector: string, facts: FateFacts): GraphDeployment[] => {
  const by = (matches: Matches) => graph.deployments.filter(matches);
  if (selector === "internet") return by(isOutside);
  const colon = selector.indexOf(":");
  const named = colon > 0 ? finders.get(selector.slice(0, colon)) : undefined;
  const found = named ? by(named(selector.slice(colon + 1), facts)) : [];
  // A model may be called `host:7b`, so what no prefix finds is looked for as a bare word.
  if (found.length > 0) return found;
  for (const finder of bareFinders) {
    const bare = by(finder(selector, facts));
    if (bare.length > 0) return bare;
  }
  return [];
};

const shown = 12;
const someOf = (names: readonly string[]): string =>
  names.length > shown ? `${names.slice(0, shown).join(", ")} and ${names.length - shown} more` : names.join(", ");

/** Selectors of a gateway, the wide ones first. */
export const listSelectors = (graph: RoutingGraph, facts: FateFacts = {}): string[] => {
  const providers = graph.deployments
    .filter((one) => !isSmartRouter(one))
    .map(({ provider }) => `provider:${provider}`);
  const domains = listDomains(graph, facts).map(({ domain }) => domain.selector);
  return [...new Set([...domains.filter((one) => one === "internet"), ...providers, ...domains])];
};

const refuse = (graph: RoutingGraph, selector: string, facts: FateFacts) => {
  const wide = listSelectors(graph, facts);
  const identities = graph.deployments.map(({ identity }) => identity);
  const bare = wide.map((one) => one.replace(/^\w+:/, ""));
  const near = findNearestName(selector, new Set([...wide, ...bare, ...graph.groups, ...identities]));
  const meant = near === null ? "" : ` Did you mean ${near.name}?`;
  const ids = someOf(identities);
  return err(
    "unknown-selector",
    `Nothing here is called ${JSON.stringify(selector)}.${meant} There is: ${wide.join(", ")}; model: with ${someOf(graph.groups)}; deployment: with ${ids}.`,
  );
};

/** Identities of the deployments that die. Error `unknown-selector`, with a detail that lists what there is. */
export const resolveSelectors = (
  graph: RoutingGraph,
  selectors: readonly string[],
  facts: FateFacts = {},
): Result<ReadonlySet<string>, "unknown-selector"> => {
  const dead = new Set<string>();
  for (const selector of selectors) {
    const found = find(graph, selector, facts);
    // A gateway without cloud deployments loses nothing with the internet.
    if (found.length === 0 && selector !== "internet") return refuse(graph, selector, facts);
    for (const { identity } of found) dead.add(identity);
  }
  return ok(dead);
};
