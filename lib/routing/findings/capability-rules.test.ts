import { describe, expect, it } from "vitest";
import { check, entry, fileOf, found, foundOf, oneOf } from "./testing-rules";

let port = 0;
const model = (name: string, info: string, upstream = `openai/${name}`) =>
  entry(name, `model: "${upstream}", api_base: "http://127.0.0.1:${9000 + port++}/v1", api_key: none`, info);
const routed = (models: readonly string[], settings: string) => fileOf(models, `router_settings: {${settings}}\n`);
const pair = (one: string, other: string, list = "fallbacks") =>
  routed([model("a", one), model("b", other)], `${list}: [{a: [b]}]`);

describe("smaller-context", () => {
  it("is a note on a fallback, told at the hop with both windows", () => {
    expect(oneOf("smaller-context", pair("max_input_tokens: 131072", "max_input_tokens: 8192"))).toMatchObject({
      severity: "info",
      message: "b takes less than a, whose fallback it is: 8,192 tokens against 131,072 tokens.",
      path: ["router_settings", "fallbacks", 0, "a", 0],
    });
  });

  it("is a warning on a context-window fallback, also where the windows are equal", () => {
    const text = pair("max_input_tokens: 8192", "max_input_tokens: 8192", "context_window_fallbacks");
    expect(found(text)).toEqual(["smaller-context warning"]);
  });

  it.each([
    ["a larger window", pair("max_input_tokens: 8192", "max_input_tokens: 32768")],
    ["an equal one", pair("max_input_tokens: 8192", "max_input_tokens: 8192")],
    ["windows that are not written", pair("max_input_tokens: 8192", "mode: chat")],
    [
      "a group of which one deployment takes as little",
      routed(
        [
          model("a", "max_input_tokens: 32768"),
          model("a", "max_input_tokens: 4096"),
          model("b", "max_input_tokens: 8192"),
        ],
        "fallbacks: [{a: [b]}]",
      ),
    ],
  ])("is not %s", (_, text) => {
    expect(check(text)).toEqual([]);
  });
});

describe("lost-capability", () => {
  it.each([
    ["error", "a chat model that falls back on embeddings", pair("mode: chat", "mode: embedding")],
    ["warning", "vision that the fallback denies", pair("supports_vision: true", "supports_vision: false")],
    [
      "warning",
      "function calling that the fallback denies",
      pair("supports_function_calling: true", "supports_function_calling: false"),
    ],
    [
      "info",
      "an ability that the fallback does not mention beside others",
      pair("supports_vision: true", "supports_function_calling: true"),
    ],
    [
      "warning",
      "another kind of model by its name",
      routed([model("a", "", "ollama/llama3.1"), model("b", "", "ollama/nomic-embed-text")], "fallbacks: [{a: [b]}]"),
    ],
    ["info", "another embedding model", pair("mode: embedding", "mode: embedding")],
  ])("is %s for %s", (severity, _, text) => {
    expect(oneOf("lost-capability", text).severity).toBe(severity);
  });

  it("names the model behind an alias", () => {
    const text = routed(
      [model("a", "mode: chat"), model("b", "mode: embedding")],
      "fallbacks: [{a: [x]}], model_group_alias: {x: b}",
    );
    expect(oneOf("lost-capability", text).message).toContain("x (alias of b)");
  });

  it.each([
    ["equal abilities", pair("mode: chat, supports_vision: true", "mode: chat, supports_vision: true")],
    ["chat and completion", pair("mode: chat", "mode: completion")],
    ["nothing written", pair("mode: chat", "base_model: gpt-4o")],
    ["an ability that the model itself denies", pair("supports_vision: false", "supports_vision: true")],
    [
      "the same embedding model elsewhere",
      routed(
        [model("a", "mode: embedding", "openai/bge-m3"), model("b", "mode: embedding", "ollama/bge-m3:latest")],
        "fallbacks: [{a: [b]}]",
      ),
    ],
  ])("is not %s", (_, text) => {
    expect(foundOf("lost-capability", text)).toEqual([]);
  });
});

describe("dearer-first", () => {
  const priced = (name: string, price: number) =>
    entry(
      name,
      `model: openai/${name}, api_key: os.environ/KEY_${name}, input_cost_per_token: ${price}, output_cost_per_token: ${price}`,
    );
  const models = [priced("cheap", 0.000001), priced("dear", 0.00001), model("own", "")];

  it("is a dear hop before a cheap one, or before one's own server", () => {
    const text = routed(models, "fallbacks: [{own: [dear, cheap]}]");
    expect(oneOf("dearer-first", text).message).toBe("The fallbacks of own ask dear before cheap, which costs less.");
    expect(found(routed(models, "fallbacks: [{dear: [cheap, own]}]"))).toContain("dearer-first info");
  });

  it("is not a cheap hop first, an unknown price, or a price that is higher in one way only", () => {
    expect(foundOf("dearer-first", routed(models, "fallbacks: [{own: [cheap, dear]}]"))).toEqual([]);
    const unknown = [...models, entry("open", "model: openai/open, api_key: os.environ/KEY")];
    expect(foundOf("dearer-first", routed(unknown, "fallbacks: [{own: [open, cheap]}]"))).toEqual([]);
    const odd = entry(
      "odd",
      "model: openai/odd, api_key: os.environ/K, input_cost_per_token: 1, output_cost_per_token: 0.0000001",
    );
    expect(foundOf("dearer-first", routed([...models, odd], "fallbacks: [{own: [odd, cheap]}]"))).toEqual([]);
    expect(foundOf("dearer-first", routed([...models, odd], "fallbacks: [{own: [dear, odd]}]"))).toEqual([]);
  });
});

describe("no-context-chain", () => {
  const three = [model("a", ""), model("b", ""), model("c", "")];
  const general = "fallbacks: [{a: [b]}, {b: [c]}]";

  it("is told once a list, with the models that fall back on nothing", () => {
    const text = routed(three, `${general}, context_window_fallbacks: [{a: [c]}]`);
    expect(oneOf("no-context-chain", text)).toMatchObject({
      severity: "warning",
      models: ["b"],
      path: ["router_settings", "context_window_fallbacks"],
      message: expect.stringMatching(/^After a prompt that is too long, b falls back on nothing/),
    });
    expect(oneOf("no-context-chain", routed(three, `${general}, content_policy_fallbacks: [{c: [a]}]`)).models).toEqual(
      ["a", "b"],
    );
  });

  it("is a list that is written empty where the gateway takes that for a list", () => {
    const text = `${routed(three, general)}litellm_settings: {context_window_fallbacks: []}\n`;
    expect(oneOf("no-context-chain", text).models).toEqual(["a", "b"]);
  });

  it.each([
    ["without such a list", routed(three, general)],
    ["an entry for each", routed(three, `${general}, context_window_fallbacks: [{a: [c]}, {b: [c]}]`)],
    ["an entry for every model", routed(three, `${general}, context_window_fallbacks: [{"*": [c]}]`)],
    [
      "a name that nobody can ask for",
      routed(three, "fallbacks: [{default: [b]}], context_window_fallbacks: [{a: [c]}]"),
    ],
    [
      "fallbacks whose windows are no larger anyway",
      routed(
        [
          model("a", "max_input_tokens: 9000"),
          model("b", "max_input_tokens: 9000"),
          model("c", "max_input_tokens: 9999"),
        ],
        "fallbacks: [{a: [b]}], context_window_fallbacks: [{b: [c]}]",
      ),
    ],
  ])("is not found %s", (_, text) => {
    expect(foundOf("no-context-chain", text)).toEqual([]);
  });

  it("is found with a * entry before 1.104, which is not read there", () => {
    const text = routed(three, `${general}, context_window_fallbacks: [{"*": [c]}]`);
    expect(foundOf("no-context-chain", text, "1.103.0")).toHaveLength(1);
  });
});
