import type { Point } from "./schema";

const round = (value: number): number => Math.round(value * 10) / 10;

const isArc = (start: Point, end: Point): boolean => Math.abs(start.x - end.x) < 1;

/** An arc beside the column bulges further the longer it is. */
const bulgeOf = (start: Point, end: Point): number => Math.min(72, 26 + Math.abs(end.y - start.y) / 6);

/** SVG path data of a route: curves that leave and arrive level, straight lines through the columns between. */
export function tracePath(points: readonly Point[]): string {
  const [start, end] = points;
  if (!start || !end) return "";
  const line = (to: Point) => `L${round(to.x)} ${round(to.y)}`;
  const curve = (from: Point, to: Point) => {
    const middle = isArc(from, to) ? from.x + bulgeOf(from, to) : (from.x + to.x) / 2;
    return `C${round(middle)} ${round(from.y)} ${round(middle)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
  };
  const rest = points.slice(1).map((to, at) => {
    const from = points[at] ?? to;
    return at % 2 === 0 ? curve(from, to) : line(to);
  });
  return `M${round(start.x)} ${round(start.y)}${rest.join("")}`;
}

const cubic = (a: number, b: number, c: number, d: number, t: number): number =>
  (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;

/** Where the number of a hop stands: on its first curve, nearer to where it comes from. */
export function labelPoint(points: readonly Point[]): Point {
  const [start, end] = points;
  if (!start || !end) return { x: 0, y: 0 };
  const t = 0.42;
  const middle = isArc(start, end) ? start.x + bulgeOf(start, end) : (start.x + end.x) / 2;
  return {
    x: round(cubic(start.x, middle, middle, end.x, t)),
    y: round(cubic(start.y, start.y, end.y, end.y, t)),
  };
}

/** How far to the right a route reaches. */
export function reachOf(points: readonly Point[]): number {
  const [start, end] = points;
  const arc = start && end && isArc(start, end) ? start.x + 0.75 * bulgeOf(start, end) : 0;
  return Math.max(arc, ...points.map(({ x }) => x));
}
