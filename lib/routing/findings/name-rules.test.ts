import { describe, expect, it } from "vitest";
import { toRoutingGraph } from "../graph";
import { planAttempts } from "../plan-attempts";
import { findingKey } from "../schema";
import { readText, textOf } from "../testing";
import { chains, check, entry, fileOf, fixed, found, foundOf, oneOf } from "./testing-rules";

const alias = (map: string) => `  model_group_alias: ${map}\n`;

describe("unknown-target", () => {
  it.each([
    ["a target that nothing answers to", chains("[{A: [nobody]}]")],
    ["a target of the default chain", chains("[]", "  default_fallbacks: [nobody]\n")],
    ["a target of a special list", chains("[]", "  context_window_fallbacks: [{A: [nobody]}]\n")],
    ["a map target", chains("[{A: [{model: nobody, temperature: 0}]}]")],
    ["an alias of nothing", chains("[]", alias("{x: nobody}"))],
    ["an alias of an alias", chains("[]", alias("{x: y, y: A}"))],
    ["an alias of itself", chains("[]", alias("{x: x}"))],
    ["an alias of an empty name", chains("[]", alias('{x: ""}'))],
    ["an id that is not written", chains("[{A: [id-9]}]")],
    ["a star as a target", chains('[{A: ["*"]}]')],
  ])("finds %s", (_, text) => {
    expect(found(text)).toEqual(["unknown-target error"]);
  });

  it.each([
    ["ids and raw model strings", chains("[{A: [id-1, openai/up-2]}]")],
    ["aliases as targets and as keys", chains("[{A: [x]}, {x: [C]}]", alias("{x: B}"))],
    [
      "names that a wildcard group serves",
      textOf(["openai/*", "A"], "router_settings: {fallbacks: [{A: [openai/gpt-4o]}, {openai/o3: [A]}]}\n"),
    ],
    [
      "any name where a group is called *",
      textOf(["*", "A"], "router_settings: {fallbacks: [{A: [anything]}, {whatever: [A]}]}\n"),
    ],
    [
      "names of routing groups",
      chains(
        "[{A: [fast]}]",
        "  routing_groups: [{group_name: fast, models: [B, C], routing_strategy: simple-shuffle}]\n",
      ),
    ],
    ["an alias that has the name of its model", chains("[]", alias("{A: A}"))],
  ])("leaves %s alone", (_, text) => {
    expect(found(text).filter((what) => what.startsWith("unknown"))).toEqual([]);
  });

  it("finds a tier of a router that nothing answers to", () => {
    const router =
      "model: auto_router/complexity_router, complexity_router_config: {tiers: {SIMPLE: A, COMPLEX: bigg}}, complexity_router_default_model: A";
    const text = fileOf([
      entry("smart", router),
      entry("A", "model: openai/a, api_base: 'http://h/v1', api_key: none"),
    ]);
    expect(oneOf("unknown-target", text)).toMatchObject({ severity: "error", line: 2, models: ["smart"] });
  });

  it("points at the target, or at the alias", () => {
    expect(oneOf("unknown-target", chains("\n    - A:\n        - B\n        - nobody"))).toMatchObject({
      file: "config.yaml",
      line: 16,
      column: 11,
      path: ["router_settings", "fallbacks", 0, "A", 1],
    });
    expect(oneOf("unknown-target", chains("[]", alias("{x: nobody}")))).toMatchObject({
      line: 14,
      column: 23,
      path: ["router_settings", "model_group_alias", "x"],
    });
  });

  it("says what was probably meant, and when a name is a provider's", () => {
    const text = textOf(
      ["llama3.1:latest", "openai/x"],
      "router_settings: {fallbacks: [{openai/x: [llama3.1-latest, openai]}]}\n",
    );
    const [near, provider] = foundOf("unknown-target", text);
    expect(near?.advice).toBe("Did you mean llama3.1:latest?");
    expect(provider?.message).toMatch(/openai is a provider's name, not a model's/);
    expect(provider?.advice).toMatch(/Its models here: llama3\.1:latest and openai\/x\./);
    expect(provider?.fix).toBeUndefined();
  });

  it("says which model the gateway asks in its place", () => {
    const { message } = oneOf("unknown-target", chains("[{A: [nobody]}]", "  default_fallbacks: [C]\n"));
    expect(message).toMatch(/The gateway asks C in its place/);
  });

  it("writes the near name, keeps the rest of the list, and does not guess between versions", () => {
    const text = textOf(["gpt-4o", "gpt-oss:20b", "A"], "router_settings: {fallbacks: [{A: [gpt4o, gpt-oss:20b]}]}\n");
    expect(fixed(text, oneOf("unknown-target", text))).toBe(text.replace("gpt4o,", "gpt-4o,"));
    const version = textOf(["gpt-oss:20b", "A"], "router_settings: {fallbacks: [{A: [gpt-oss:30b]}]}\n");
    const finding = oneOf("unknown-target", version);
    expect([finding.advice, finding.fix]).toEqual(["Did you mean gpt-oss:20b?", undefined]);
  });

  it("offers no name that would lead the chain to itself, or twice to a model", () => {
    const itself = textOf(["gpt-4o"], "router_settings: {fallbacks: [{gpt-4o: [gpt4o]}]}\n");
    expect(oneOf("unknown-target", itself).fix).toBeUndefined();
    const twice = textOf(["gpt-4o", "A"], "router_settings: {fallbacks: [{A: [gpt-4o, gpt4o]}]}\n");
    expect(oneOf("unknown-target", twice).fix).toBeUndefined();
  });

  it("never copies a target that is a map into a fix", () => {
    const text = textOf(
      ["gpt-4o", "A"],
      "router_settings: {fallbacks: [{A: [gpt4o, {model: gpt-4o, api_key: sk-verysecretvalue123}]}]}\n",
    );
    const finding = oneOf("unknown-target", text);
    expect(JSON.stringify(finding)).not.toContain("sk-very");
    const both = text.replace("{model: gpt-4o", "{model: A");
    expect(fixed(both, oneOf("unknown-target", both))).toBe(both.replace("gpt4o,", "gpt-4o,"));
  });

  it("lets an alias of an alias lead to the model", () => {
    const text = chains("[]", alias("{x: y, y: A}"));
    expect(found(fixed(text, oneOf("unknown-target", text)))).toEqual([]);
    const loop = chains("[]", alias("{x: y, y: x}"));
    expect(foundOf("unknown-target", loop).map(({ fix }) => fix)).toEqual([undefined, undefined]);
  });

  it("warns beside a database, and only notes what a database with models must hold", () => {
    const text = chains("[{A: [stored, also]}, {other: [A]}]");
    const beside = (settings: string) => text.replace("{master_key", `{${settings}, master_key`);
    expect(found(beside("database_url: os.environ/DB"))).toEqual(["unknown-target warning", "unknown-target warning"]);
    expect(found(beside("store_model_in_db: true"))).toEqual(["unknown-target info"]);
    expect(found("general_settings: {master_key: os.environ/K}\nrouter_settings: {fallbacks: [{a: [b]}]}\n")).toEqual(
      [],
    );
    const typo = textOf(["gpt-4o", "A"], "router_settings: {fallbacks: [{A: [gpt4o, openai]}]}\n");
    expect(found(typo.replace("{master_key", "{store_model_in_db: true, master_key"))).toEqual([
      "unknown-target warning",
      "unknown-target warning",
    ]);
  });

  it("is the same after entries before it moved", () => {
    const key = (list: string) => foundOf("unknown-target", chains(list)).map(findingKey);
    expect(key("[{A: [nobody]}]")).toEqual(key("[{C: [B]}, {A: [B, nobody]}]"));
  });
});

describe("unknown-key", () => {
  it("finds a key that nothing answers to, and renames it when a free name is near", () => {
    expect(found(chains("[{nobody: [A]}]"))).toEqual(["unknown-key warning"]);
    const text = textOf(["mistral:7b", "B"], 'router_settings:\n  fallbacks:\n    - "mistral-7b": [B] # local\n');
    const finding = oneOf("unknown-key", text);
    expect(finding).toMatchObject({ line: 11, column: 7, advice: "Did you mean mistral:7b?" });
    expect(check(fixed(text, finding))).toEqual([]);
    const taken = text.replace("    - ", '    - "mistral:7b": [B]\n    - ');
    expect(oneOf("unknown-key", taken).fix).toBeUndefined();
  });

  it("does not say that nobody can ask where wildcard groups let every name through", () => {
    const text = textOf(["openai/*", "B"], "router_settings: {fallbacks: [{ghost: [B]}]}\n");
    expect(oneOf("unknown-key", text).message).toContain("used only where a client asks for that very name");
    const graph = toRoutingGraph(readText(text));
    expect(planAttempts(graph, { model: "ghost", kind: "general" }).hops.map(({ group }) => group)).toEqual(["B"]);
  });

  it.each([
    [
      "a key without the provider that its group has",
      textOf(["openai/A", "B"], "router_settings: {fallbacks: [{A: [B]}]}\n"),
    ],
    ["a key with a provider in front", textOf(["A", "B"], "router_settings: {fallbacks: [{openai/A: [B]}]}\n")],
    ["an alias, an id and a raw model", chains("[{x: [B]}, {id-1: [C]}, {openai/up-2: [A]}]", alias("{x: A}"))],
    ["a target whose chain is followed", chains("[{A: [ghost]}, {ghost: [B]}]")],
    ["the key of every model", chains('[{"*": [B]}]')],
  ])("leaves %s alone", (_, text) => {
    expect(foundOf("unknown-key", text)).toEqual([]);
  });
});

it("takes names that JavaScript could trip over", () => {
  const names = ["__proto__", "constructor", "a b", "ü/:", "æ §"];
  const list = names.map(
    (name, at) => `{${JSON.stringify(name)}: [${JSON.stringify(names[(at + 1) % names.length])}]}`,
  );
  expect(found(textOf(names, `router_settings: {fallbacks: [${list.join(", ")}]}\n`))).toEqual(["cycle warning"]);
});
