import { expect, it } from "vitest";
import { countTargets, listsTouched, modelsWithout } from "./bulk-effect";
import { graphOf } from "./testing";

const graph = graphOf(
  ["a", "b", "c", "team/*"],
  "router_settings: {fallbacks: [{a: [b, c]}, {b: [c, c]}, {x: [a]}], model_group_alias: {x: a}}\n",
);

it("tells which models have no such hop yet, aliases too, never the target itself nor a wildcard", () => {
  expect(modelsWithout(graph, { kind: "general", target: "c" })).toEqual(["x"]);
  expect(modelsWithout(graph, { kind: "general", target: "b" })).toEqual(["c", "x"]);
  expect(modelsWithout(graph, { kind: "context_window", target: "c" })).toEqual(["a", "b", "x"]);
});

it("counts the lists that name a target, a repeat once", () => {
  expect(countTargets(graph)).toEqual([
    { name: "c", lists: 2 },
    { name: "b", lists: 1 },
    { name: "a", lists: 1 },
  ]);
});

it("names the lists that an edit of many changes", () => {
  expect(listsTouched(graph, { type: "append-target", kind: "general", models: ["a", "x"], target: "c" })).toEqual([
    "x",
  ]);
  expect(listsTouched(graph, { type: "append-target", kind: "default", models: ["a"], target: "c" })).toEqual(["*"]);
  expect(listsTouched(graph, { type: "replace-target", from: "c", to: null })).toEqual(["a", "b"]);
  expect(listsTouched(graph, { type: "rename-model", from: "a", to: "big" })).toEqual(["a", "x"]);
});
