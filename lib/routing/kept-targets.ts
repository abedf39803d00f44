import { fingerprint } from "@/lib/config/fingerprint";
import type { ChainTarget } from "@/lib/config/schema";

/*
 * A target that is a map may hold a key of its own, so the browser never sees it: it gets `{model, kept}`, where `kept` is a
 * fingerprint of the map, and a list that comes back names its maps by that. Equal maps have equal fingerprints.
 */

/** A map of only `model` means the same as the name. */
const isPlain = (target: ChainTarget): boolean => typeof target === "string" || Object.keys(target).length === 1;

/** The target as the browser may see it. */
export const keepTarget = (target: ChainTarget): ChainTarget =>
  typeof target === "string" || isPlain(target) ? target : { model: target.model, kept: fingerprint(target) };

/** The target that a kept one stands for, among those the file or the draft has; null when none of them is it. */
export function restoreTarget(target: ChainTarget, known: readonly ChainTarget[]): ChainTarget | null {
  if (typeof target === "string" || isPlain(target)) return target;
  return known.find((one) => !isPlain(one) && fingerprint(one) === target.kept) ?? null;
}
