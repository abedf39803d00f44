import type { GraphDeployment } from "@/lib/routing/schema";
import type { DrawnName, Lane, LayoutTask } from "./schema";
import { cardHeight, cardWidth, columnGap, rowGap } from "./sizes";

const order: readonly Lane["kind"][] = ["names", "local", "several", "remote", "nobody"];

const several = "several backends";

/** Lane of a name: its backend where there is one only. */
export const laneOf = (role: DrawnName["role"], backends: readonly string[]): string => {
  if (role === "nobody") return "nobody";
  if (role !== "group") return "names";
  return backends.length === 1 ? `backend ${backends[0]}` : several;
};

const laneKind = (key: string, own: readonly GraphDeployment[]): Lane["kind"] => {
  if (key === "nobody" || key === "names") return key;
  if (key === several) return "several";
  return own.some(({ local }) => local) ? "local" : "remote";
};

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};

/**
 * Lanes from left to right as requests run: names that are asked for, this machine, other machines, and names that nobody
 * answers to. Among equals a backend that more is handed on from than to stands further left.
 */
export function toLanes(
  names: readonly DrawnName[],
  hops: readonly { from: string; to: string }[],
  deployments: readonly GraphDeployment[],
): Lane[] {
  const laneById = new Map(names.map(({ id, lane }) => [id, lane]));
  const flow = new Map<string, number>();
  const count = (id: string, by: number) => {
    const lane = laneById.get(id) ?? "";
    flow.set(lane, (flow.get(lane) ?? 0) + by);
  };
  for (const { from, to } of hops) {
    count(from, 1);
    count(to, -1);
  }
  const byBackend = groupBy(deployments, ({ backend }) => `backend ${backend}`);
  const lanes = [...new Set(names.map(({ lane }) => lane))].map((key): Lane => {
    const own = byBackend.get(key) ?? [];
    return {
      key,
      kind: laneKind(key, own),
      providers: [...new Set(own.map(({ provider }) => provider))],
      backend: own[0]?.backend ?? null,
    };
  });
  return lanes.sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (flow.get(b.key) ?? 0) - (flow.get(a.key) ?? 0),
  );
}

const columnsOf = (counts: readonly number[], rows: number) =>
  counts.reduce((sum, count) => sum + Math.ceil(count / rows), 0);

/** The lowest number of rows at which the whole is no wider than twice its height. */
function rowsFor(counts: readonly number[]): number {
  const most = Math.max(1, ...counts);
  for (let rows = 6; rows < most; rows += 1)
    if (columnsOf(counts, rows) * (cardWidth + columnGap) <= 2 * rows * (cardHeight + rowGap)) return rows;
  return most;
}

/** A lane with many names takes several columns, those that hand on more than they take over first. */
export function toLayoutTask(
  names: readonly DrawnName[],
  hops: readonly { id: string; from: string; to: string }[],
  lanes: readonly Lane[],
): LayoutTask {
  const flow = new Map(names.map(({ id }) => [id, 0]));
  for (const { from, to } of hops) {
    flow.set(from, (flow.get(from) ?? 0) + 1);
    flow.set(to, (flow.get(to) ?? 0) - 1);
  }
  const byLane = groupBy(names, ({ lane }) => lane);
  const rows = rowsFor([...byLane.values()].map(({ length }) => length));
  const columns = lanes.flatMap(({ key }) => {
    const own = (byLane.get(key) ?? []).map(({ id }) => id);
    const parts = Math.ceil(own.length / rows);
    const even = Math.ceil(own.length / Math.max(1, parts));
    const sorted = parts > 1 ? own.sort((a, b) => (flow.get(b) ?? 0) - (flow.get(a) ?? 0)) : own;
    return Array.from({ length: parts }, (_, at) => ({ lane: key, names: sorted.slice(at * even, (at + 1) * even) }));
  });
  return { columns, hops: hops.map(({ id, from, to }) => ({ id, from, to })) };
}
