import { findRules } from "./rules-by-version";
import type { RoutePlan } from "./schema";

/** Why the gateway may do otherwise than planned, for after a colon; null where the plan is exact. `version` is the running one. */
export const tellDoubt = ({ exact }: Pick<RoutePlan, "exact">, version: string | null): string | null => {
  if (exact) return null;
  if (version === null) return "the running version is not known";
  return findRules(version).exact
    ? "here the gateway chooses by the prompt, by chance or by tables of its own"
    : `the gateway runs ${version}`;
};
