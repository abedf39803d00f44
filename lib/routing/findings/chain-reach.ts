import type { ChainList } from "../chain-lists";
import { listOrderLevels } from "../order-levels";
import { planAttempts } from "../plan-attempts";
import type { GraphChain } from "../schema";
import { listReadChains, lookUp, modelOf } from "./name-lookup";
import { findCatchAll, findOwnChain, kindOf, listOfKind } from "./own-chain";
import type { FindingContext } from "./rule";

/** A hop of a chain, and the requests that would come to it if one more fallback were allowed. */
export type MissedHop = { chain: GraphChain; at: number; requests: string[] };

/** Beyond this many names that follow a model, its fallbacks are a mesh, in which depth always cuts something. */
const meshSize = 24;

/** As many fallbacks in a row as nobody minds to allow. */
const allowable = 12;

/** Names that can follow a request, the requested one left out; null for a mesh. A name without a chain resumes the first. */
const listFollowers = (context: FindingContext, first: GraphChain): Set<string> | null => {
  const kind = kindOf(first);
  const names = new Set<string>([first.source]);
  const catchAll = context.fallbackRules.resumesRequestedChain ? null : findCatchAll(context, kind);
  for (const name of names) {
    const chain = name === first.source ? first : (findOwnChain(context, kind, name) ?? catchAll);
    if (!chain) continue;
    for (const target of chain.targets) names.add(target);
    if (names.size > meshSize) return null;
  }
  names.delete(first.source);
  return names;
};

const hasLevels = (context: FindingContext, names: Iterable<string>): boolean =>
  [...names].some((name) => listOrderLevels(lookUp(context, name)?.deployments ?? []).length > 1);

/**
 * A list is tried to its end however deep it is, and each name once, so nothing is missed where all that follow are in the first list,
 * or are no more than the depth that is allowed.
 */
const isSurelyReached = (context: FindingContext, chain: GraphChain, followers: ReadonlySet<string>): boolean => {
  const direct = new Set(chain.targets);
  if ([...followers].every((name) => direct.has(name))) return true;
  if (!context.fallbackRules.remembersAttempts) return false;
  return followers.size <= context.graph.settings.maxFallbacks && !hasLevels(context, [chain.source, ...followers]);
};

/** How many fallbacks in a row are surely enough: one for each name, since each is tried once. */
const countEnough = (context: FindingContext, chain: GraphChain, followers: ReadonlySet<string>): number | null =>
  context.fallbackRules.remembersAttempts &&
  followers.size <= allowable &&
  !hasLevels(context, [chain.source, ...followers])
    ? followers.size
    : null;

const chainOf = (list: ChainList, via: string): GraphChain | null =>
  via === "default"
    ? list.catchAll
    : (list.exact.get(via.slice("chain of ".length)) ?? list.last.get(via.slice("chain of ".length)) ?? null);

const listMissed = (context: FindingContext, source: GraphChain): { chain: GraphChain; at: number }[] => {
  const kind = kindOf(source);
  const plan = planAttempts(context.graph, { model: source.source, kind, version: context.version });
  const called = new Set(plan.hops.map(({ group }) => group));
  const list = listOfKind(context, kind);
  return plan.cut.flatMap(({ rule, group, via }) => {
    if (rule !== "max-fallbacks" || called.has(modelOf(context, group))) return [];
    const chain = chainOf(list, via);
    return chain?.targets.includes(group) ? [{ chain, at: chain.targets.indexOf(group) }] : [];
  });
};

/**
 * Hops that a request for a chain's model would come to if more fallbacks in a row were allowed, each with those requests, and how many
 * are enough for all of them; null where that is no reasonable number.
 */
export const findMissedHops = (context: FindingContext): { hops: MissedHop[]; enough: number | null } => {
  const missed = new Map<GraphChain, Map<number, MissedHop>>();
  let enough: number | null = 0;
  for (const source of listReadChains(context)) {
    const followers = source.source === "*" ? null : listFollowers(context, source);
    if (!followers || isSurelyReached(context, source, followers)) continue;
    const found = listMissed(context, source);
    const count = countEnough(context, source, followers);
    if (found.length > 0) enough = count === null || enough === null ? null : Math.max(enough, count);
    for (const { chain, at } of found) {
      const row = missed.get(chain) ?? new Map<number, MissedHop>();
      missed.set(chain, row);
      const requests = new Set(row.get(at)?.requests).add(source.source);
      row.set(at, { chain, at, requests: [...requests] });
    }
  }
  return { hops: [...missed.values()].flatMap((row) => [...row.values()]), enough };
};
