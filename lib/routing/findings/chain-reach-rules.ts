import { findSetting } from "../effective-settings";
import type { GraphChain } from "../schema";
import { dropHop, fixWith, isEditable } from "./chain-edits";
import { findMissedHops, type MissedHop } from "./chain-reach";
import { describeList, describeName, listInWords, listReadChains, nameChain } from "./name-lookup";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const findRepeats = (context: FindingContext): Hit[] =>
  listReadChains(context).flatMap((chain) => {
    const first = new Map<string, number>();
    return chain.targetKeys.flatMap((key, at): Hit[] => {
      const isAgain = first.has(key);
      first.set(key, first.get(key) ?? at);
      const target = chain.targets[at] ?? key;
      if (!isAgain || target === chain.source) return [];
      return [
        {
          place: chain.targetPlaces[at] ?? chain.place,
          message: `${nameChain(context, chain)} name ${target} twice; the second is never reached, because each name is tried once.`,
          subject: `twice ${target}`,
          models: chain.source === "*" ? [] : [chain.source],
          ...fixWith(`Take the second ${target} out of the chain`, dropHop(context, chain, at)),
        },
      ];
    });
  });

/** Hops of a list that is not read, where the one that is read lacks them. */
const findShadowed = ({ lists }: FindingContext): { chain: GraphChain; lost: number[] }[] =>
  [lists.general, lists.context_window, lists.content_policy].flatMap((list) =>
    [...(list?.sources.values() ?? [])].flatMap((chains) => {
      const read = chains[0]?.source === "*" ? chains.at(-1) : chains[0];
      const known = new Set(read?.targetKeys);
      return chains
        .filter((chain) => chain !== read)
        .map((chain) => ({
          chain,
          lost: [...chain.targetKeys.keys()].filter((at) => !known.has(chain.targetKeys[at] ?? "")),
        }))
        .filter(({ lost }) => lost.length > 0);
    }),
  );

const reportShadowed = (context: FindingContext): Hit[] =>
  findShadowed(context).map(({ chain, lost }) => {
    const names = listInWords(lost.map((at) => chain.targets[at] ?? ""));
    const which = chain.source === "*" ? "the last list for every model" : `the first list of ${chain.source}`;
    return {
      place: chain.targetPlaces[lost[0] ?? 0] ?? chain.place,
      message: `${nameChain(context, chain)} never reach ${names}: ${which} is read, and this is another.`,
      subject: `shadowed ${names}`,
      models: chain.source === "*" ? [] : [chain.source],
      advice: "Move the hop into the list that is read, or remove this list.",
    };
  });

const allowMore = (context: FindingContext, enough: number | null) => {
  const setting = findSetting(context.reading, "max_fallbacks");
  const section = setting?.section === "litellm_settings" ? "litellm_settings" : "router_settings";
  return enough === null || (setting && !isEditable(context, setting.place))
    ? {}
    : fixWith(`Allow ${enough} fallbacks in a row`, {
        type: "set-setting",
        section,
        key: "max_fallbacks",
        value: enough,
      });
};

const reportMissed = (context: FindingContext, { chain, at, requests }: MissedHop, enough: number | null): Hit => {
  const target = chain.targets[at] ?? "";
  const limit = context.graph.settings.maxFallbacks;
  const asked = requests.map((name) => describeName(context, name));
  return {
    place: chain.targetPlaces[at] ?? chain.place,
    message: `A request for ${listInWords(asked)} never reaches ${target} of the ${describeList(context, chain)}: max_fallbacks is ${limit}.`,
    subject: `depth ${target} ${chain.kind} ${chain.source}`,
    models: [...new Set([...requests, ...(chain.source === "*" ? [] : [chain.source])])],
    advice:
      enough === null
        ? "Shorten the chains, or raise max_fallbacks."
        : `Raise max_fallbacks to ${enough}, or shorten the chains.`,
    ...allowMore(context, enough),
  };
};

/** So many hops cut by depth are one thing to say. */
const manyHops = 12;

const reportMany = (context: FindingContext, hops: readonly MissedHop[], enough: number | null): Hit[] => {
  const [first] = hops;
  if (!first) return [];
  const limit = context.graph.settings.maxFallbacks;
  const targets = [...new Set(hops.map(({ chain, at }) => chain.targets[at] ?? ""))];
  const requests = [...new Set(hops.flatMap((hop) => hop.requests))];
  return [
    {
      place:
        findSetting(context.reading, "max_fallbacks")?.place ?? first.chain.targetPlaces[first.at] ?? first.chain.place,
      message: `max_fallbacks is ${limit}, which cuts ${hops.length} hops of longer chains, to ${listInWords(targets)}, from requests for ${listInWords(requests)}.`,
      subject: "depth of many",
      models: requests,
      advice: "Shorten the chains, or raise max_fallbacks.",
      ...allowMore(context, enough),
    },
  ];
};

/** With no fallback allowed one finding says it for all chains. */
const reportOff = (context: FindingContext, chains: readonly GraphChain[]): Hit[] => {
  const [first] = chains;
  if (!first) return [];
  const limit = context.graph.settings.maxFallbacks;
  const count = chains.length === 1 ? "the one chain that is" : `the ${chains.length} chains that are`;
  return [
    {
      place: findSetting(context.reading, "max_fallbacks")?.place ?? first.place,
      message: `max_fallbacks is ${limit}, so no fallback is ever tried, and ${count} written here never begin.`,
      subject: "depth 0",
      models: chains.map(({ source }) => source).filter((source) => source !== "*"),
      advice: "Raise max_fallbacks, or remove the setting: 5 is the default.",
    },
  ];
};

const findUnreachableHops = (context: FindingContext): Hit[] => {
  const { graph, fallbackRules } = context;
  if (graph.settings.maxFallbacks <= 0)
    return reportOff(
      context,
      listReadChains(context).filter(({ targets }) => targets.length > 0),
    );
  const { hops, enough } = findMissedHops(context);
  return [
    ...(fallbackRules.remembersAttempts ? findRepeats(context) : []),
    ...reportShadowed(context),
    ...(hops.length > manyHops
      ? reportMany(context, hops, enough)
      : hops.map((missed) => reportMissed(context, missed, enough))),
  ];
};

export const chainReachRules: FindingRule[] = [
  {
    id: "unreachable-hop",
    severity: "warning",
    title: "A hop is never reached",
    explain:
      "The gateway tries each name once per request, reads one list of a model, and follows chains only as deep as max_fallbacks allows.",
    advice: "Remove the hop, or change the rule that cuts it.",
    source: gatewayRules,
    check: findUnreachableHops,
  },
];
