import { expect, test } from "vitest";
import { graphOf } from "@/lib/routing/testing";
import { effectOnChains } from "./effect-on-chains";

const version = "1.106.2";
const settings = (lists: string) => `router_settings:\n  ${lists}\n`;
const tell = (before: string, after: string, models = ["a", "b", "c"], later = models) =>
  effectOnChains(graphOf(models, settings(before)), graphOf(later, settings(after)), version).map(
    ({ model, kind, before: old, after: now }) =>
      `${model} ${kind}: ${old.hops.map(({ group }) => group)} -> ${now.hops.map(({ group }) => group)}`,
  );

test("nothing is told of a draft that leaves every order as it is", () => {
  expect(tell("fallbacks: [{a: [b]}]", "fallbacks: [{a: [b, b]}]")).toEqual([]);
});

test("a model whose own list is untouched is told when a list further down its chain changes", () => {
  expect(tell("fallbacks: [{a: [b]}]", "fallbacks: [{a: [b]}, {b: [c]}]")).toEqual([
    "a general: a,b -> a,b,c",
    "b general: b -> b,c",
  ]);
});

test("a special list is told for its own kind of failure only", () => {
  expect(tell("fallbacks: [{a: [b]}]", "fallbacks: [{a: [b]}]\n  context_window_fallbacks: [{a: [c]}]")).toContain(
    "a context_window: a,b -> a,c",
  );
});

test("a model that goes is told as answering to nobody", () => {
  expect(tell("num_retries: 0", "num_retries: 0", ["a", "b"], ["a"])).toEqual(["b general: b -> "]);
});
