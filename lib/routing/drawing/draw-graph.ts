import { type ChainTarget, targetName } from "@/lib/config/schema";
import type { DeskList } from "@/lib/routing/desk";
import { planAttempts } from "@/lib/routing/plan-attempts";
import { indexNames, type NameIndex, resolveName } from "@/lib/routing/resolve-name";
import type { RoutingGraph } from "@/lib/routing/schema";
import { laneOf, toLanes } from "./lanes";
import { findHopCuts } from "./mark-cuts";
import { markLoops } from "./mark-loops";
import type { Drawing, DrawnHop, DrawnName } from "./schema";

type Drawn = { graph: RoutingGraph; onDisk: readonly DeskList[]; version: string | null };

type Place = Pick<DrawnName, "id" | "name" | "role" | "group" | "deployments" | "backends" | "lane">;

const place = (role: DrawnName["role"], name: string, found: ReturnType<typeof resolveName>): Place => {
  const backends = [...new Set(found?.deployments.map(({ backend }) => backend) ?? [])];
  return {
    id: `${role} ${name}`,
    name,
    role,
    group: found?.group ?? null,
    deployments: found?.deployments.map(({ identity }) => identity) ?? [],
    backends,
    lane: laneOf(role, backends),
  };
};

/** Who a list is written for: a group itself, or another name of its own. */
function placeSource(index: NameIndex, name: string): Place {
  if (name === "*") return place("any", "*", null);
  const found = resolveName(index, name, null);
  if (index.groups.has(name)) return place("group", name, found);
  if (found === null) return place("nobody", name, null);
  return place(index.aliases.has(name) ? "alias" : "other", name, found);
}

/** Who a target leads to: the group that is really called. */
function placeTarget(index: NameIndex, name: string): Place {
  const found = resolveName(index, name, null);
  return found === null
    ? place("nobody", name, null)
    : place("group", found.group, resolveName(index, found.group, null));
}

type Written = Pick<DrawnHop, "kind" | "source" | "target" | "position" | "change">;

/** A target written a second time is another hop than the first. */
const numberTargets = (targets: readonly ChainTarget[]): { target: string; key: string }[] => {
  const seen = new Map<string, number>();
  return targets.map(targetName).map((target) => {
    const count = (seen.get(target) ?? 0) + 1;
    seen.set(target, count);
    return { target, key: `${count} ${target}` };
  });
};

/** Each target of each list, and those that a draft took out. */
function listHops(graph: RoutingGraph, onDisk: readonly DeskList[]): Written[] {
  const keyOf = ({ kind, source }: { kind: string; source: string }) => `${kind} ${source}`;
  const toKeys = (lists: readonly { kind: string; source: string; targets: readonly ChainTarget[] }[]) =>
    new Map(lists.map((list) => [keyOf(list), new Set(numberTargets(list.targets).map(({ key }) => key))]));
  const read = graph.chains.filter(({ effective }) => effective);
  const before = toKeys(onDisk);
  const now = toKeys(read);
  const present = read.flatMap(({ kind, source, targets }) =>
    numberTargets(targets).map(({ target, key }, at): Written => {
      const old = before.get(keyOf({ kind, source }))?.has(key) ?? false;
      return { kind, source, target, position: at + 1, change: old ? null : "added" };
    }),
  );
  const gone = onDisk.flatMap(({ kind, source, targets }) =>
    numberTargets(targets).flatMap(({ target, key }, at): Written[] => {
      const kept = now.get(keyOf({ kind, source }))?.has(key) ?? false;
      return kept ? [] : [{ kind, source, target, position: at + 1, change: "removed" }];
    }),
  );
  return [...present, ...gone];
}

const isDeadEnd = (graph: RoutingGraph, version: string | null, { role, name }: Place): boolean =>
  role === "group" &&
  planAttempts(graph, { model: name, kind: "general", version }).hops.every(({ group }) => group === name);

/** All chains of a graph, with what a draft changes in them: names in lanes by backend, and a hop for each target of each list. */
export function drawGraph({ graph, onDisk, version }: Drawn): Drawing {
  const index = indexNames(graph);
  const places = new Map<string, Place>();
  const keep = (found: Place): string => {
    if (!places.has(found.id)) places.set(found.id, found);
    return found.id;
  };
  for (const group of graph.groups) keep(place("group", group, resolveName(index, group, null)));
  const cuts = findHopCuts(graph, version);
  const hops = listHops(graph, onDisk).map((hop) => ({
    ...hop,
    id: `${hop.change === "removed" ? "removed " : ""}${hop.kind} ${hop.position} ${hop.source}`,
    from: keep(placeSource(index, hop.source)),
    to: keep(placeTarget(index, hop.target)),
    cut: hop.change === "removed" ? null : cuts(hop),
  }));
  const loops = markLoops(hops);
  const names = [...places.values()].map((found) => ({
    ...found,
    loop: loops.ofName(found.id),
    deadEnd: isDeadEnd(graph, version, found),
  }));
  return {
    names,
    hops: hops.map((hop) => ({ ...hop, loop: loops.ofHop(hop) })),
    lanes: toLanes(names, hops, graph.deployments),
  };
}
