import { expect, test } from "vitest";
import type { FailureKind } from "@/lib/routing/schema";
import { graphOf } from "@/lib/routing/testing";
import { lightHops } from "./light-hops";
import { findNames, toNeighbourhood, withoutKinds } from "./narrow";
import { stepFocus } from "./step-focus";
import { drawOf } from "./testing";

const rest =
  "router_settings: {fallbacks: [{a: [b]}, {b: [c]}], context_window_fallbacks: [{a: [d]}], default_fallbacks: [d]}\n";
const graph = graphOf(["a", "b", "c", "d", "e"], rest);
const drawing = drawOf(graph);
const light = (id: string, kind: FailureKind = "general") => {
  const name = drawing.names.find((each) => each.id === id);
  if (!name) throw new Error(`no ${id}`);
  const { positions, hops } = lightHops(drawing, graph, name, { kind, version: "1.106.2" });
  return { positions: Object.fromEntries(positions), hops: [...hops].sort() };
};

test("a name lights its effective chain, hop by hop, with the lists that each comes from", () => {
  expect(light("group a")).toEqual({
    positions: { "group a": [1], "group b": [2], "group c": [3] },
    hops: ["general 1 a", "general 1 b"],
  });
  expect(light("group e")).toEqual({
    positions: { "group e": [1], "group d": [2], "any *": [] },
    hops: ["default 1 *"],
  });
});

test("another kind lights its own list", () => {
  expect(light("group a", "context_window")).toMatchObject({
    positions: { "group a": [1], "group d": [2] },
    hops: ["context_window 1 a"],
  });
});

test("the default list lights what is written beside it", () => {
  expect(light("any *")).toEqual({ positions: { "any *": [], "group d": [] }, hops: ["default 1 *"] });
});

test("a neighbourhood is what a name leads to, and what leads to it", () => {
  const name = drawing.names.find(({ id }) => id === "group b");
  if (!name) throw new Error("no b");
  const near = toNeighbourhood(drawing, graph, name, { kind: "general", version: "1.106.2" });
  expect(near.names.map(({ id }) => id)).toEqual(["group a", "group b", "group c"]);
  expect(near.hops.every(({ from, to }) => from !== "group e" && to !== "group e")).toBe(true);
});

test("a search finds names and backends, whatever the case", () => {
  expect([...findNames(drawing, " A ")]).toContain("group a");
  expect([...findNames(drawing, ":9003")]).toEqual(["group d"]);
  expect(findNames(drawing, "nowhere").size).toBe(0);
});

test("kinds can be left out", () => {
  expect(withoutKinds(drawing, ["general", "default"]).hops.map(({ id }) => id)).toEqual(["context_window 1 a"]);
});

test("arrows walk down a column and across to the nearest card", () => {
  const names = [
    { id: "a1", x: 0, y: 0 },
    { id: "a2", x: 0, y: 60 },
    { id: "b1", x: 300, y: 10 },
    { id: "b2", x: 300, y: 70 },
  ];
  expect(stepFocus(names, null, "down")).toBe("a1");
  expect(stepFocus(names, "a1", "down")).toBe("a2");
  expect(stepFocus(names, "a2", "right")).toBe("b2");
  expect(stepFocus(names, "b1", "left")).toBe("a1");
  expect(stepFocus(names, "b2", "right")).toBeNull();
  expect(stepFocus(names, "a2", "down")).toBeNull();
  expect([stepFocus(names, "a2", "first"), stepFocus(names, "a2", "last")]).toEqual(["a1", "b2"]);
});
