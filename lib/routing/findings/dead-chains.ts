import type { GraphChain } from "../schema";
import { fixWith, renameChain } from "./chain-edits";
import { isKnownName, listReadChains, nameChain } from "./name-lookup";
import type { FindingContext, Hit } from "./rule";

const meansEverybody = /^(?:_?default|defaults|default_fallbacks?|all|any|everything|fallbacks?|global)$/i;

const isPattern = (key: string): boolean => key.includes("*") && key !== "*";

/** A key that nobody asks for: a word that is meant as `*`, or a pattern, which the gateway compares letter by letter. */
export const isDeadKey = (context: FindingContext, key: string): boolean =>
  isPattern(key) ? !context.index.aliases.has(key) : meansEverybody.test(key) && !isKnownName(context, key);

/** The key may become `*` where no other chain serves every model, and where `*` counts in a list of its kind. */
const canBecomeDefault = ({ graph, fallbackRules }: FindingContext, chain: GraphChain): boolean =>
  fallbackRules.remembersAttempts &&
  (chain.kind === "general" || fallbackRules.specialListsMatchLoosely) &&
  !graph.chains.some(
    ({ source, kind }) => source === "*" && (kind === chain.kind || (kind === "default" && chain.kind === "general")),
  );

const reportKey = (context: FindingContext, chain: GraphChain): Hit => {
  const isWord = !isPattern(chain.source);
  const isDefault = isWord && canBecomeDefault(context, chain);
  return {
    place: chain.place,
    message: isWord
      ? `${nameChain(context, chain)} are never used: no model is called ${chain.source}, and only \`*\` stands for every model.`
      : `${nameChain(context, chain)} are never used: a key with \`*\` in it is compared letter by letter, and nobody asks for that name.`,
    subject: "dead",
    models: [chain.source],
    advice: isWord
      ? "For a chain that serves every model without a chain of its own write `*`."
      : "Write a chain for each model that the pattern serves, or one for `*`.",
    ...(isDefault ? fixWith(`Write * for ${chain.source}`, renameChain(context, chain, "*")) : {}),
  };
};

/** Before 1.104 the special lists match exact names only. Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md. */
const isDeadDefault = ({ fallbackRules }: FindingContext, { kind, source }: GraphChain): boolean =>
  source === "*" && (kind === "context_window" || kind === "content_policy") && !fallbackRules.specialListsMatchLoosely;

export const findDeadChains = (context: FindingContext): Hit[] => {
  const targets = new Set(context.graph.chains.flatMap((chain) => chain.targets));
  return listReadChains(context).flatMap((chain): Hit[] => {
    if (isDeadDefault(context, chain))
      return [
        {
          place: chain.place,
          message: `${nameChain(context, chain)} are never used: before 1.104 the gateway does not read \`*\` in this list.`,
          advice: "Write a chain for each model, or run a newer gateway.",
        },
      ];
    return isDeadKey(context, chain.source) && !targets.has(chain.source) ? [reportKey(context, chain)] : [];
  });
};
