import type { Place } from "@/lib/config/schema";
import type { GraphChain } from "../schema";
import { capabilityOf } from "./capability";
import { isKnownName, listInWords, modelOf, nameKind, storesModels } from "./name-lookup";
import { findCatchAll, findOwnChain } from "./own-chain";
import type { FindingContext, Hit } from "./rule";

type Kind = "context_window" | "content_policy";

/** A longer prompt is not served by windows that are known to be no larger, so nothing is lost with such a chain. */
const couldHelp = (context: FindingContext, kind: Kind, chain: GraphChain): boolean => {
  const own = kind === "context_window" ? capabilityOf(context, chain.source)?.window : null;
  if (!own) return chain.targets.length > 0;
  return chain.targets.some((target) => {
    const window = capabilityOf(context, target)?.window;
    return !window || window.most > own.least;
  });
};

const placeOf = ({ reading }: FindingContext, chains: readonly GraphChain[], kind: Kind): Place | null => {
  const [first] = chains;
  const setting = reading.settings.find(
    ({ key, section }) => key === `${kind}_fallbacks` && section === (first?.section ?? "litellm_settings"),
  );
  return setting?.place ?? first?.place ?? null;
};

const findOf = (context: FindingContext, kind: Kind): Hit[] => {
  const list = context.lists[kind];
  const place = list && placeOf(context, list.chains, kind);
  if (!list || !place) return [];
  const without = [...context.lists.general.exact.values()]
    .filter(({ source, targets }) => source !== "*" && targets.length > 0)
    .filter(({ source }) => storesModels(context) || isKnownName(context, source))
    .filter(({ source }) => !findOwnChain(context, kind, source) && !findCatchAll(context, kind))
    .filter((chain) => couldHelp(context, kind, chain))
    .map(({ source }) => source);
  if (without.length === 0) return [];
  const failures = kind === "context_window" ? "a prompt that is too long" : "a refusal on policy";
  return [
    {
      place,
      message: `After ${failures}, ${listInWords(without)} ${without.length > 1 ? "fall" : "falls"} back on nothing: the ${nameKind(kind)} have no entry for ${without.length > 1 ? "them" : "it"}, and the general ones are not used then.`,
      subject: `${kind} ${without.join(" ")}`,
      models: without.map((name) => modelOf(context, name)),
    },
  ];
};

/** Models with general fallbacks and none for a kind of failure that has a list of its own. */
export const findWithoutContextChain = (context: FindingContext): Hit[] => [
  ...findOf(context, "context_window"),
  ...findOf(context, "content_policy"),
];
