import type { ChainEntry, ChainTarget, Edit } from "@/lib/config/schema";
import type { SuggestedChange } from "./schema";

const readList = (chains: readonly ChainEntry[], model: string): readonly ChainTarget[] | null =>
  chains.find(({ kind, source, effective }) => kind === "general" && source === model && effective)?.targets ?? null;

/** One edit a model; targets with overrides are kept as they are written. */
export const toEdits = (chains: readonly ChainEntry[], changes: readonly SuggestedChange[]): Edit[] => {
  const lists = new Map<string, ChainTarget[]>();
  for (const { model, target, at, before } of changes) {
    const list = lists.get(model) ?? readList(chains, model) ?? before;
    lists.set(model, list.toSpliced(at, 0, target));
  }
  return [...lists].map(([model, targets]) => ({ type: "set-chain", kind: "general", model, targets }));
};
