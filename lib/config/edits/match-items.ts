import { isSameValue } from "../same-value";
import type { Arranged } from "./operation";

/** Pairs each wanted value with an unused old item of the same value, the nearest in order first. */
export function matchItems(old: unknown[], wanted: unknown[]): Arranged[] {
  const used = new Set<number>();
  let next = 0;
  return wanted.map((value): Arranged => {
    const free = (item: unknown, index: number): boolean => !used.has(index) && isSameValue(item, value);
    const ahead = old.findIndex((item, index) => index >= next && free(item, index));
    const found = ahead >= 0 ? ahead : old.findIndex(free);
    if (found < 0) return { value };
    used.add(found);
    if (found >= next) next = found + 1;
    return { keep: found };
  });
}

/** The old indexes that can stay where they are: a longest increasing run of the kept ones. */
export function findStaying(items: Arranged[]): Set<number> {
  const kept = items.flatMap((item) => ("keep" in item ? [item.keep] : []));
  const tails: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const index of kept) {
    const at = tails.findIndex((tail) => tail >= index);
    const place = at < 0 ? tails.length : at;
    before.set(index, tails[place - 1]);
    tails[place] = index;
  }
  const staying = new Set<number>();
  for (let index = tails.at(-1); index !== undefined; index = before.get(index)) staying.add(index);
  return staying;
}

/** True when nothing is added or removed. */
export const isPermutation = (items: Arranged[], count: number): boolean =>
  items.length === count && items.every((item) => "keep" in item);

export const isUnchanged = (items: Arranged[], count: number): boolean =>
  items.length === count && items.every((item, index) => "keep" in item && item.keep === index);
