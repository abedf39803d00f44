import { stripProvider } from "../known-providers";
import type { GraphChain } from "../schema";
import { copyChain, dropChain, dropEntry, dropHop, fixWith, valueAtPath } from "./chain-edits";
import { findDeadChains } from "./dead-chains";
import { describeName, isKnownName, listReadChains, lookUp, nameChain } from "./name-lookup";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

/** Another name for the model that the chain belongs to; one deployment among several of a group is no such name. */
const isOwnModel = (context: FindingContext, source: string, target: string): boolean => {
  const [own, found] = [lookUp(context, source), lookUp(context, target)];
  if (!own || !found || own.how === "wildcard" || found.how === "wildcard" || own.group !== found.group) return false;
  return own.how !== "id" && (found.how !== "id" || own.deployments.length === 1);
};

/** A hop that leads on to another chain is replaced by that chain, or left to the operator. */
const fixSelf = (context: FindingContext, chain: GraphChain, at: number) => {
  const target = chain.targets[at] ?? "";
  const onward = target === chain.source ? undefined : context.lists.general.exact.get(target);
  if (!onward) return fixWith(`Take ${target} out of its own chain`, dropHop(context, chain, at));
  return chain.targets.length === 1 && chain.kind === "general"
    ? fixWith(`Give ${chain.source} the chain of ${target}`, copyChain(context, onward, chain.source))
    : {};
};

const reportSelf = (context: FindingContext, chain: GraphChain, at: number): Hit | null => {
  const target = chain.targets[at] ?? "";
  const isSkipped = target === chain.source && chain.targetKeys[at] === target;
  // A map that names its own model changes parameters of the call, so it is no slip.
  if (chain.source === "*" || (chain.mapTarget[at] && !isSkipped)) return null;
  if (!isSkipped && !isOwnModel(context, chain.source, target)) return null;
  return {
    place: chain.targetPlaces[at] ?? chain.place,
    message: isSkipped
      ? `${nameChain(context, chain)} lead back to ${target} itself.`
      : `${nameChain(context, chain)} lead to ${describeName(context, target)}: the model that has just failed is asked again.`,
    subject: target,
    models: [chain.source],
    ...(isSkipped ? {} : { severity: "warning" as const }),
    ...fixSelf(context, chain, at),
  };
};

const findSelfReferences = (context: FindingContext): Hit[] =>
  listReadChains(context).flatMap((chain) => chain.targets.flatMap((_, at) => reportSelf(context, chain, at) ?? []));

/** Nothing stands in the list; one that holds only what is no target has the wrong shape instead. */
const isEmptyList = (context: FindingContext, { targets, place }: GraphChain): boolean => {
  if (targets.length > 0) return false;
  const written = valueAtPath(context, place);
  return !Array.isArray(written) || written.length === 0;
};

const findEmptyChains = (context: FindingContext): Hit[] =>
  listReadChains(context)
    .filter(({ source, kind }) => source !== "*" && kind !== "default")
    .filter((chain) => isEmptyList(context, chain))
    .map((chain) => {
      const keepsDefaultAway = chain.kind === "general" && context.lists.general.catchAll !== null;
      return {
        place: chain.place,
        message: keepsDefaultAway
          ? `${nameChain(context, chain)} are empty, which keeps the default chain away from it.`
          : `${nameChain(context, chain)} are empty.`,
        subject: "empty",
        models: [chain.source],
        ...(keepsDefaultAway ? {} : fixWith("Remove the empty chain", dropChain(context, chain))),
      };
    });

/** The first default chain stands in for unknown names, whichever is read for the others. */
const isStandIn = (context: FindingContext, source: string): boolean =>
  source === "*" && listReadChains(context).some(({ targets }) => targets.some((name) => !isKnownName(context, name)));

/** A name with a provider finds the last list of its bare name, and the other way round, so both lists may be read. */
const isReadElsewhere = ({ index, graph }: FindingContext, source: string): boolean => {
  const bare = stripProvider(source);
  const names = [...index.groups.keys(), ...index.aliases.keys(), ...graph.chains.flatMap(({ targets }) => targets)];
  return names.some((name) => name === bare || stripProvider(name) === source);
};

const reportDuplicate = (context: FindingContext, chain: GraphChain, read: GraphChain | undefined): Hit => {
  const isSame = read !== undefined && read.targetKeys.join("\n") === chain.targetKeys.join("\n");
  const which = chain.source === "*" ? "last" : "first";
  return {
    place: chain.place,
    message: `${nameChain(context, chain)} are written more than once; only the ${which} list is read.`,
    subject: "duplicate",
    models: chain.source === "*" ? [] : [chain.source],
    ...(isSame ? { advice: "Both lists are the same: remove this one." } : {}),
    ...(isReadElsewhere(context, chain.source) || isStandIn(context, chain.source)
      ? {}
      : fixWith("Remove the list that is not read", dropEntry(context, chain))),
  };
};

const findDuplicateChains = (context: FindingContext): Hit[] =>
  [context.lists.general, context.lists.context_window, context.lists.content_policy].flatMap((list) =>
    [...(list?.sources.values() ?? [])].flatMap((chains) => {
      const read = chains[0]?.source === "*" ? chains.at(-1) : chains[0];
      return chains.filter((chain) => chain !== read).map((chain) => reportDuplicate(context, chain, read));
    }),
  );

export const chainRules: FindingRule[] = [
  {
    id: "self-reference",
    severity: "error",
    title: "A model falls back on itself",
    explain: "The gateway skips the hop, or asks the model again that has just failed: it protects nothing.",
    advice: "Remove the hop, or name another model.",
    source: gatewayRules,
    check: findSelfReferences,
  },
  {
    id: "empty-chain",
    severity: "warning",
    title: "A chain has no targets",
    explain: "An empty chain still counts as the model's own: not even the default chain is tried.",
    advice: "Add a target, or remove the chain.",
    source: gatewayRules,
    check: findEmptyChains,
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
  {
    id: "dead-chain",
    severity: "warning",
    title: "A chain is under a name that nobody asks for",
    explain:
      "Chains are looked up by the exact name of a request. Only `*` means every model; a word like `default` or a pattern means itself.",
    advice: "Write `*`, or the names of the models.",
    source: gatewayRules,
    check: findDeadChains,
  },
];
