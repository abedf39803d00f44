import type { GraphChain } from "../schema";
import { type Capability, capabilityOf } from "./capability";
import { findWithoutContextChain } from "./context-chains";
import { describeList, describeName, listReadChains, nameChain } from "./name-lookup";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

type Pair = { chain: GraphChain; at: number; target: string; from: Capability; to: Capability };

/** Each model with each hop of its chain, where both are told by the file. */
const listPairs = (context: FindingContext): Pair[] =>
  listReadChains(context).flatMap((chain) => {
    const from = chain.source === "*" ? null : capabilityOf(context, chain.source);
    if (!from) return [];
    return chain.targets.flatMap((target, at) => {
      const to = target === chain.source || chain.mapTarget[at] ? null : capabilityOf(context, target);
      return to ? [{ chain, at, target, from, to }] : [];
    });
  });

const hitAt = ({ chain, at, target }: Pair, about: string, rest: Omit<Hit, "place">): Hit => ({
  place: chain.targetPlaces[at] ?? chain.place,
  subject: `${about} ${target}`,
  models: [chain.source],
  ...rest,
});

const inTokens = (tokens: number): string => `${tokens.toLocaleString("en")} tokens`;

/** A context-window chain must lead to a larger window; in any other chain a smaller one is worth a note. */
const findSmaller = (context: FindingContext): Hit[] =>
  listPairs(context).flatMap((pair): Hit[] => {
    const { chain, target, from, to } = pair;
    if (!from.window || !to.window) return [];
    const isForSize = chain.kind === "context_window";
    const isSmaller = to.window.most < from.window.least || (isForSize && to.window.most <= from.window.least);
    if (!isSmaller) return [];
    const windows = `${inTokens(to.window.most)} against ${inTokens(from.window.least)}`;
    return [
      hitAt(pair, "window", {
        message: isForSize
          ? `The ${describeList(context, chain)} lead to ${describeName(context, target)}, whose window is no larger: ${windows}.`
          : `${describeName(context, target)} takes less than ${describeName(context, chain.source)}, whose fallback it is: ${windows}.`,
        ...(isForSize ? { severity: "warning" as const, advice: "Name a model with a larger window." } : {}),
      }),
    ];
  });

const inMode = (mode: string): string => mode.replaceAll("_", " ");

const compareModes = (context: FindingContext, pair: Pair): Hit[] => {
  const { chain, target, from, to } = pair;
  if (!from.mode || !to.mode) return [];
  if (from.mode.name !== to.mode.name)
    return [
      hitAt(pair, "mode", {
        message: `${nameChain(context, chain)} lead to ${describeName(context, target)}: a model for ${inMode(to.mode.name)} cannot answer for one for ${inMode(from.mode.name)}.`,
        ...(from.mode.isWritten && to.mode.isWritten ? { severity: "error" as const } : {}),
        advice: "Name a model of the same kind, or correct `model_info.mode`.",
      }),
    ];
  const isOther = from.mode.name === "embedding" && [...to.upstream].every((name) => !from.upstream.has(name));
  return isOther
    ? [
        hitAt(pair, "vectors", {
          message: `${describeName(context, target)} embeds otherwise than ${describeName(context, chain.source)}: vectors of two models cannot be compared, so answers of the fallback would spoil an index.`,
          severity: "info",
          advice: "Fall back on the same model at another backend.",
        }),
      ]
    : [];
};

/** What the target denies is lost; what it does not mention, where it mentions others, is worth a note. */
const compareFlags = (context: FindingContext, pair: Pair): Hit[] => {
  const { chain, target, from, to } = pair;
  return [...from.supports].flatMap((flag): Hit[] => {
    const isDenied = to.lacks.has(flag);
    const isMissing = !to.supports.has(flag) && to.supports.size + to.lacks.size > 0;
    if (!isDenied && !isMissing) return [];
    return [
      hitAt(pair, flag, {
        message: isDenied
          ? `${describeName(context, target)} has no ${flag}, and ${describeName(context, chain.source)}, whose fallback it is, has.`
          : `${describeName(context, target)} does not say that it has ${flag}, and ${describeName(context, chain.source)}, whose fallback it is, does.`,
        ...(isDenied ? {} : { severity: "info" as const }),
      }),
    ];
  });
};

const isDearer = (one: Capability["price"], other: Capability["price"]): boolean =>
  one !== null &&
  other !== null &&
  one.input >= other.input &&
  one.output >= other.output &&
  one.input + one.output > other.input + other.output;

const findDearerFirst = (context: FindingContext): Hit[] =>
  listReadChains(context).flatMap((chain): Hit[] => {
    const prices = chain.targets.map((target) => capabilityOf(context, target)?.price ?? null);
    const at = prices.findIndex((price, index) => prices.some((later, next) => next > index && isDearer(price, later)));
    if (at < 0) return [];
    const cheaper = chain.targets.find((_, next) => next > at && isDearer(prices[at] ?? null, prices[next] ?? null));
    return [
      {
        place: chain.targetPlaces[at] ?? chain.place,
        message: `${nameChain(context, chain)} ask ${chain.targets[at]} before ${cheaper}, which costs less.`,
        subject: "price",
        models: chain.source === "*" ? [] : [chain.source],
      },
    ];
  });

export const capabilityRules: FindingRule[] = [
  {
    id: "smaller-context",
    severity: "info",
    title: "A fallback takes shorter prompts",
    explain: "A prompt that fits the model need not fit its fallback, which then fails too.",
    advice: "Put a model with as large a window before it, or give the model context-window fallbacks.",
    source: gatewayRules,
    check: findSmaller,
  },
  {
    id: "lost-capability",
    severity: "warning",
    title: "A fallback cannot do what its model does",
    explain: "Requests that use the ability fail at the fallback, or are answered without it.",
    advice: "Name a fallback that has it, or correct `model_info`.",
    source: gatewayRules,
    check: (context) =>
      listPairs(context).flatMap((pair) => [...compareModes(context, pair), ...compareFlags(context, pair)]),
  },
  {
    id: "dearer-first",
    severity: "info",
    title: "A dearer fallback is asked before a cheaper one",
    explain: "Every request that falls back is billed at the first price; the cheaper model waits behind it.",
    advice: "Swap them, unless the first one is better for these requests.",
    source: gatewayRules,
    check: findDearerFirst,
  },
  {
    id: "no-context-chain",
    severity: "warning",
    title: "Some failures fall back on nothing",
    explain:
      "Once a list for context-window or content-policy failures exists, the gateway uses it for such failures of every model, and its general fallbacks no more.",
    advice: "Give these models an entry in that list too, or a `*` entry.",
    source: gatewayRules,
    check: findWithoutContextChain,
  },
];
