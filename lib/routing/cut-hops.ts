import type { ChainList } from "./chain-lists";
import type { CutHop, CutRule, GraphChain } from "./schema";

/** What became of each configured hop of the chains that a request met: called, or the first rule that kept it from being. */
type Fate = "called" | CutRule;

export type HopLedger = {
  meet: (chain: GraphChain, list: ChainList) => void;
  call: (chain: GraphChain, index: number) => void;
  cut: (chain: GraphChain, index: number, rule: CutRule) => void;
  read: () => CutHop[];
};

export const describeChain = (chain: GraphChain): string =>
  chain.source === "*" ? "default" : `chain of ${chain.source}`;

/** What happened when a hop's turn came weighs more than having been skipped in a deeper frame. */
const tried: ReadonlySet<Fate> = new Set<Fate>(["called", "unknown-target", "empty-group"]);

/** Chains of the same source that are not read because another one of the list is. */
const findShadowed = (chain: GraphChain, list: ChainList): GraphChain[] =>
  list.sources.get(chain.source)?.filter((other) => other !== chain) ?? [];

export const createHopLedger = (): HopLedger => {
  const fates = new Map<GraphChain, (Fate | undefined)[]>();
  const shadowed = new Set<GraphChain>();
  const write = (chain: GraphChain, index: number, fate: Fate) => {
    const row = fates.get(chain);
    const known = row?.[index];
    if (row && known !== "called" && (known === undefined || tried.has(fate))) row[index] = fate;
  };
  return {
    meet: (chain, list) => {
      if (fates.has(chain)) return;
      fates.set(chain, []);
      for (const other of findShadowed(chain, list)) shadowed.add(other);
    },
    call: (chain, index) => write(chain, index, "called"),
    cut: write,
    read: () => {
      const cuts: CutHop[] = [];
      for (const [chain, row] of fates)
        for (const [index, group] of chain.targets.entries()) {
          const fate = row[index] ?? "max-fallbacks";
          if (fate !== "called") cuts.push({ group, rule: fate, via: describeChain(chain) });
        }
      for (const chain of shadowed)
        for (const group of chain.targets)
          cuts.push({ group, rule: "shadowed-chain", via: `${describeChain(chain)}, line ${chain.place.line}` });
      return cuts;
    },
  };
};
