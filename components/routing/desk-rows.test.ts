import { expect, test } from "vitest";
import type { DeploymentHealth, Status } from "@/lib/health/schema";
import { planAttempts } from "@/lib/routing/plan-attempts";
import { graphOf, planOf } from "@/lib/routing/testing";
import { withChain } from "@/lib/routing/with-chain";
import { findList, isAbout, listAt, namesWithLists, statusByName, toModelRows } from "./desk-rows";
import { planWords, rulesWords } from "./plan-words";

const graph = graphOf(["a", "b", "__proto__"], "router_settings:\n  fallbacks: [{a: [b]}, {ghost: [a]}]\n");
const lists = [
  { kind: "general" as const, source: "a", targets: ["b"] },
  { kind: "general" as const, source: "ghost", targets: ["a"] },
  { kind: "default" as const, source: "*", targets: ["b"] },
];
const health = (statuses: Record<string, Status>) =>
  new Map(
    Object.entries(statuses).map(([identity, status]): [string, DeploymentHealth] => [
      identity,
      { identity, group: "", backend: "", direct: null, gateway: null, status, reasoning: "" },
    ]),
  );
const desk = {
  graph,
  lists,
  onDisk: [],
  findings: [],
  gateway: { id: "g", name: "g", configPath: "c", version: "1.106.2" },
};

test("a list of a name that is no model can be chosen too", () => {
  expect(namesWithLists(graph, lists)).toEqual(["a", "b", "__proto__", "ghost"]);
});

test("the default list is every model's", () => {
  expect(findList(lists, "default", "a")).toEqual(["b"]);
  expect(findList(lists, "general", "b")).toEqual([]);
});

test("the default list is the `*` entry where that is what is written, and no model of its own", () => {
  const starred = [{ kind: "general" as const, source: "*", targets: ["b"] }];
  expect(listAt(starred, "default", "a")).toEqual({ kind: "general", source: "*" });
  expect(findList(starred, "default", "a")).toEqual(["b"]);
  expect(listAt([...starred, ...lists], "default", "a")).toEqual({ kind: "default", source: "*" });
  expect(listAt([], "default", "a")).toEqual({ kind: "default", source: "*" });
  expect(namesWithLists(graph, starred)).toEqual(["a", "b", "__proto__"]);
});

test("a name is as good as its best deployment, and unknown is never guessed", () => {
  const statusOf = statusByName(graph, health({ "id-0": "unhealthy" }));
  expect([statusOf("a"), statusOf("b"), statusOf("nobody")]).toEqual(["unhealthy", "unknown", null]);
});

test("a row tells the written length, the backends that the plan really reaches, and whether it was edited", () => {
  const rows = toModelRows(desk, health({ "id-1": "healthy" }));
  expect(rows.map(({ name, hops, backends, edited }) => [name, hops, backends, edited])).toEqual([
    ["a", 1, 2, true],
    ["b", 0, 1, false],
    ["__proto__", 0, 1, false],
    ["ghost", 1, 0, true],
  ]);
});

test("a finding stands beside the models it names and the list it is in", () => {
  const finding = { rule: "r", severity: "warning" as const, file: "c", line: 1, column: 1, message: "m" };
  expect(isAbout({ ...finding, path: [], models: ["a"] }, "general", "a")).toBe(true);
  expect(isAbout({ ...finding, path: ["router_settings", "fallbacks", 0, "a"] }, "general", "a")).toBe(true);
  expect(isAbout({ ...finding, path: [], models: ["a"] }, "general", "b")).toBe(false);
  expect(isAbout({ ...finding, path: ["router_settings", "default_fallbacks", 0] }, "default", "b")).toBe(true);
});

const version = "1.106.2";

test("a plan says what it rests on, and how many calls its hops cost with retries", () => {
  expect(planWords(planOf(graph, "a"), graph, version)).toBe(
    "2 hops, at most 6 upstream calls · 2 independent backends · survives any single backend",
  );
  expect(planWords(planOf(graph, "b"), graph, version)).toMatch(
    /^1 hop, .* · 1 independent backend · rests on .*alone/,
  );
  const shared = withChain(graph, { kind: "general", model: "b", targets: [] });
  expect(planWords(planOf(shared, "nobody"), shared, version)).toBe("");
});

test("a group of two backends does not survive for certain what leaves it to chance", () => {
  const { deployments, ...rest } = graph;
  const two = { ...rest, deployments: deployments.map((each) => ({ ...each, group: "a" })), groups: ["a"], chains: [] };
  expect(planWords(planOf(two, "a"), two, version)).toContain("some requests go unanswered, by chance");
});

test("names of this machine are one backend", () => {
  const here = (backend: string) => ({ backend, local: true, keyReference: null });
  const [one, two, ...others] = graph.deployments;
  if (!one || !two) throw new Error("The graph has two deployments.");
  const deployments = [{ ...one, ...here("localhost:11434") }, { ...two, ...here("127.0.0.1:11434") }, ...others];
  const same = { ...graph, deployments };
  expect(planWords(planOf(same, "a"), same, version)).toContain("rests on 127.0.0.1:11434 alone");
});

test("rules that are a guess are called one, with the reason", () => {
  const exact = planOf(graph, "a");
  expect(rulesWords(exact, version)).toBe("rules of LiteLLM 1.106, when each fails");
  expect(rulesWords(planAttempts(graph, { model: "a", kind: "general", version: null }), null)).toContain(
    "the running version is not known",
  );
  expect(rulesWords(planOf(graph, "a", { version: "9.9.9" }), "9.9.9")).toContain("the gateway runs 9.9.9");
  expect(rulesWords({ ...exact, exact: false }, "v1.106.2")).toContain("by chance");
});
