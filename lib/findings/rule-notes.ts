import { findingRules } from "@/lib/routing/findings/catalogue";
import type { RuleNote } from "./schema";

/** Every rule as an operator reads it, in the order of the catalogue; only those that `ids` names when it is given. */
export const listRuleNotes = (ids?: ReadonlySet<string>): RuleNote[] =>
  findingRules
    .filter(({ id }) => ids?.has(id) ?? true)
    .map(({ id, severity, title, explain, advice, source }) => ({ id, severity, title, explain, advice, source }));
