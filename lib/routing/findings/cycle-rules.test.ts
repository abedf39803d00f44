import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingKey } from "../schema";
import { needsAcknowledgement } from "../severity";
import { textOf } from "../testing";
import { drawLoop, findLoops } from "./cycles";
import { chains, entry, fileOf, found, foundOf, oneOf } from "./testing-rules";

const retries = "  num_retries: 0\n";

describe("cycle", () => {
  it("draws the loop and counts the calls that it costs on this version", () => {
    const text = chains("[{A: [B]}, {B: [C]}, {C: [A]}]", retries);
    expect(oneOf("cycle", text)).toMatchObject({
      severity: "warning",
      message:
        "Fallbacks run in a loop: A → B → C → A. When all of them fail, a request for A makes 3 upstream calls on 1.106.2.",
      models: expect.arrayContaining(["A", "B", "C"]),
      path: ["router_settings", "fallbacks", 0, "A", 0],
    });
    const old = oneOf("cycle", text, "1.96.4");
    expect([old.severity, old.message]).toEqual(["error", expect.stringContaining("6 upstream calls on 1.96.4")]);
  });

  it("says of which list it is, where there are several", () => {
    const loop = "[{A: [B]}, {B: [A]}]";
    const text = chains(loop, `${retries}  context_window_fallbacks: ${loop}\n`);
    const starts = foundOf("cycle", text).map(({ message }) => message.slice(0, message.indexOf(":")));
    expect(starts).toEqual(["Fallbacks run in a loop", "Context-window fallbacks run in a loop"]);
  });

  it("counts retries", () => {
    expect(oneOf("cycle", chains("[{A: [B]}, {B: [A]}]")).message).toContain("6 upstream calls");
  });

  it("is one finding a component, with those that are tied into it", () => {
    const text = chains("[{A: [B, C]}, {B: [A, C]}, {C: [A, B]}]");
    expect(found(text)).toEqual(["cycle warning"]);
    expect(oneOf("cycle", text).message).toContain("A → B → A. C is tied into it.");
    expect(found(text, "1.96.4")).toEqual(["cycle error"]);
    const two = textOf(
      ["A", "B", "C", "D"],
      "router_settings: {fallbacks: [{A: [B]}, {B: [A]}, {C: [D]}, {D: [C]}]}\n",
    );
    expect(found(two)).toEqual(["cycle warning", "cycle warning"]);
  });

  it("goes through aliases, ids and raw models, and says how they are written", () => {
    const through = chains("[{A: [x]}, {B: [A]}, {x: [C]}]", "  model_group_alias: {x: B}\n");
    expect(oneOf("cycle", through).message).toContain("A → B (as x) → A");
    expect(oneOf("cycle", chains("[{A: [id-1]}, {B: [openai/up-0]}]")).message).toContain(
      "A → B (as id-1) → A (as openai/up-0)",
    );
  });

  it("goes through the tiers of a router", () => {
    const router =
      "model: auto_router/complexity_router, complexity_router_config: {tiers: {SIMPLE: small}}, complexity_router_default_model: small";
    const text = fileOf(
      [entry("smart", router), entry("small", "model: openai/s, api_base: 'http://h/v1', api_key: none")],
      "router_settings: {fallbacks: [{small: [smart]}]}\n",
    );
    expect(oneOf("cycle", text).message).toContain("small → smart → small");
  });

  it("is a note where only the default chain closes it, which nobody must acknowledge", () => {
    const text = chains("[{A: [B]}]", "  default_fallbacks: [A]\n");
    const finding = oneOf("cycle", text);
    expect([finding.severity, needsAcknowledgement(finding)]).toEqual(["info", false]);
    expect(oneOf("cycle", text, "1.96.0").severity).toBe("error");
  });

  it("is not the default chain by itself, since each name is tried once", () => {
    const text = chains("[]", "  default_fallbacks: [A, B, C]\n");
    expect(found(text)).toEqual([]);
    expect(found(text, "1.96.0")).toEqual(["cycle error"]);
  });

  it.each([
    ["a diamond", chains("[{A: [B, C]}, {B: [C]}]")],
    ["a model that names itself", chains("[{A: [A, B]}]")],
    ["loops that need lists of two kinds", chains("[{A: [B]}]", "  content_policy_fallbacks: [{B: [A]}, {A: [C]}]\n")],
    ["a second list that is not read", chains("[{A: [B]}, {B: [C]}, {B: [A]}]")],
    ["names of one wildcard", textOf(["o/*"], "router_settings: {fallbacks: [{o/a: [o/b]}, {o/b: [o/c]}]}\n")],
  ])("is not %s", (_, text) => {
    expect(foundOf("cycle", text)).toEqual([]);
  });

  it("stays the same finding when retries change, and is another when a model joins", () => {
    const key = (list: string, more = "") => findingKey(oneOf("cycle", chains(list, more)));
    const pair = "[{A: [B]}, {B: [A]}]";
    expect(key(pair)).toBe(key(pair, retries));
    expect(key(pair)).toBe(key("[{B: [A]}, {A: [B]}]"));
    expect(key(pair)).not.toBe(key("[{A: [B]}, {B: [A, C]}, {C: [A]}]"));
  });
});

describe("loops of a graph", () => {
  const graphs = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 40 }).map((pairs) => {
    const edges = new Map<string, Set<string>>();
    for (const [from, to] of pairs) edges.set(`n${from}`, (edges.get(`n${from}`) ?? new Set()).add(`n${to}`));
    return edges;
  });

  const reach = (edges: Map<string, Set<string>>, from: string): Set<string> => {
    const seen = new Set<string>();
    const open = [...(edges.get(from) ?? [])];
    for (const name of open) {
      if (seen.has(name)) continue;
      seen.add(name);
      open.push(...(edges.get(name) ?? []));
    }
    return seen;
  };

  it("are the sets of names that lead to each other, each drawn along its edges", () => {
    fc.assert(
      fc.property(graphs, (edges) => {
        const loops = findLoops(edges);
        const inLoops = new Set(loops.flat());
        for (const name of edges.keys()) expect(inLoops.has(name)).toBe(reach(edges, name).has(name));
        for (const members of loops)
          for (const member of members)
            expect([...reach(edges, member)].filter((to) => reach(edges, to).has(member)).sort()).toEqual(
              [...members].sort(),
            );
        for (const members of loops) {
          const drawn = drawLoop(members, edges);
          expect(drawn[0]).toBe([...members].sort()[0]);
          expect(drawn.at(-1)).toBe(drawn[0]);
          expect(drawn.length).toBeGreaterThan(1);
          drawn.slice(1).forEach((to, at) => {
            expect(edges.get(drawn[at] ?? "")?.has(to)).toBe(true);
          });
        }
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });
});
