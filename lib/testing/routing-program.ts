import type { ChainKind } from "@/lib/config/schema";
import type { GraphChain } from "@/lib/routing/schema";

/** Drawn chains in their two forms: what the planner reads, and what the real Router is built from. */
export type Target = string | { model: string; temperature?: number };
export type Container = "router" | "litellm";
export type DrawnChain = { kind: ChainKind; source: string; targets: Target[] };

export const place = { file: "config.yaml", line: 1, column: 1, path: [] };

export const listNames: Record<ChainKind, string> = {
  general: "fallbacks",
  context_window: "context_window_fallbacks",
  content_policy: "content_policy_fallbacks",
  default: "default_fallbacks",
};

const keysOf = (targets: Target[], known: string[]): string[] =>
  targets.map((target) => {
    if (typeof target === "string") return target;
    if (target.temperature === undefined) return target.model;
    const text = JSON.stringify(target);
    if (!known.includes(text)) known.push(text);
    return `\u0000map ${known.indexOf(text)}`;
  });

export const toGraphChains = (chains: DrawnChain[], containers: Record<ChainKind, Container>): GraphChain[] => {
  const known: string[] = [];
  return chains.map(({ kind, source, targets }) => ({
    kind,
    source,
    targets: targets.map((target) => (typeof target === "string" ? target : target.model)),
    mapTarget: targets.map((target) => typeof target !== "string"),
    targetKeys: keysOf(targets, known),
    section: containers[kind] === "router" ? "router_settings" : "litellm_settings",
    place,
    targetPlaces: targets.map(() => place),
    effective: true,
    locked: null,
  }));
};

export const toSettings = (chains: DrawnChain[], containers: Record<ChainKind, Container>, container: Container) => {
  const settings: Record<string, unknown> = {};
  for (const kind of ["general", "context_window", "content_policy"] as const) {
    const list = chains.filter((chain) => chain.kind === kind);
    if (list.length > 0 && containers[kind] === container)
      settings[listNames[kind]] = list.map(({ source, targets }) => ({ [source]: targets }));
  }
  const last = chains.find((chain) => chain.kind === "default");
  if (last && containers.default === container) settings.default_fallbacks = last.targets;
  return settings;
};
