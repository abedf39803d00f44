import type { ChainKind, ChainTarget } from "@/lib/config/schema";
import type { DeploymentHealth, Status } from "@/lib/health/schema";
import { bestStatus } from "@/lib/overview/readiness";
import type { DeskList, RoutingDesk } from "@/lib/routing/desk";
import { planAttempts } from "@/lib/routing/plan-attempts";
import { indexNames, resolveName } from "@/lib/routing/resolve-name";
import type { Finding, RoutingGraph, Severity } from "@/lib/routing/schema";
import type { HopDeployment } from "./effective-chain";
import type { ModelListRow } from "./model-list";

export type HealthNow = ReadonlyMap<string, DeploymentHealth>;

/**
 * Where the list of a kind stands for a model. The default list belongs to everybody: `default_fallbacks`, or the `*` entry of
 * `fallbacks` where there is no such list, since a second one would hide it.
 */
export function listAt(
  lists: readonly DeskList[],
  kind: ChainKind,
  model: string,
): { kind: ChainKind; source: string } {
  if (kind !== "default") return { kind, source: model };
  const has = (wanted: ChainKind) => lists.some((list) => list.kind === wanted && list.source === "*");
  return { kind: !has("default") && has("general") ? "general" : "default", source: "*" };
}

export function findList(lists: readonly DeskList[], kind: ChainKind, model: string): ChainTarget[] {
  const at = listAt(lists, kind, model);
  return lists.find((list) => list.kind === at.kind && list.source === at.source)?.targets ?? [];
}

/** Models, and every other name that a list is written for: an alias, an id, a name that nobody answers to. */
export function namesWithLists({ groups }: RoutingGraph, lists: readonly DeskList[]): string[] {
  const named = lists.filter(({ kind, source }) => kind !== "default" && !(kind === "general" && source === "*"));
  return [...new Set([...groups, ...named.map(({ source }) => source)])];
}

/** By name of a group or an alias: as good as its best deployment, null where nobody answers to it. */
export function statusByName(graph: RoutingGraph, health: HealthNow): (name: string) => Status | null {
  const index = indexNames(graph);
  return (name) => {
    const found = resolveName(index, name, null);
    if (!found) return null;
    return bestStatus(found.deployments.map(({ identity }) => health.get(identity)?.status ?? "unknown"));
  };
}

const providerWords: Record<string, string> = {
  ollama: "Ollama",
  "ollama-cloud": "Ollama cloud",
  llamacpp: "llama.cpp",
  "llamacpp-python": "llama.cpp Python",
  vllm: "vLLM",
  openai: "OpenAI",
  "openai-compatible": "OpenAI-compatible",
  anthropic: "Anthropic",
};

export const providerWord = (provider: string): string =>
  Object.hasOwn(providerWords, provider) ? (providerWords[provider] ?? provider) : provider;

/** On this machine the port tells backends apart. */
export const shortBackend = (backend: string): string =>
  backend.replace(/^(?:127\.0\.0\.1|localhost|\[::1\])(?=:\d)/, "");

export const toHopDeployments = (graph: RoutingGraph, health: HealthNow): HopDeployment[] =>
  graph.deployments.map(({ identity, provider, backend }) => {
    const known = health.get(identity);
    return {
      identity,
      provider: providerWord(provider),
      backend: shortBackend(backend),
      status: known?.status ?? "unknown",
      firstByteUs: known?.direct?.firstByteUs ?? null,
    };
  });

const severities: readonly Severity[] = ["error", "warning", "info"];

export const worstOf = (findings: readonly Finding[]): Severity | null =>
  severities.find((severity) => findings.some((finding) => finding.severity === severity)) ?? null;

/** Whether a finding belongs beside this list. */
export function isAbout(finding: Finding, kind: ChainKind, model: string): boolean {
  if (kind === "default") return finding.path.includes("default_fallbacks") || finding.path.includes("*");
  return finding.models?.includes(model) || finding.path.includes(model);
}

/** Failure domains that a plan rests on. */
export function backendsOf(graph: RoutingGraph, identities: readonly string[]): string[] {
  const wanted = new Set(identities);
  const used = graph.deployments.filter(({ identity }) => wanted.has(identity));
  return [...new Set(used.map(({ backend }) => backend))];
}

const sameTargets = (a: readonly ChainTarget[], b: readonly ChainTarget[]) => JSON.stringify(a) === JSON.stringify(b);

const kinds: readonly ChainKind[] = ["general", "context_window", "content_policy"];

/** What the list of models shows, for the graph as it is being edited. */
export function toModelRows(
  desk: Pick<RoutingDesk, "graph" | "lists" | "onDisk" | "findings" | "gateway">,
  health: HealthNow,
): ModelListRow[] {
  const { graph, lists, onDisk } = desk;
  const statusOf = statusByName(graph, health);
  return namesWithLists(graph, lists).map((name) => {
    const { hops } = planAttempts(graph, { model: name, kind: "general", version: desk.gateway.version });
    const about = desk.findings.filter((finding) => isAbout(finding, "general", name));
    return {
      name,
      status: statusOf(name) ?? "unknown",
      hops: findList(lists, "general", name).length,
      byDefault: findList(lists, "default", name).length,
      backends: backendsOf(
        graph,
        hops.flatMap(({ deployments }) => deployments),
      ).length,
      worstFinding: worstOf(about),
      edited: kinds.some((kind) => !sameTargets(findList(lists, kind, name), findList(onDisk, kind, name))),
    };
  });
}
