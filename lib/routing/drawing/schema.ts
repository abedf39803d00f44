import type { ChainKind } from "@/lib/config/schema";
import type { CutRule } from "@/lib/routing/schema";

/**
 * What the picture and the table of all chains show. `any` stands for every model without a list of its own, `nobody` for
 * a name that is written somewhere and that nothing answers to.
 */
export type DrawnName = {
  /** Unique among all roles: `group NAME`. */
  id: string;
  name: string;
  role: "group" | "alias" | "other" | "any" | "nobody";
  /** The group that is really called; null for `any` and `nobody`. */
  group: string | null;
  /** Identities of what may answer. */
  deployments: readonly string[];
  backends: readonly string[];
  lane: string;
  /** Number of the loop that it is part of, from 1. */
  loop: number | null;
  /** Nobody is asked after it: no chain, no default, or none of it that can be reached. */
  deadEnd: boolean;
};

/** One target of one list. */
export type DrawnHop = {
  id: string;
  from: string;
  to: string;
  kind: ChainKind;
  /** As written in the file. */
  source: string;
  target: string;
  /** Position in its list, from 1; of a removed one the position it had. */
  position: number;
  change: "added" | "removed" | null;
  /** Why it is never tried for its own source when everything fails. */
  cut: CutRule | null;
  loop: number | null;
};

/** A failure domain with everything that rests on it; the last four kinds hold what has no single one. */
export type Lane = {
  key: string;
  kind: "names" | "local" | "several" | "remote" | "nobody";
  providers: readonly string[];
  backend: string | null;
};

export type Drawing = { names: readonly DrawnName[]; hops: readonly DrawnHop[]; lanes: readonly Lane[] };

/** Which names stand in which column, and what joins them: all that a layout needs. */
export type LayoutTask = {
  columns: readonly { lane: string; names: readonly string[] }[];
  hops: readonly { id: string; from: string; to: string }[];
};

export type Point = { x: number; y: number };

/**
 * Positions in pixels, top left corners. A route runs as curves and straight lines in turn: between its first two points
 * it curves, then runs straight, then curves; a route of two points in one column is an arc beside it.
 */
export type Layout = {
  names: readonly ({ id: string } & Point)[];
  lanes: readonly { key: string; x: number; width: number }[];
  routes: readonly { id: string; points: readonly Point[] }[];
  width: number;
  height: number;
};
