import { type ChainList, findSpecific, listFor } from "../chain-lists";
import type { FailureKind, GraphChain } from "../schema";
import type { FindingContext } from "./rule";

export const kindOf = (chain: GraphChain): FailureKind => (chain.kind === "default" ? "general" : chain.kind);

/** The list for a kind of failure: where it has none of its own, the general one. */
export const listOfKind = ({ lists, fallbackRules }: FindingContext, kind: FailureKind): ChainList =>
  listFor(lists, kind, fallbackRules).list;

/** The chain of a name's own that follows this kind of failure, `*` left aside. */
export const findOwnChain = (
  { lists, fallbackRules }: FindingContext,
  kind: FailureKind,
  name: string,
): GraphChain | null => {
  const { list, loosely } = listFor(lists, kind, fallbackRules);
  return findSpecific(list, name, fallbackRules, loosely)?.chain ?? null;
};

/** The chain that serves every model without one, where the list of this kind takes it. */
export const findCatchAll = ({ lists, fallbackRules }: FindingContext, kind: FailureKind): GraphChain | null => {
  const { list, loosely } = listFor(lists, kind, fallbackRules);
  return loosely ? list.catchAll : null;
};
