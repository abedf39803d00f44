import { findLoops } from "@/lib/routing/findings/cycles";
import type { DrawnHop } from "./schema";

type Joined = Pick<DrawnHop, "from" | "to" | "kind" | "source" | "change">;

/** Chains that lead back to where they began, kind by kind; a default list leads back by its nature and is left out. */
export function markLoops(hops: readonly Joined[]): {
  ofName: (id: string) => number | null;
  ofHop: (hop: Joined) => number | null;
} {
  const own = hops.filter(({ kind, source, change }) => kind !== "default" && source !== "*" && change !== "removed");
  const counted = new Set(own);
  const numbers = new Map<string, number>();
  let count = 0;
  for (const kind of ["general", "context_window", "content_policy"] as const) {
    const next = new Map<string, Set<string>>();
    for (const hop of own)
      if (hop.kind === kind) next.set(hop.from, (next.get(hop.from) ?? new Set<string>()).add(hop.to));
    for (const members of findLoops(next)) {
      count += 1;
      for (const id of members) numbers.set(`${kind} ${id}`, count);
    }
  }
  const inKind = (kind: string, id: string) => numbers.get(`${kind} ${id}`) ?? null;
  return {
    ofName: (id) => inKind("general", id) ?? inKind("context_window", id) ?? inKind("content_policy", id),
    ofHop: (hop) => {
      if (!counted.has(hop)) return null;
      const number = inKind(hop.kind, hop.from);
      return number === inKind(hop.kind, hop.to) ? number : null;
    },
  };
}
