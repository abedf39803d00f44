import { FailureKind, type GraphAlias, type GraphChain } from "../schema";
import { copyChain, fixWith } from "./chain-edits";
import { listInWords, lookUp, nameKind } from "./name-lookup";
import { findOwnChain } from "./own-chain";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const listMissing = (context: FindingContext, alias: GraphAlias, target: string): GraphChain[] =>
  FailureKind.options.flatMap((kind) => {
    if (kind !== "general" && context.lists[kind] === null) return [];
    const chain = findOwnChain(context, kind, target);
    return chain && chain.targets.length > 0 && !findOwnChain(context, kind, alias.name) ? [chain] : [];
  });

const report = (context: FindingContext, alias: GraphAlias, target: string, missing: GraphChain[]): Hit => {
  const kinds = missing.map(({ kind }) => nameKind(kind));
  const isGeneral = missing.some(({ kind }) => kind === "general");
  const instead = isGeneral && context.lists.general.catchAll ? "the default chain instead" : "none";
  const copies = missing.map((chain) => copyChain(context, chain, alias.name));
  return {
    place: alias.place,
    message: `The alias ${alias.name} answers with ${target} and does not inherit its ${listInWords(kinds)}: it has ${instead}.`,
    subject: target,
    models: [alias.name, target],
    ...fixWith(`Give ${alias.name} the chain of ${target}`, ...copies),
  };
};

const findAliasesWithoutChain = (context: FindingContext): Hit[] =>
  context.graph.aliases.flatMap((alias): Hit[] => {
    const { target } = alias;
    if (target === null || target === alias.name || lookUp(context, alias.name) === null) return [];
    const missing = listMissing(context, alias, target);
    return missing.length > 0 ? [report(context, alias, target, missing)] : [];
  });

export const aliasRules: FindingRule[] = [
  {
    id: "alias-without-chain",
    severity: "warning",
    title: "An alias lacks the fallbacks of its model",
    explain: "The gateway looks chains up under the name that was requested, so an alias needs a chain of its own.",
    advice: "Give the alias the same chain as its model.",
    source: gatewayRules,
    check: findAliasesWithoutChain,
  },
];
