import { expect, test } from "vitest";
import { whatIf } from "@/lib/routing/fate/what-if";
import { graphOf } from "@/lib/routing/testing";
import { markFates } from "./mark-fates";
import { drawOf } from "./testing";

const rest = "router_settings: {model_group_alias: {nick: a}, fallbacks: [{a: [b, gone]}, {nick: [c]}]}\n";

test("a dead model is answered for by its chain, and one without a chain by nobody", () => {
  const graph = graphOf(["a", "b", "c"], rest);
  const view = whatIf(graph, { down: ["model:a", "model:c"], version: "1.106.2" });
  if (!view.ok) throw new Error(view.detail);
  expect(Object.fromEntries(markFates(drawOf(graph), view.value))).toEqual({
    "group a": { dead: "all", outcome: "moved", answeredBy: "b" },
    "group b": { dead: null, outcome: "same", answeredBy: "b" },
    "group c": { dead: "all", outcome: "lost", answeredBy: null },
    "alias nick": { dead: "all", outcome: "lost", answeredBy: null },
  });
});

test("nothing dead changes nothing", () => {
  const graph = graphOf(["a", "b", "c"], rest);
  const view = whatIf(graph, { down: [], version: "1.106.2" });
  if (!view.ok) throw new Error(view.detail);
  const fates = [...markFates(drawOf(graph), view.value).values()];
  expect(new Set(fates.map(({ outcome, dead }) => `${outcome} ${dead}`))).toEqual(new Set(["same null"]));
});
