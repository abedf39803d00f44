import { knownProviders, stripProvider } from "../known-providers";
import { resolveName } from "../resolve-name";
import type { GraphChain } from "../schema";
import { findNearestName } from "./nearest-name";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const listNames = {
  general: "fallbacks",
  context_window: "context-window fallbacks",
  content_policy: "content-policy fallbacks",
  default: "default fallbacks",
} as const;

export const nameChain = (chain: GraphChain): string =>
  chain.source === "*"
    ? `The ${listNames[chain.kind]} for every model`
    : `The ${listNames[chain.kind]} of ${chain.source}`;

export const isKnownName = ({ index }: FindingContext, name: string): boolean =>
  index.aliases.has(name) || resolveName(index, name, null) !== null;

const suggest = (context: FindingContext, name: string): string | undefined => {
  const near = findNearestName(name, [...context.index.groups.keys(), ...context.index.aliases.keys()]);
  if (near) return `Did you mean ${near}?`;
  if (!knownProviders.has(name)) return undefined;
  const served = context.graph.deployments.filter(({ model }) => model.startsWith(`${name}/`));
  const examples = [...new Set(served.map(({ group }) => group))].slice(0, 3).join(", ");
  return `${name} is a provider, not a model.${examples ? ` Its models here: ${examples}.` : ""}`;
};

const findUnknownTargets = (context: FindingContext): Hit[] =>
  context.graph.chains
    .filter(({ effective }) => effective)
    .flatMap((chain) =>
      chain.targets.flatMap((target, at): Hit[] => {
        if (isKnownName(context, target)) return [];
        const advice = suggest(context, target);
        return [
          {
            place: chain.targetPlaces[at] ?? chain.place,
            message: `${nameChain(chain)} lead to ${target}, and nothing answers to that name.`,
            models: [chain.source],
            ...(context.hasDatabase ? { severity: "warning" as const } : {}),
            ...(advice ? { advice } : {}),
          },
        ];
      }),
    );

const findUnknownAliasTargets = (context: FindingContext): Hit[] =>
  context.graph.aliases.flatMap((alias): Hit[] => {
    const { target } = alias;
    if (target === null) return [];
    const isChained = context.index.aliases.has(target) && !context.index.groups.has(target);
    if (!isChained && isKnownName(context, target)) return [];
    const advice = isChained ? "Let the alias name a model group." : suggest(context, target);
    return [
      {
        place: alias.place,
        message: isChained
          ? `The alias ${alias.name} leads to ${target}, which is an alias itself; the gateway follows one only.`
          : `The alias ${alias.name} leads to ${target}, and nothing answers to that name.`,
        models: [alias.name],
        ...(context.hasDatabase ? { severity: "warning" as const } : {}),
        ...(advice ? { advice } : {}),
      },
    ];
  });

/** A key also serves names that are written with a provider in front, and the other way round. */
const isRequestable = (context: FindingContext, key: string): boolean =>
  isKnownName(context, key) ||
  [...context.index.groups.keys(), ...context.index.aliases.keys()].some(
    (name) => stripProvider(name) === key || (!name.includes("/") && stripProvider(key) === name),
  );

const findUnknownKeys = (context: FindingContext): Hit[] => {
  if (context.hasDatabase) return [];
  const targets = new Set(context.graph.chains.flatMap((chain) => chain.targets));
  return context.graph.chains
    .filter(({ effective, source }) => effective && source !== "*" && !targets.has(source))
    .filter(({ source }) => !isRequestable(context, source))
    .map((chain) => {
      const advice =
        chain.source === "default" ? "For a chain that serves every model write `*`." : suggest(context, chain.source);
      return {
        place: chain.place,
        message: `${nameChain(chain)} are never used: no model, alias or deployment has that name.`,
        ...(advice ? { advice } : {}),
      };
    });
};

export const nameRules: FindingRule[] = [
  {
    id: "unknown-target",
    severity: "error",
    title: "A fallback or an alias leads to a name that nothing answers to",
    explain: "The gateway accepts the name, and fails with a bad request when it is needed.",
    advice: "Name a model group, an alias, a deployment id or a raw model of this file.",
    source: gatewayRules,
    check: (context) => [...findUnknownTargets(context), ...findUnknownAliasTargets(context)],
  },
  {
    id: "unknown-key",
    severity: "warning",
    title: "A chain belongs to a model that does not exist",
    explain: "Nobody can request the name, so the chain is never read.",
    advice: "Rename the key to the model that it is meant for, or remove the chain.",
    source: gatewayRules,
    check: findUnknownKeys,
  },
];
