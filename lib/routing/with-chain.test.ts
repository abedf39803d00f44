import { expect, test } from "vitest";
import { applyEdits } from "@/lib/config/apply-edit";
import type { ChainKind } from "@/lib/config/schema";
import { toRoutingGraph } from "./graph";
import { planAttempts } from "./plan-attempts";
import { graphOf, groupsOf, planOf, readText, textOf } from "./testing";
import { findChain, withChain } from "./with-chain";

const models = ["a", "b", "c", "d"];
const rest = "router_settings:\n  fallbacks: [{a: [b, c]}, {b: [d]}]\n  default_fallbacks: [d]\n";

type Case = { kind: ChainKind; model: string; targets: string[] };

const cases: Case[] = [
  { kind: "general", model: "a", targets: ["c", "b"] },
  { kind: "general", model: "a", targets: ["b", "c", "d"] },
  { kind: "general", model: "c", targets: ["a"] },
  { kind: "general", model: "b", targets: [] },
  { kind: "default", model: "*", targets: ["c", "b"] },
  { kind: "default", model: "*", targets: [] },
  { kind: "context_window", model: "a", targets: ["d"] },
  { kind: "content_policy", model: "b", targets: ["c"] },
];

test.each(cases)("the plan with $kind of $model as $targets is the plan of the file after that edit", (edit) => {
  const text = textOf(models, rest);
  const source = { main: { path: "config.yaml", text }, included: [], missing: [] };
  const saved = applyEdits(source, [
    edit.targets.length > 0 ? { type: "set-chain", ...edit } : { type: "remove-chain", ...edit },
  ]);
  if (!saved.ok) throw new Error(saved.reason);
  const written = toRoutingGraph(readText(saved.value.text));
  const local = withChain(graphOf(models, rest), edit);
  for (const model of models)
    for (const kind of ["general", "context_window", "content_policy"] as const) {
      const asked = { model, kind, version: "1.106.2" };
      expect(planAttempts(local, asked)).toEqual(planAttempts(written, asked));
    }
});

test("an edit leaves the graph that it was made from as it was", () => {
  const graph = graphOf(models, rest);
  const before = JSON.stringify(graph);
  withChain(graph, { kind: "general", model: "a", targets: ["d"] });
  expect(JSON.stringify(graph)).toBe(before);
});

test("a kept map is another target than the name it calls", () => {
  const graph = withChain(graphOf(models, rest), {
    kind: "general",
    model: "c",
    targets: ["d", { model: "d", kept: "1f" }],
  });
  expect(groupsOf(planOf(graph, "c"))).toBe("c,d,d");
});

test("the copy that is read is the one an edit is about", () => {
  const twice = "router_settings:\n  fallbacks: [{a: [b]}]\nlitellm_settings:\n  fallbacks: [{a: [c]}]\n";
  expect(findChain(graphOf(models, twice), "general", "a")?.targets).toEqual(["b"]);
  expect(findChain(graphOf(models, twice), "general", "d")).toBeUndefined();
});
