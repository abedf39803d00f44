import { describeChain } from "./chain-lists";
import type { ChainTable, Step } from "./plan-tables";
import type { CutHop, CutRule, GraphChain } from "./schema";

/** What became of each configured hop of the chains that a request met: called, or the first rule that kept it from being. */
export type Fate = "called" | CutRule;

export type HopLedger = {
  meet: (table: ChainTable) => void;
  /** Chains that stand where the gateway does not read them. */
  pass: (unread: readonly GraphChain[] | undefined) => void;
  write: (step: Step, fate: Fate) => void;
  read: () => CutHop[];
};

/** What happened when a hop's turn came weighs more than having been skipped in a deeper frame. */
const tried: ReadonlySet<Fate> = new Set<Fate>(["called", "unknown-target", "empty-group", "cooling"]);

/** A hop that a deeper frame skipped as itself is no fallback on itself where another model's chain names it. */
const outweighs = ({ name, table }: Step, known: Fate, fate: Fate): boolean =>
  known !== "called" && (tried.has(fate) || (known === "self" && fate === "already-tried" && table?.source !== name));

/** Shared between the plans of a graph: a plan of a dense graph names thousands of cut hops. */
const cutOf = (step: Step, rule: CutRule): CutHop => {
  const known = step.cuts[rule];
  if (known) return known;
  const fresh = { group: step.name, rule, via: step.via };
  step.cuts[rule] = fresh;
  return fresh;
};

const listShadowed = (chains: ReadonlySet<GraphChain>): CutHop[] =>
  [...chains].flatMap((chain) => {
    const via = `${describeChain(chain)}, line ${chain.place.line}`;
    return chain.targets.map((group) => ({ group, rule: "shadowed-chain" as const, via }));
  });

/** A row a met chain; the chain itself knows its row of the present plan, which spares a look-up for each of its hops. */
export const createHopLedger = (plan: number): HopLedger => {
  const met: ChainTable[] = [];
  const shadowed = new Set<GraphChain>();
  return {
    meet: (table) => {
      if (table.plan === plan) return;
      table.plan = plan;
      table.fates = [];
      met.push(table);
      for (const chain of table.shadowed) shadowed.add(chain);
    },
    pass: (unread = []) => {
      for (const chain of unread) shadowed.add(chain);
    },
    write: (step, fate) => {
      const { table, at } = step;
      if (table?.plan !== plan) return;
      const known = table.fates[at];
      if (known === undefined || outweighs(step, known, fate)) table.fates[at] = fate;
    },
    read: () => {
      const cuts: CutHop[] = [];
      for (const { steps, fates } of met)
        for (const step of steps) {
          const fate = fates[step.at] ?? "max-fallbacks";
          if (fate !== "called") cuts.push(cutOf(step, fate));
        }
      for (const cut of listShadowed(shadowed)) cuts.push(cut);
      return cuts;
    },
  };
};
