import { expect, test } from "vitest";
import { drawGraph } from "@/lib/routing/drawing/draw-graph";
import { graphOf } from "@/lib/routing/testing";
import { hopLabel } from "./graph-words";
import { sortHops, toHopRows, toNameRows } from "./hop-rows";

const graph = graphOf(
  ["a", "b", "m10", "m2"],
  "router_settings: {fallbacks: [{a: [m10, gone, m2]}, {b: [a]}], context_window_fallbacks: [{a: [b]}], default_fallbacks: [b]}\n",
);
const onDisk = [{ kind: "general" as const, source: "a", targets: ["m10", "gone", "m2", "b"] }];
const drawing = drawGraph({ graph, onDisk, version: "1.106.2" });
const now = {
  statusOf: ({ group }: { group: string | null }) => (group === null ? null : ("healthy" as const)),
  fateOf: ({ name }: { name: string }) =>
    name === "m2" ? { dead: "all" as const, outcome: "lost" as const, answeredBy: null } : null,
};

test("the table has a row for every hop of the graph, with its marks", () => {
  const rows = toHopRows(drawing, now);
  expect(rows.map(({ id }) => id)).toEqual(drawing.hops.map(({ id }) => id));
  expect(rows.find(({ to }) => to === "gone")).toMatchObject({ status: null, lane: "Nobody answers" });
  expect(rows.find(({ id }) => id === "removed general 4 a")?.marks).toEqual(["removed in the draft"]);
  expect(rows.find(({ to }) => to === "m2")?.marks).toContain("dead in the what-if");
});

test("the table has a row for every name of the graph", () => {
  const rows = toNameRows(drawing, now);
  expect(rows.map(({ id }) => id)).toEqual(drawing.names.map(({ id }) => id));
  expect(rows.find(({ name }) => name === "m2")?.marks.slice(0, 2)).toEqual(["dead", "nobody answers"]);
  expect(rows.find(({ name }) => name === "every other model")).toMatchObject({ hopsOut: 1, hopsIn: 0 });
});

test("a chain stays together and in order whatever the column, and numbers in names count as numbers", () => {
  const rows = toHopRows(drawing, now);
  const general = (sorted: typeof rows) =>
    sorted.filter(({ from, kind }) => from === "a" && kind === "general").map(({ position }) => position);
  expect(general(sortHops(rows, "from", false))).toEqual([1, 2, 3, 4]);
  expect(general(sortHops(rows, "from", true))).toEqual([1, 2, 3, 4]);
  const targets = sortHops(rows, "to", false).map(({ to }) => to);
  expect(targets.indexOf("m2")).toBeLessThan(targets.indexOf("m10"));
});

test("a label tells the kind and the draft without colour", () => {
  const labels = new Map(drawing.hops.map((hop) => [hop.id, hopLabel(hop)]));
  expect(labels.get("context_window 1 a")).toBe("+1 ctx");
  expect(labels.get("default 1 *")).toBe("+1 *");
  expect(labels.get("removed general 4 a")).toBe("−4");
  expect(labels.get("general 1 a")).toBe("1");
});
