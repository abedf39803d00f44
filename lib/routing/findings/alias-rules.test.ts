import { describe, expect, it } from "vitest";
import { toRoutingGraph } from "../graph";
import { groupsOf, planOf, readText, textOf } from "../testing";
import { chains, check, fixed, found, foundOf, oneOf } from "./testing-rules";

const alias = (map: string) => `  model_group_alias: ${map}\n`;
const planAfter = (text: string, model: string) => groupsOf(planOf(toRoutingGraph(readText(text)), model));

describe("alias-without-chain", () => {
  it("names the model that answers, and gives the alias its chain", () => {
    const text = chains("[{A: [B, C]}]", alias("{fast: A}"));
    const finding = oneOf("alias-without-chain", text);
    expect(finding).toMatchObject({
      severity: "warning",
      message: "The alias fast answers with A and does not inherit its fallbacks: it has none.",
      models: ["fast", "A"],
      path: ["router_settings", "model_group_alias", "fast"],
    });
    expect([planAfter(text, "fast"), planAfter(fixed(text, finding), "fast")]).toEqual(["A", "A,B,C"]);
    expect(check(fixed(text, finding))).toEqual([]);
  });

  it("says that the default chain serves it instead", () => {
    const text = chains("[{A: [B]}]", `${alias("{x: A}")}  default_fallbacks: [C]\n`);
    expect(oneOf("alias-without-chain", text).message).toContain("it has the default chain instead");
  });

  it("tells all kinds that it lacks at once, and copies them all", () => {
    const text = chains("[{A: [B]}]", `${alias("{x: A}")}  context_window_fallbacks: [{A: [C]}]\n`);
    const finding = oneOf("alias-without-chain", text);
    expect(finding.message).toContain("its fallbacks and context-window fallbacks");
    expect(finding.fix?.edits).toHaveLength(2);
    expect(found(fixed(text, finding))).toEqual([]);
  });

  it("does not copy targets that are maps", () => {
    const text = chains("[{A: [{model: B, api_key: sk-secretsecret1234}]}]", alias("{x: A}"));
    expect(oneOf("alias-without-chain", text).fix).toBeUndefined();
  });

  it.each([
    ["an alias with a chain", chains("[{A: [B]}, {x: [C]}]", alias("{x: A}"))],
    [
      "an alias whose chain stands under its name without a provider",
      chains("[{A: [B]}, {x: [C]}]", alias("{openai/x: A}")),
    ],
    ["an alias of a model without a chain", chains("[{B: [C]}]", alias("{x: A}"))],
    [
      "an alias in a section that the gateway does not read it from",
      chains("[{A: [B]}]", `litellm_settings:\n${alias("{x: A}")}`),
    ],
    ["a list", chains("[{A: [B]}, {x: [B]}]", alias("{x: [A]}"))],
  ])("is not %s", (_, text) => {
    expect(foundOf("alias-without-chain", text)).toEqual([]);
  });
});

describe("alias-shape", () => {
  it("makes a list a chain that can be asked for", () => {
    const text = chains("[]", alias("{x: [A, B, C]}"));
    const finding = oneOf("alias-shape", text);
    expect(finding).toMatchObject({ severity: "error", advice: "Make it a chain: A, then B, C." });
    const after = fixed(text, finding);
    expect(after).toContain("model_group_alias: {x: A}");
    expect([planAfter(after, "x"), check(after)]).toEqual(["A,B,C", []]);
  });

  it("keeps a chain that the alias has, and takes over that of an only name", () => {
    const own = chains("[{x: [C]}]", alias("{x: [A, B]}"));
    expect(planAfter(fixed(own, oneOf("alias-shape", own)), "x")).toBe("A,B,C");
    const single = chains("[{A: [B]}]", alias("{x: [A]}"));
    expect(check(fixed(single, oneOf("alias-shape", single)))).toEqual([]);
  });

  it("takes the alias away where a model has its name: only the chain is meant", () => {
    const text = chains("[]", alias("{A: [A, B], y: C}"));
    const after = fixed(text, oneOf("alias-shape", text));
    expect([planAfter(after, "A"), check(after)]).toEqual(["A,B", []]);
  });

  it("adds hidden where it lacks", () => {
    const text = chains("[]", alias("\n    x:\n      model: A # small"));
    expect(fixed(text, oneOf("alias-shape", text))).toContain("model: A # small\n      hidden: false");
  });

  it.each([
    ["names that nobody knows", alias("{x: [A, nobody]}")],
    ["a first name that is no model", alias("{y: B, x: [y, A]}")],
    ["an empty list", alias("{x: []}")],
    ["a number", alias("{x: 3}")],
    ["a map without a model", alias("{x: {hidden: true}}")],
  ])("offers nothing for %s", (_, map) => {
    expect(foundOf("alias-shape", chains("[]", map)).map(({ fix }) => fix)).toEqual([undefined]);
  });
});

describe("chain-shape", () => {
  it.each([
    ["a map of chains", "{A: [B], B: [C]}", "A,B,C"],
    ["an entry of two models", "[{A: [B], B: [C]}, {C: [B]}]", "A,B,C"],
    ["a text", "[{A: B}]", "A,B"],
    ["lists in a list", "[{A: [[B, C]]}]", "A,B,C"],
  ])("puts %s right", (_, list, plan) => {
    const text = chains(list);
    const finding = oneOf("chain-shape", text);
    const after = fixed(text, finding);
    expect([foundOf("chain-shape", after), planAfter(after, "A")]).toEqual([[], plan]);
  });

  it("puts a default chain right that is a text", () => {
    const text = chains("[]", "  default_fallbacks: C\n");
    expect(check(fixed(text, oneOf("chain-shape", text)))).toEqual([]);
  });

  it.each([
    "[A, B]",
    "[{A: nobody}]",
    "[{A: A}]",
    "{A: [A], B: [C]}",
    "[{1: [B]}]",
    "[{A: [3]}]",
    "B",
    "[{A: [B], B: {model: C, api_key: sk-x}}]",
  ])("offers nothing for %s", (list) => {
    for (const finding of foundOf("chain-shape", chains(list))) expect(finding.fix).toBeUndefined();
    expect(foundOf("chain-shape", chains(list)).length).toBeGreaterThan(0);
  });

  it("finds nothing in a sound file", () => {
    expect(foundOf("chain-shape", textOf(["A", "B"], "router_settings: {fallbacks: [{A: [B]}]}\n"))).toEqual([]);
  });
});
