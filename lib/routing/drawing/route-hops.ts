import type { Layout, LayoutTask, Point } from "./schema";
import { cardHeight, cardWidth } from "./sizes";

type Hop = LayoutTask["hops"][number];
type Side = "left" | "right";
type End = { hop: string; card: string; side: Side; toward: number };

/** How far apart hops meet a card, at most. */
const portGap = 7;

/** The same for both directions. */
export const pairKey = (a: string, b: string): string => JSON.stringify(a < b ? [a, b] : [b, a]);

/** Hops that meet one side of a card do so one beneath the other, in the order of where they come from. */
function spreadPorts(ends: readonly End[]): Map<string, number> {
  const bySide = new Map<string, End[]>();
  for (const end of ends) {
    const side = `${end.side} ${end.card}`;
    const known = bySide.get(side);
    if (known) known.push(end);
    else bySide.set(side, [end]);
  }
  const ports = new Map<string, number>();
  for (const own of bySide.values()) {
    const gap = Math.min(portGap, (cardHeight - 12) / Math.max(1, own.length - 1));
    own.sort((a, b) => a.toward - b.toward);
    own.forEach((end, at) => {
      ports.set(`${end.hop} ${end.card} ${end.side}`, (at - (own.length - 1) / 2) * gap);
    });
  }
  return ports;
}

type Leg = { hop: Hop; sides: [Side, Side]; between: readonly Point[] };

/**
 * The way of each hop: out of the side that faces its target, straight through the room that the layout kept in the
 * columns between, into the facing side. Within a column both ends are on the right.
 */
export function routeHops(
  hops: readonly Hop[],
  at: ReadonlyMap<string, Point>,
  passes: ReadonlyMap<string, readonly Point[]>,
): Layout["routes"] {
  const xOf = (id: string) => at.get(id)?.x ?? 0;
  const middleOf = (id: string) => (at.get(id)?.y ?? 0) + cardHeight / 2;
  const legs = hops.map((hop): Leg => {
    const ahead = xOf(hop.to) - xOf(hop.from);
    const known = passes.get(pairKey(hop.from, hop.to)) ?? [];
    const between = ahead < 0 ? known.toReversed() : known;
    return { hop, sides: [ahead < 0 ? "left" : "right", ahead > 0 ? "left" : "right"], between };
  });
  const ports = spreadPorts(
    legs.flatMap(({ hop, sides, between }): End[] => [
      { hop: `out ${hop.id}`, card: hop.from, side: sides[0], toward: between[0]?.y ?? middleOf(hop.to) },
      { hop: `in ${hop.id}`, card: hop.to, side: sides[1], toward: between.at(-1)?.y ?? middleOf(hop.from) },
    ]),
  );
  const endOf = (way: "out" | "in", hop: Hop, card: string, side: Side): Point => ({
    x: xOf(card) + (side === "right" ? cardWidth : 0),
    y: middleOf(card) + (ports.get(`${way} ${hop.id} ${card} ${side}`) ?? 0),
  });
  return legs.map(({ hop, sides, between }) => {
    const straight = between.flatMap(({ x, y }): Point[] => {
      const pair = [
        { x, y },
        { x: x + cardWidth, y },
      ];
      return sides[0] === "left" ? pair.toReversed() : pair;
    });
    return {
      id: hop.id,
      points: [endOf("out", hop, hop.from, sides[0]), ...straight, endOf("in", hop, hop.to, sides[1])],
    };
  });
}
