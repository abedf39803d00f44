import { type ChainTarget, targetName } from "@/lib/config/schema";

/** The list with the target at `from` moved to `to`; out of range moves to the nearest end. */
export function moveTarget(targets: readonly ChainTarget[], from: number, to: number): ChainTarget[] {
  const moved = targets[from];
  if (moved === undefined) return [...targets];
  const rest = targets.filter((_, index) => index !== from);
  const place = Math.min(rest.length, Math.max(0, to));
  return [...rest.slice(0, place), moved, ...rest.slice(place)];
}

export const removeTarget = (targets: readonly ChainTarget[], at: number): ChainTarget[] =>
  targets.filter((_, index) => index !== at);

/** Stable keys for a list that may name the same target twice: the name and how often it stood before. */
export function targetKeys(targets: readonly ChainTarget[]): string[] {
  const seen = new Map<string, number>();
  return targets.map((target) => {
    const name = targetName(target);
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return `${name}#${before}`;
  });
}

/** What a key does to the target at `index`, or null when it is not one of the list's keys. */
export type ListCommand = { do: "move"; to: number } | { do: "remove" } | { do: "undo" } | { do: "focus"; to: number };

type KeyPress = { key: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean };

export function commandOf(
  { key, altKey, ctrlKey, metaKey }: KeyPress,
  index: number,
  length: number,
): ListCommand | null {
  if ((ctrlKey || metaKey) && !altKey) return key.toLowerCase() === "z" ? { do: "undo" } : null;
  const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: length - 1 }[key];
  if (to !== undefined) return altKey ? { do: "move", to } : { do: "focus", to: Math.min(length - 1, Math.max(0, to)) };
  if (altKey) return null;
  if (key === "Delete") return { do: "remove" };
  return key === "Escape" ? { do: "undo" } : null;
}
