import { planAttempts } from "../plan-attempts";
import { resolveName } from "../resolve-name";
import type { FailureKind, GraphChain } from "../schema";
import { drawLoop, findLoops } from "./cycles";
import { nameChain } from "./name-rules";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const kindOf = (chain: GraphChain): FailureKind => (chain.kind === "default" ? "general" : chain.kind);

const effectiveChains = ({ graph }: FindingContext): GraphChain[] => graph.chains.filter(({ effective }) => effective);

const findSelfReferences = (context: FindingContext): Hit[] =>
  effectiveChains(context).flatMap((chain) =>
    chain.targets.flatMap((target, at): Hit[] =>
      target === chain.source && chain.source !== "*" && chain.targetKeys[at] === target
        ? [
            {
              place: chain.targetPlaces[at] ?? chain.place,
              message: `${nameChain(chain)} lead back to ${target} itself.`,
              models: [chain.source],
            },
          ]
        : [],
    ),
  );

/** Names of one group are one place in a loop; names that a wildcard serves are models of their own. */
const groupOf = ({ index }: FindingContext, name: string): string => {
  const found = resolveName(index, name, null);
  return found && found.how !== "wildcard" ? found.group : name;
};

/** Who is asked after whom, group by group; before 1.97 the default chain closes loops too. */
const readEdges = (context: FindingContext, kind: FailureKind): Map<string, Set<string>> => {
  const edges = new Map<string, Set<string>>();
  const chains = effectiveChains(context).filter((chain) => kindOf(chain) === kind);
  const own = new Set(chains.map(({ source }) => groupOf(context, source)));
  const connect = (from: string, chain: GraphChain, isCatchAll: boolean) => {
    const targets = edges.get(from) ?? new Set<string>();
    for (const target of chain.targets) {
      const group = groupOf(context, target);
      if (target !== chain.source && !(isCatchAll && group === from)) targets.add(group);
    }
    edges.set(from, targets);
  };
  for (const chain of chains)
    if (chain.source !== "*") connect(groupOf(context, chain.source), chain, false);
    else if (!context.fallbackRules.remembersAttempts)
      for (const group of context.graph.groups) if (!own.has(group)) connect(group, chain, true);
  return edges;
};

const describeLoop = (context: FindingContext, kind: FailureKind, loop: string[]): Hit[] => {
  const members = new Set(loop);
  const chain = effectiveChains(context).find(
    (candidate) =>
      kindOf(candidate) === kind && (members.has(groupOf(context, candidate.source)) || candidate.source === "*"),
  );
  const model = loop[0];
  if (!chain || model === undefined) return [];
  const calls = planAttempts(context.graph, { model, kind, version: context.version }).hops.length;
  return [
    {
      place: chain.place,
      message: `Fallbacks run in a loop: ${loop.join(" → ")}.`,
      severity: context.fallbackRules.remembersAttempts ? "warning" : "error",
      advice: `When all of them fail, a request for ${model} makes ${calls} upstream call${calls === 1 ? "" : "s"} on this version. Keep it if mutual backup is meant; otherwise remove one of these hops.`,
      models: [...members],
    },
  ];
};

const findCycles = (context: FindingContext): Hit[] =>
  (["general", "context_window", "content_policy"] as const).flatMap((kind) => {
    const edges = readEdges(context, kind);
    return findLoops(edges).flatMap((members) => describeLoop(context, kind, drawLoop(members, edges)));
  });

const findEmptyChains = (context: FindingContext): Hit[] =>
  effectiveChains(context)
    .filter(({ targets, source }) => targets.length === 0 && source !== "*")
    .map((chain) => ({ place: chain.place, message: `${nameChain(chain)} are empty.`, models: [chain.source] }));

const findRepeats = (chain: GraphChain): Hit[] =>
  chain.targetKeys.flatMap((key, at) =>
    chain.targetKeys.indexOf(key) < at && chain.targets[at] !== chain.source
      ? [
          {
            place: chain.targetPlaces[at] ?? chain.place,
            message: `${nameChain(chain)} name ${chain.targets[at]} twice; the second is never reached.`,
            models: [chain.source],
          },
        ]
      : [],
  );

/** Hops that a request for the chain's model would come to if it were allowed one fallback more. */
const findBeyondDepth = (context: FindingContext, chain: GraphChain): Hit[] => {
  if (chain.source === "*") return [];
  const plan = planAttempts(context.graph, { model: chain.source, kind: kindOf(chain), version: context.version });
  const called = new Set(plan.hops.map(({ group }) => group));
  const missed = plan.cut.filter(({ rule, group }) => rule === "max-fallbacks" && !called.has(groupOf(context, group)));
  const limit = context.graph.settings.maxFallbacks;
  return [...new Map(missed.map((hop) => [hop.group, hop])).values()].map(({ group, via }) => ({
    place: chain.place,
    message: `A request for ${chain.source} never reaches ${group} (${via}): max_fallbacks is ${limit}.`,
    models: [chain.source],
  }));
};

const findUnreachableHops = (context: FindingContext): Hit[] =>
  effectiveChains(context).flatMap((chain) => [...findRepeats(chain), ...findBeyondDepth(context, chain)]);

const findDuplicateChains = (context: FindingContext): Hit[] =>
  [context.lists.general, context.lists.context_window, context.lists.content_policy].flatMap((list) =>
    [...(list?.sources.values() ?? [])].flatMap((chains) => {
      const read = chains[0]?.source === "*" ? chains.at(-1) : chains[0];
      return chains
        .filter((chain) => chain !== read)
        .map((chain) => ({
          place: chain.place,
          message: `${nameChain(chain)} are written more than once; only the ${chain.source === "*" ? "last" : "first"} list is read.`,
          models: [chain.source],
        }));
    }),
  );

export const chainRules: FindingRule[] = [
  {
    id: "self-reference",
    severity: "error",
    title: "A model falls back on itself",
    explain: "The gateway skips the hop: it protects nothing.",
    advice: "Remove the hop, or name another model.",
    source: gatewayRules,
    check: findSelfReferences,
  },
  {
    id: "cycle",
    severity: "warning",
    title: "Fallbacks run in a loop",
    explain:
      "Since 1.97 the gateway tries each name once, so mutual backup is harmless; before, a loop multiplies calls up to the depth limit.",
    advice: "Keep it if mutual backup is meant; otherwise remove one of the hops.",
    source: gatewayRules,
    check: findCycles,
  },
  {
    id: "empty-chain",
    severity: "error",
    title: "A chain has no targets",
    explain: "An empty chain still counts as the model's own: not even the default chain is tried.",
    advice: "Add a target, or remove the chain.",
    source: gatewayRules,
    check: findEmptyChains,
  },
  {
    id: "unreachable-hop",
    severity: "warning",
    title: "A hop is never reached",
    explain: "The gateway tries each name once per request, and no fallback at all when max_fallbacks is 0.",
    advice: "Remove the hop, or change the rule that cuts it.",
    source: gatewayRules,
    check: findUnreachableHops,
  },
  {
    id: "duplicate-chain",
    severity: "warning",
    title: "A model has two chains of one kind",
    explain:
      "The gateway reads the first entry of a model; of several `*` entries, or with `default_fallbacks`, the last.",
    advice: "Merge them into one, in the order that is meant.",
    source: gatewayRules,
    check: findDuplicateChains,
  },
];
