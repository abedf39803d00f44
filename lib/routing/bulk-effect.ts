import type { BulkEdit } from "@/lib/config/schema";
import type { RoutingGraph } from "./schema";
import { findChain } from "./with-chain";

const chainsOf = (graph: RoutingGraph, kind: "general" | "context_window" | "content_policy" | "default") =>
  graph.chains.filter((chain) => chain.kind === kind && chain.effective);

/** Models and aliases whose chain of this kind does not name the target yet. */
export const modelsWithout = (
  graph: RoutingGraph,
  { kind, target }: { kind: "general" | "context_window" | "content_policy"; target: string },
): string[] => {
  const asked = [...new Set([...graph.groups.filter((name) => !name.includes("*")), ...graph.aliases.map(nameOf)])];
  return asked.filter((name) => name !== target && !findChain(graph, kind, name)?.targets.includes(target));
};

const nameOf = ({ name }: { name: string }): string => name;

/** Every name that stands as a target, with the number of lists that name it, the most named first. */
export const countTargets = (graph: RoutingGraph): { name: string; lists: number }[] => {
  const lists = new Map<string, number>();
  for (const { targets } of graph.chains)
    for (const target of new Set(targets)) lists.set(target, (lists.get(target) ?? 0) + 1);
  return [...lists].map(([name, count]) => ({ name, lists: count })).toSorted((a, b) => b.lists - a.lists);
};

/** Sources of the lists that an edit changes: what an operator wants to see before it goes into the draft. */
export const listsTouched = (graph: RoutingGraph, edit: BulkEdit): string[] => {
  if (edit.type === "append-target") {
    if (edit.kind === "default")
      return chainsOf(graph, "default").some(({ targets }) => targets.includes(edit.target)) ? [] : ["*"];
    const open = new Set(modelsWithout(graph, { kind: edit.kind, target: edit.target }));
    return edit.models.filter((model) => open.has(model));
  }
  const named = graph.chains.filter(
    ({ source, targets }) => targets.includes(edit.from) || (edit.type === "rename-model" && source === edit.from),
  );
  return [...new Set(named.map(({ source }) => source))];
};
