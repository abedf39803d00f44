import type { WhatIfView } from "@/lib/routing/fate/schema";
import { type Outcome, outcomeOf } from "@/lib/routing/fate/words";
import type { Drawing } from "./schema";

/** What the deaths of a what-if mean for a name: how much of it is dead, and who answers for it then. */
export type NameFate = { dead: "all" | "some" | null; outcome: Outcome; answeredBy: string | null };

export type Fates = ReadonlyMap<string, NameFate>;

/** By id of a name. Names that stand for all or for none have no fate. */
export function markFates({ names }: Pick<Drawing, "names">, view: WhatIfView): Fates {
  const dead = new Set(view.dead);
  const rows = new Map([...view.aliases, ...view.models].map((row) => [row.model, row]));
  const fates = new Map<string, NameFate>();
  for (const { id, name, role, group, deployments } of names) {
    const row = rows.get(name) ?? rows.get(group ?? "");
    if (!row || role === "any" || role === "nobody") continue;
    const killed = deployments.filter((identity) => dead.has(identity)).length;
    const share = killed === 0 ? null : killed === deployments.length ? "all" : "some";
    fates.set(id, { dead: share, outcome: outcomeOf(row), answeredBy: row.answeredBy?.group ?? null });
  }
  return fates;
}
