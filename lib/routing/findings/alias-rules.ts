import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const findAliasesWithoutChain = ({ graph, lists }: FindingContext): Hit[] =>
  graph.aliases.flatMap((alias): Hit[] => {
    const { target } = alias;
    if (target === null || target === alias.name) return [];
    if (!lists.general.exact.has(target) || lists.general.exact.has(alias.name)) return [];
    const instead = lists.general.catchAll ? "the default chain instead" : "no fallback";
    return [
      {
        place: alias.place,
        message: `The alias ${alias.name} does not inherit the fallbacks of ${target}: it has ${instead}.`,
        models: [alias.name, target],
      },
    ];
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
