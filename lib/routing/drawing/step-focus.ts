import type { Layout, Point } from "./schema";

export type Step = "left" | "right" | "up" | "down" | "first" | "last";

const isSameColumn = (a: Point, b: Point): boolean => Math.abs(a.x - b.x) < 1;

/** Names as one reads them: column by column, from the top. */
const inOrder = (names: Layout["names"]) => [...names].sort((a, b) => a.x - b.x || a.y - b.y);

/** The name that an arrow key leads to: the next one of the column, or the nearest of the next column. Null at the rim. */
export function stepFocus(names: Layout["names"], current: string | null, step: Step): string | null {
  const sorted = inOrder(names);
  const here = sorted.find(({ id }) => id === current);
  if (!here || step === "first") return sorted[0]?.id ?? null;
  if (step === "last") return sorted.at(-1)?.id ?? null;
  if (step === "up") return sorted.findLast((name) => isSameColumn(name, here) && name.y < here.y)?.id ?? null;
  if (step === "down") return sorted.find((name) => isSameColumn(name, here) && name.y > here.y)?.id ?? null;
  const aside = sorted.filter(
    ({ x }) => (step === "right" ? x > here.x : x < here.x) && !isSameColumn({ x, y: 0 }, here),
  );
  const next = step === "right" ? aside[0] : aside.at(-1);
  const column = next ? aside.filter((name) => isSameColumn(name, next)) : [];
  return column.sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y))[0]?.id ?? null;
}
