import { isKnownName } from "./name-rules";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const findAliasTargets = (context: FindingContext): Hit[] =>
  context.graph.aliases.flatMap((alias): Hit[] => {
    const { target } = alias;
    if (target === null) return [];
    const isChained = context.index.aliases.has(target) && !context.index.groups.has(target);
    if (!isChained && isKnownName(context, target)) return [];
    return [
      {
        place: alias.place,
        message: isChained
          ? `The alias ${alias.name} leads to ${target}, which is an alias itself; the gateway follows one only.`
          : `The alias ${alias.name} leads to ${target}, and nothing answers to that name.`,
        models: [alias.name],
        ...(context.hasDatabase ? { severity: "warning" as const } : {}),
      },
    ];
  });

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
    id: "unknown-alias-target",
    severity: "error",
    title: "An alias leads nowhere",
    explain: "The gateway lists the alias, and answers requests for it with 400.",
    advice: "Let the alias name a model group.",
    source: gatewayRules,
    check: findAliasTargets,
  },
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
