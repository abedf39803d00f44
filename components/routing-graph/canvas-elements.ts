import type { Node } from "@xyflow/react";
import type { ChainKind } from "@/lib/config/schema";
import type { Status } from "@/lib/health/schema";
import type { Light } from "@/lib/routing/drawing/light-hops";
import type { NameFate } from "@/lib/routing/drawing/mark-fates";
import type { Drawing, DrawnHop, DrawnName, Layout, Point } from "@/lib/routing/drawing/schema";
import { cardHeight, cardWidth } from "@/lib/routing/drawing/sizes";
import { labelPoint, tracePath } from "@/lib/routing/drawing/trace-path";
import type { Now } from "./hop-rows";

type CardData = {
  name: DrawnName;
  status: Status | null;
  fate: NameFate | null;
  /** Its numbers in the plan that is lit. */
  positions: readonly number[] | null;
};

export type NameNode = Node<CardData, "name">;

/** `tip` is where it arrives, and from which side. */
export type Line = {
  hop: DrawnHop;
  /** In a what-if all that it leads to is dead. */
  dead: boolean;
  path: string;
  label: Point;
  tip: Point & { back: 1 | -1 };
  from: string;
  to: string;
};

export function toNodes({ names }: Drawing, layout: Layout, now: Now): NameNode[] {
  const at = new Map(layout.names.map(({ id, x, y }) => [id, { x, y }]));
  const size = { width: cardWidth, height: cardHeight };
  return names.flatMap((name) => {
    const position = at.get(name.id);
    const data = { name, status: now.statusOf(name), fate: now.fateOf(name), positions: null };
    return position ? { id: name.id, type: "name" as const, position, data, ...size, measured: size } : [];
  });
}

const tipOf = (points: readonly Point[], end: Point): Line["tip"] => {
  const before = points.at(-2) ?? end;
  return { ...end, back: before.x < end.x - 1 ? -1 : 1 };
};

export function toLines({ names, hops }: Drawing, layout: Layout, hidden: readonly ChainKind[], now: Now): Line[] {
  const routes = new Map(layout.routes.map(({ id, points }) => [id, points]));
  const dead = new Set(names.filter((name) => now.fateOf(name)?.dead === "all").map(({ id }) => id));
  const titles = new Map(names.map(({ id, name }) => [id, name]));
  return hops.flatMap((hop) => {
    const points = routes.get(hop.id);
    const end = points?.at(-1);
    if (!points || !end || hidden.includes(hop.kind)) return [];
    const ends = { from: titles.get(hop.from) ?? "", to: titles.get(hop.to) ?? "" };
    return {
      hop,
      dead: dead.has(hop.to),
      path: tracePath(points),
      label: labelPoint(points),
      tip: tipOf(points, end),
      ...ends,
    };
  });
}

const lit = "lit";

/** Those that are neither lit nor found stay the same objects: only what changes is drawn again. */
export const lightNodes = (nodes: NameNode[], light: Light | null, found: ReadonlySet<string> | null): NameNode[] =>
  light === null && found === null
    ? nodes
    : nodes.map((node) => {
        const positions = light?.positions.get(node.id) ?? null;
        const isLit = light ? positions !== null : found?.has(node.id);
        return isLit ? { ...node, className: lit, zIndex: 1, data: { ...node.data, positions } } : node;
      });

export const isLineLit = ({ hop }: Line, light: Light | null, found: ReadonlySet<string> | null): boolean =>
  light ? light.hops.has(hop.id) : found !== null && (found.has(hop.from) || found.has(hop.to));
