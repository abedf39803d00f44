import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toRoutingGraph } from "@/lib/routing/graph";
import { graphOf, readText } from "@/lib/routing/testing";
import { oracleCase } from "@/lib/testing/routing-cases";
import { listScenarios } from "./scenarios";
import type { Scenario } from "./schema";

const version = "1.106.2";
const list = (rest: string, models = ["a", "b", "c"], more: Partial<Parameters<typeof listScenarios>[1]> = {}) =>
  listScenarios(graphOf(models, rest), { version, depth: "router", ...more });

const tell = ({ kind, model, failing, expected }: Scenario): string => {
  const order = expected.hops.map(({ group }) => group).join(">");
  return `${model} ${kind} ${failing}: ${order}${expected.answered ? "" : " !"}`;
};
const chain = "router_settings: {num_retries: 2, fallbacks: [{a: [b, c]}]}";

describe("the list of scenarios", () => {
  it("has everything healthy, then the first k hops dead, then each special failure of the first hop", () => {
    expect(
      list(chain)
        .scenarios.filter(({ model }) => model === "a")
        .map(tell),
    ).toEqual([
      "a healthy 0: a",
      "a dead 1: a>b",
      "a dead 2: a>b>c",
      "a dead 3: a>b>c !",
      "a rate_limit 1: a>b",
      "a authentication 1: a>b",
      "a context_window 1: a>b",
      "a content_policy 1: a>b",
    ]);
  });

  it("tries a model without a chain only healthy", () => {
    expect(
      list(chain)
        .scenarios.filter(({ model }) => model === "c")
        .map(tell),
    ).toEqual(["c healthy 0: c"]);
  });

  it("follows a list of its own for a special failure to its end", () => {
    const rest = "router_settings: {fallbacks: [{a: [b]}], context_window_fallbacks: [{a: [c]}]}";
    const special = list(rest).scenarios.filter(({ kind, model }) => kind === "context_window" && model === "a");
    expect(special.map(tell)).toEqual(["a context_window 1: a>c", "a context_window 2: a>c !"]);
  });

  it("asks for aliases, for sources that are ids, and for one name that a wildcard serves", () => {
    const rest = "router_settings: {model_group_alias: {nick: a}, fallbacks: [{id-1: [c]}, {nick: [b]}]}";
    const models = new Set(list(rest, ["a", "b", "c", "openai/*"]).scenarios.map(({ model }) => model));
    expect([...models]).toEqual(["a", "b", "c", "openai/rehearsal", "nick", "id-1"]);
  });

  it("adds a stream and a time-out for the whole gateway, few of the latter as each takes its time", () => {
    const rest = `router_settings: {fallbacks: [${["a", "b", "c", "d"].map((name) => `{${name}: [e]}`).join(", ")}]}`;
    const { scenarios, leftOut } = list(rest, ["a", "b", "c", "d", "e"], { depth: "gateway" });
    expect(scenarios.filter(({ stream }) => stream)).toHaveLength(4);
    expect(scenarios.filter(({ kind }) => kind === "timeout")).toHaveLength(1);
    expect(leftOut).toEqual([{ kind: "timeout", count: 3 }]);
  });

  it("keeps first failures and what a draft changes when there are too many, and says what it leaves out", () => {
    const rest = `router_settings: {fallbacks: [${["a", "b", "c", "d"].map((name) => `{${name}: [e]}`).join(", ")}]}`;
    const models = ["a", "b", "c", "d", "e"];
    const whole = list(rest, models).scenarios.length;
    const few = list(rest, models, { limit: 5 });
    expect(few.scenarios.map(tell)).toEqual(expect.arrayContaining(["a dead 1: a>e", "d dead 1: d>e"]));
    expect(few.leftOut.reduce((sum, { count }) => sum + count, few.scenarios.length)).toBe(whole);
    const first = list(rest, models, { limit: 7, first: ["d"] });
    expect(new Set(first.scenarios.map(({ model }) => model))).toEqual(new Set(["d"]));
  });

  it("says what is open where only some deployments of a group are dead", () => {
    const text = `model_list:
  - {model_name: pair, litellm_params: {model: openai/a}, model_info: {id: one}}
  - {model_name: pair, litellm_params: {model: openai/b}, model_info: {id: two}}
router_settings: {fallbacks: [{one: [pair]}]}`;
    const { scenarios } = listScenarios(toRoutingGraph(readText(text)), { version, depth: "router" });
    const open = scenarios.find(({ model, kind, failing }) => model === "one" && kind === "dead" && failing === 1);
    expect(open?.expected.open).toContain("at random");
  });

  it("is certain of a version that nobody has proven: the rehearsal proves it", () => {
    for (const newer of ["1.250.3", null])
      expect(list(chain, ["a", "b", "c"], { version: newer }).scenarios.every(({ expected }) => expected.certain)).toBe(
        true,
      );
  });

  it("survives names that objects have of themselves, spaces and emoji", () => {
    const models = ["__proto__", "constructor", "a b: c/d", "😀"];
    const rest = `router_settings: {fallbacks: [{"__proto__": ["constructor", "😀"]}]}`;
    const { scenarios } = list(rest, models);
    expect(scenarios.map(tell)).toContain("__proto__ dead 1: __proto__>constructor");
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
  });

  it("never holds a scenario twice, never exceeds its limit, and kills only what the plan calls", () => {
    fc.assert(
      fc.property(oracleCase, fc.integer({ min: 1, max: 40 }), ({ graph }, limit) => {
        const { scenarios } = listScenarios(graph, { version, depth: "gateway", limit });
        expect(scenarios.length).toBeLessThanOrEqual(limit);
        expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
        for (const { dead, failing, expected } of scenarios) {
          if (failing === 0) expect(dead).toEqual([]);
          const called = new Set(expected.hops.flatMap(({ deployments }) => deployments));
          if (expected.open === null) for (const identity of dead) expect(called.has(identity)).toBe(true);
          const last = expected.hops.at(-1);
          if (expected.open === null && expected.answered)
            expect(last?.deployments.some((identity) => dead.includes(identity))).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("stays quick and bounded on 500 groups with long chains", () => {
    const models = Array.from({ length: 500 }, (_, at) => `m${at}`);
    const entries = models.map(
      (name, at) => `{${name}: [m${(at + 1) % 500}, m${(at + 7) % 500}, m${(at + 11) % 500}]}`,
    );
    const graph = graphOf(models, `router_settings: {max_fallbacks: 20, fallbacks: [${entries.join(", ")}]}`);
    const startedAt = performance.now();
    const { scenarios, leftOut } = listScenarios(graph, { version, depth: "router" });
    expect(scenarios).toHaveLength(300);
    expect(leftOut.length).toBeGreaterThan(0);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
