import { stripProvider } from "../known-providers";
import type { GraphChain } from "../schema";
import { findUnknownAliasTargets } from "./alias-targets";
import { fixWith, renameChain, renameHop } from "./chain-edits";
import { isDeadKey } from "./dead-chains";
import { isKnownName, listInWords, listReadChains, lookUp, nameChain } from "./name-lookup";
import { interpretName, isWorthSaying, type Meaning, severityBeside } from "./name-meaning";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const describeStandIn = (context: FindingContext, target: string): string => {
  const { firstDefault } = context.lists;
  const standsIn = firstDefault !== null && firstDefault !== target && context.index.groups.has(firstDefault);
  return standsIn ? ` The gateway asks ${firstDefault} in its place, the first of the default chain.` : "";
};

const fixHop = (context: FindingContext, chain: GraphChain, at: number, { near }: Meaning) => {
  const isUsable = near?.certain && near.name !== chain.source && !chain.targets.includes(near.name);
  return isUsable
    ? fixWith(`Write ${near.name} for ${chain.targets[at]}`, renameHop(context, chain, at, near.name))
    : {};
};

const reportTarget = (context: FindingContext, chain: GraphChain, at: number, meaning: Meaning): Hit => {
  const target = chain.targets[at] ?? "";
  const standIn = describeStandIn(context, target);
  return {
    place: chain.targetPlaces[at] ?? chain.place,
    message: `${nameChain(context, chain)} lead to ${target}, and nothing answers to that name.${meaning.note}${standIn}`,
    subject: target,
    models: chain.source === "*" ? [] : [chain.source],
    ...severityBeside(context),
    ...(meaning.advice ? { advice: meaning.advice } : {}),
    ...fixHop(context, chain, at, meaning),
  };
};

type UnknownHop = { chain: GraphChain; at: number; target: string; meaning: Meaning };

const listUnknownHops = (context: FindingContext): UnknownHop[] =>
  listReadChains(context).flatMap((chain) =>
    chain.targets.flatMap((target, at) =>
      isKnownName(context, target) ? [] : [{ chain, at, target, meaning: interpretName(context, target) }],
    ),
  );

/** One note for all names that the database must hold. */
const noteStored = (hops: readonly UnknownHop[]): Hit[] => {
  const [first] = hops;
  if (!first) return [];
  const names = [...new Set(hops.map(({ target }) => target))];
  const [these, them] = names.length > 1 ? ["these names", "them"] : ["that name", "it"];
  return [
    {
      place: first.chain.targetPlaces[first.at] ?? first.chain.place,
      message: `Fallbacks lead to ${listInWords(names)}, and no model of this file has ${these}: the database must hold ${them}.`,
      severity: "info",
      advice: "Look the names up in the running gateway.",
    },
  ];
};

const findUnknownTargets = (context: FindingContext): Hit[] => {
  const hops = listUnknownHops(context);
  const said = hops.filter(({ meaning }) => isWorthSaying(context, meaning));
  const stored =
    context.reading.deployments.length > 0 ? hops.filter(({ meaning }) => !isWorthSaying(context, meaning)) : [];
  return [...said.map(({ chain, at, meaning }) => reportTarget(context, chain, at, meaning)), ...noteStored(stored)];
};

const findUnknownTiers = (context: FindingContext): Hit[] =>
  context.graph.deployments.flatMap((deployment) =>
    (deployment.tiers ?? []).flatMap((tier): Hit[] => {
      const meaning = isKnownName(context, tier) ? null : interpretName(context, tier);
      if (!meaning || !isWorthSaying(context, meaning)) return [];
      return [
        {
          place: deployment.place,
          message: `The router ${deployment.group} chooses ${tier} for some prompts, and nothing answers to that name.${meaning.note}`,
          models: [deployment.group],
          ...severityBeside(context),
          ...(meaning.advice ? { advice: meaning.advice } : {}),
        },
      ];
    }),
  );

/** A key also serves names that are written with a provider in front, and the other way round. */
const listBareNames = ({ index }: FindingContext): ReadonlySet<string> =>
  new Set([...index.groups.keys(), ...index.aliases.keys()].flatMap((name) => stripProvider(name) ?? []));

const isRequestable = (context: FindingContext, bareNames: ReadonlySet<string>, key: string): boolean => {
  const bare = stripProvider(key);
  return isKnownName(context, key) || bareNames.has(key) || (bare !== null && lookUp(context, bare) !== null);
};

/** With a wildcard group the proxy lets every name through, so a request for just this one does use the chain. */
const describeUse = ({ index }: FindingContext): string =>
  index.patterns.length > 0
    ? "are used only where a client asks for that very name: no model, alias or deployment has it, and the wildcard groups let it through"
    : "are never used: no model, alias or deployment has that name";

const reportKey = (context: FindingContext, chain: GraphChain): Hit => {
  const { near, note, advice } = interpretName(context, chain.source);
  const isTaken = context.graph.chains.some(({ source, kind }) => source === near?.name && kind === chain.kind);
  const isUsable = near?.certain && !isTaken && !chain.targets.includes(near.name);
  return {
    place: chain.place,
    message: `${nameChain(context, chain)} ${describeUse(context)}.${note}`,
    subject: "key",
    ...(advice ? { advice } : {}),
    ...(isUsable ? fixWith(`Rename the key to ${near.name}`, renameChain(context, chain, near.name)) : {}),
  };
};

const findUnknownKeys = (context: FindingContext): Hit[] => {
  if (context.hasDatabase) return [];
  const targets = new Set(context.graph.chains.flatMap((chain) => chain.targets));
  const bareNames = listBareNames(context);
  return listReadChains(context)
    .filter(({ source }) => source !== "*" && !targets.has(source) && !isDeadKey(context, source))
    .filter(({ source }) => !isRequestable(context, bareNames, source))
    .map((chain) => reportKey(context, chain));
};

export const nameRules: FindingRule[] = [
  {
    id: "unknown-target",
    severity: "error",
    title: "A fallback or an alias leads to a name that nothing answers to",
    explain: "The gateway accepts the name, and fails with a bad request when it is needed.",
    advice: "Name a model group, an alias, a deployment id or a raw model of this file.",
    source: gatewayRules,
    check: (context) => [
      ...findUnknownTargets(context),
      ...findUnknownAliasTargets(context),
      ...findUnknownTiers(context),
    ],
  },
  {
    id: "unknown-key",
    severity: "warning",
    title: "A chain belongs to a model that does not exist",
    explain:
      "The gateway refuses requests for the name, so the chain is never read, unless a wildcard group lets it through.",
    advice: "Rename the key to the model that it is meant for, or remove the chain.",
    source: gatewayRules,
    check: findUnknownKeys,
  },
];
