import { isSmartRouter } from "../deployment-values";
import type { GraphDeployment, RoutingGraph } from "../schema";
import type { DomainKind, FateDomain, FateFacts } from "./schema";

/**
 * What a deployment dies with: its server, the unit that runs it, its machine, its account, its provider, the internet.
 * The server is the one that `detectProvider` names in `backend`, with all names of this machine's loopback made one.
 */

export type Server = { host: string; port: number };

const kinds: readonly DomainKind[] = ["backend", "unit", "machine", "account", "provider", "internet"];

const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|::1|0\.0\.0\.0|::)$/.test(host) || host.endsWith(".localhost");

/** Loopback has many names; servers on it share one machine. */
const oneName = (host: string): string => {
  const lower = host.toLowerCase().replace(/^\[|\]$/g, "");
  return isLoopback(lower) ? "127.0.0.1" : lower;
};

export const readServer = (text: string): Server | null => {
  const match = /^(.+):(\d{1,5})$/.exec(text.trim());
  return match?.[1] && match[2] ? { host: oneName(match[1]), port: Number(match[2]) } : null;
};

export const writeServer = ({ host, port }: Server): string => `${host}:${port}`;

/** `backend` without the account: `host:port`, `env NAME` for an address from the environment, or a provider's name. */
const placeOf = ({ backend }: GraphDeployment): string => backend.split(" · env ")[0] ?? backend;

export const serverOf = (deployment: GraphDeployment): Server | null => readServer(placeOf(deployment));

/** Variables that the gateway reads when no key is written. LiteLLM 1.106 behaviour. */
const defaultKeys = new Map([
  ["openai", "OPENAI_API_KEY"],
  ["anthropic", "ANTHROPIC_API_KEY"],
  ["ollama-cloud", "OLLAMA_API_KEY"],
  ["groq", "GROQ_API_KEY"],
  ["mistral", "MISTRAL_API_KEY"],
  ["deepseek", "DEEPSEEK_API_KEY"],
  ["openrouter", "OPENROUTER_API_KEY"],
  ["cohere", "COHERE_API_KEY"],
  ["xai", "XAI_API_KEY"],
  ["azure", "AZURE_API_KEY"],
]);

/** Name of the variable that holds the key. A key written into the file has no name by which two could be told to be one. */
export const accountOf = ({ keyReference, provider, local }: GraphDeployment): string | null => {
  if (keyReference === null) return local ? null : (defaultKeys.get(provider) ?? null);
  return /^env (.+)$/s.exec(keyReference)?.[1] ?? null;
};

/** Counts as one backend: the server and, where it is not ours, the account. */
export const backendOf = (deployment: GraphDeployment): string => {
  const server = serverOf(deployment);
  const place = server ? writeServer(server) : placeOf(deployment);
  const account = deployment.local ? null : accountOf(deployment);
  return account === null ? place : `${place} · env ${account}`;
};

/** Words that say how a server speaks, not whose it is. */
const isKindOnly = (provider: string): boolean => ["openai-compatible", "unknown", "litellm"].includes(provider);

/** Who serves it, for telling providers apart: servers that only speak OpenAI's language are told apart by address. */
export const providerOf = (deployment: GraphDeployment): string =>
  isKindOnly(deployment.provider) ? `${deployment.provider} ${placeOf(deployment)}` : deployment.provider;

const domain = (kind: DomainKind, name: string, selector: string): FateDomain => ({ kind, name, selector });

const backendDomain = (deployment: GraphDeployment): FateDomain => {
  const server = serverOf(deployment);
  const name = server ? writeServer(server) : placeOf(deployment);
  return domain("backend", name, server ? `host:${name}` : `backend:${name}`);
};

/** Every failure domain of a deployment, narrowest first. */
export const domainsOf = (deployment: GraphDeployment, facts: FateFacts = {}): FateDomain[] => {
  if (isSmartRouter(deployment)) return [];
  const server = serverOf(deployment);
  const account = accountOf(deployment);
  const at = server && writeServer(server);
  const isAt = (written: string) => {
    const read = readServer(written);
    return at !== null && read !== null && writeServer(read) === at;
  };
  const units = (facts.units ?? []).filter(({ servers }) => servers.some(isAt));
  return [
    backendDomain(deployment),
    ...units.map(({ name }) => domain("unit", name, `unit:${name}`)),
    ...(server ? [domain("machine", server.host, `host:${server.host}`)] : []),
    ...(account ? [domain("account", account, `key:${account}`)] : []),
    ...(deployment.local || isKindOnly(deployment.provider)
      ? []
      : [domain("provider", deployment.provider, `provider:${deployment.provider}`)]),
    ...(deployment.local ? [] : [domain("internet", "the internet", "internet")]),
  ];
};

export type DomainMembers = { domain: FateDomain; deployments: ReadonlySet<string> };

/** Every domain of a gateway with the deployments that die with it, in order of kind, then of the file. */
export const listDomains = (graph: RoutingGraph, facts: FateFacts = {}): DomainMembers[] => {
  const found = new Map<string, { domain: FateDomain; deployments: Set<string> }>();
  for (const deployment of graph.deployments)
    for (const each of domainsOf(deployment, facts)) {
      const key = `${each.kind} ${each.name}`;
      const known = found.get(key) ?? { domain: each, deployments: new Set() };
      found.set(key, known);
      known.deployments.add(deployment.identity);
    }
  return [...found.values()].sort((a, b) => kinds.indexOf(a.domain.kind) - kinds.indexOf(b.domain.kind));
};
