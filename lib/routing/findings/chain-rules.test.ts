import { describe, expect, it } from "vitest";
import { textOf } from "../testing";
import { chains, check, fixed, found, foundOf, oneOf } from "./testing-rules";

const alias = (map: string) => `  model_group_alias: ${map}\n`;

describe("self-reference", () => {
  it("is an error where the gateway skips the hop, and the fix takes it out", () => {
    const text = chains("[{A: [A, B]}]");
    const finding = oneOf("self-reference", text);
    expect(finding).toMatchObject({ severity: "error", path: ["router_settings", "fallbacks", 0, "A", 0] });
    expect(fixed(text, finding)).toBe(text.replace("[A, B]", "[B]"));
  });

  it("takes the chain away with its only hop", () => {
    const text = chains("[{A: [A]}, {B: [C]}]");
    expect(fixed(text, oneOf("self-reference", text))).toBe(text.replace("{A: [A]}, ", ""));
  });

  it.each([
    ["an alias of the model", chains("[{A: [x, B]}]", alias("{x: A}"))],
    ["the id of its only deployment", chains("[{A: [id-0, B]}]")],
    ["its raw model", chains("[{A: [openai/up-0, B]}]")],
  ])("warns that %s asks the model again", (_, text) => {
    const finding = oneOf("self-reference", text);
    expect(finding.severity).toBe("warning");
    expect(foundOf("self-reference", fixed(text, finding))).toEqual([]);
  });

  it("gives an alias the chain that it borrows from its model", () => {
    const text = chains("[{A: [B]}, {x: [A]}]", alias("{x: A}"));
    expect(found(fixed(text, oneOf("self-reference", text)))).toEqual([]);
  });

  it.each([
    ["one deployment among several of the group", textOf(["A", "A"], "router_settings: {fallbacks: [{A: [id-1]}]}\n")],
    ["the same model with other parameters", chains("[{A: [{model: A, temperature: 0}]}]")],
    ["names of one wildcard", textOf(["openai/*"], "router_settings: {fallbacks: [{openai/a: [openai/b]}]}\n")],
    ["the default chain", chains("[]", "  default_fallbacks: [A, B]\n")],
  ])("leaves %s alone", (_, text) => {
    expect(foundOf("self-reference", text)).toEqual([]);
  });
});

describe("empty-chain", () => {
  it("is a leftover where there is no default chain", () => {
    const text = chains("[{A: []}, {B: [C]}]");
    const finding = oneOf("empty-chain", text);
    expect(finding.severity).toBe("warning");
    expect(fixed(text, finding)).toBe(text.replace("{A: []}, ", ""));
  });

  it("keeps the default chain away, which may be meant, so there is no fix", () => {
    const finding = oneOf("empty-chain", chains("[{A: []}]", "  default_fallbacks: [B]\n"));
    expect(finding.message).toMatch(/keeps the default chain away/);
    expect(finding.fix).toBeUndefined();
  });

  it("is not a list that holds what is no target, which has the wrong shape and must not be removed", () => {
    expect(found(chains("[{A: [true, 5]}]"))).toEqual(["chain-shape error", "chain-shape error"]);
  });
});

describe("duplicate-chain", () => {
  it("takes away the list that is not read", () => {
    const text = chains("\n    - A: [B, C] # first\n    - B: [C]\n    - A: [B] # second");
    const finding = oneOf("duplicate-chain", text);
    expect(finding).toMatchObject({ severity: "warning", path: ["router_settings", "fallbacks", 2, "A"] });
    expect(fixed(text, finding)).toBe(text.replace("    - A: [B] # second\n", ""));
  });

  it("names the first of several default chains, since the last is read", () => {
    const text = chains('[{"*": [B]}]', "  default_fallbacks: [C]\n");
    const finding = oneOf("duplicate-chain", text);
    expect(finding.path).toEqual(["router_settings", "fallbacks", 0, "*"]);
    expect(check(fixed(text, finding))).toEqual([]);
  });

  it("offers nothing where a name with a provider reads the last list", () => {
    const text = textOf(["openai/A", "B", "C"], "router_settings: {fallbacks: [{A: [B]}, {A: [B]}]}\n");
    expect(oneOf("duplicate-chain", text).fix).toBeUndefined();
  });

  it("offers nothing where the first default stands in for an unknown name", () => {
    const text = chains('[{"*": [B]}, {A: [nobody]}]', "  default_fallbacks: [C]\n");
    expect(oneOf("duplicate-chain", text).fix).toBeUndefined();
  });

  it("is not found between lists of different kinds", () => {
    expect(check(chains("[{A: [B]}]", "  content_policy_fallbacks: [{A: [B]}]\n"))).toEqual([]);
  });
});

describe("dead-chain", () => {
  it("is a word that is meant as *, and becomes it", () => {
    const text = chains("\n    - default: [C] # for all\n    - A: [B]");
    const finding = oneOf("dead-chain", text);
    expect(finding).toMatchObject({ severity: "warning", line: 14, column: 7 });
    expect(fixed(text, finding)).toBe(text.replace("default:", '"*":'));
    expect(found(text)).toEqual(["dead-chain warning"]);
  });

  it("has no fix where a default chain is there already", () => {
    expect(oneOf("dead-chain", chains("[{default: [C]}]", "  default_fallbacks: [B]\n")).fix).toBeUndefined();
  });

  it("has no fix where a default chain would close loops that multiply calls", () => {
    expect(oneOf("dead-chain", chains("[{default: [C]}]"), "1.96.0").fix).toBeUndefined();
  });

  it("is a pattern as a key, also where a group has that name", () => {
    const text = textOf(["openai/*", "B"], 'router_settings: {fallbacks: [{"openai/*": [B]}]}\n');
    expect(oneOf("dead-chain", text).message).toMatch(/compared letter by letter/);
  });

  it("is * in a special list before 1.104", () => {
    const text = chains("[]", '  context_window_fallbacks: [{"*": [C]}]\n');
    expect(found(text, "1.103.0")).toEqual(["dead-chain warning"]);
    expect(found(text, "1.104.0")).toEqual([]);
  });

  it("is not a model, an alias or a followed target of that name", () => {
    const named = textOf(["default", "B"], "router_settings: {fallbacks: [{default: [B]}]}\n");
    expect(foundOf("dead-chain", named)).toEqual([]);
    expect(foundOf("dead-chain", chains("[{all: [B]}]", alias("{all: A}")))).toEqual([]);
    expect(foundOf("dead-chain", chains('[{"a*": [B]}]', alias('{"a*": A}')))).toEqual([]);
    expect(foundOf("dead-chain", chains("[{A: [default]}, {default: [B]}]"))).toEqual([]);
  });
});
