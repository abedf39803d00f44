import type { ChainList, ChainLists, ListRead } from "./chain-lists";
import type { Attempt, CallRules } from "./count-calls";
import type { Fate } from "./cut-hops";
import type { ErrorClass } from "./error-classes";
import type { Resolution } from "./resolve-name";
import type { findRules } from "./rules-by-version";
import type {
  CutHop,
  CutRule,
  FailureKind,
  GraphChain,
  GraphDeployment,
  RoutingGraph,
  TargetOverrides,
} from "./schema";

/** One entry of a chain, or one later level of a group. */
export type Step = {
  name: string;
  /** Number of what the gateway remembers the target by. */
  key: number;
  level: number | null;
  /** Written as a name, not as a map: only then is it compared with the name that failed. */
  plain: boolean;
  via: string;
  overrides: TargetOverrides | null;
  /** Null for a level, which no chain names. */
  table: ChainTable | null;
  at: number;
  cuts: Partial<Record<CutRule, CutHop>>;
  node: PlanNode | null;
};

/** `plan` and `fates` belong to the plan that met the chain last. */
export type ChainTable = {
  source: string;
  via: string;
  steps: Step[];
  shadowed: readonly GraphChain[];
  plan: number;
  fates: (Fate | undefined)[];
};

/** A chain that is followed; not certain where the gateway finds it by its price map. */
export type PickedTable = { table: ChainTable; certain: boolean };

/** What a name leads to, worked out when a walk first comes to it. */
export type PlanNode = {
  name: string;
  found: Resolution | null;
  certain: boolean;
  /** What the name is looked up and remembered by: itself, or the group that its router deployment chooses. */
  chosen: string;
  chosenKey: number;
  own: readonly GraphDeployment[];
  /** Failures that a deployment bears before it rests; infinite where none ever does. */
  limit: number;
  attempts: Map<number | null, Attempt | null>;
  ladders: Map<number | null, Step[]>;
  /** Its own chain by list, without looking at `*`. */
  chains: Map<ChainList, PickedTable | null>;
};

export type PlanAsked = { kind: FailureKind; version?: string | null; errorClass?: ErrorClass };

/** What every plan of one graph, kind of failure and version needs again. */
export type PlanTables = CallRules &
  ReturnType<typeof findRules> & {
    graph: RoutingGraph;
    kind: FailureKind;
    lists: ChainLists;
    /** The list that the kind of failure reads. */
    list: ListRead;
    unread: ReadonlyMap<string, readonly GraphChain[]>;
    nodes: Map<string, PlanNode>;
    keys: Map<string, number>;
    /** By key: the walk that tried it last. Walks have numbers of their own, so nothing is cleared between plans. */
    triedIn: number[];
    walks: number;
    tables: Map<GraphChain, PickedTable>;
  };

/** The number by which a set of tried names knows a text. */
export const keyOf = (of: PlanTables, text: string): number => {
  const known = of.keys.get(text);
  if (known !== undefined) return known;
  of.keys.set(text, of.triedIn.length);
  return of.triedIn.push(0) - 1;
};
