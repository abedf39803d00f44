import { describe, expect, it } from "vitest";
import { readConfig } from "@/lib/config/read-config";
import { checkConfig } from "./check-config";
import { findingRules } from "./findings/catalogue";
import { toRoutingGraph } from "./graph";
import { findingKey } from "./schema";
import { isBlocking, needsAcknowledgement } from "./severity";
import { readText, textOf } from "./testing";

const check = (text: string, version: string | null = "1.106.2") => {
  const reading = readText(text);
  return checkConfig({ reading, graph: toRoutingGraph(reading), version });
};

const chains = (list: string, more = ""): string =>
  textOf(["A", "B", "C"], `router_settings:\n  fallbacks: ${list}\n${more}`);

/** `rule severity` of what is found, but for the notes on shared fate. */
const found = (text: string, version?: string): string[] =>
  check(text, version).map(({ rule, severity }) => `${rule} ${severity}`);

describe("rules fire", () => {
  const cases: [expected: string, text: string][] = [
    ["unknown-target error", chains("[{A: [nobody]}]")],
    ["unknown-target error", chains("[]", "  model_group_alias: {x: nobody}\n")],
    ["unknown-target error", chains("[]", "  model_group_alias: {x: y, y: A}\n")],
    ["unknown-key warning", chains("[{nobody: [A]}]")],
    ["self-reference error", chains("[{A: [A, B]}]")],
    ["cycle warning", chains("[{A: [B]}, {B: [A]}]")],
    ["cycle warning", chains("[{A: [x]}, {B: [A]}, {x: [C]}]", "  model_group_alias: {x: B}\n")],
    ["empty-chain error", chains("[{A: []}]")],
    ["unreachable-hop warning", chains("[{A: [B, B]}]")],
    ["unreachable-hop warning", chains("[{A: [B]}, {B: [C]}]", "  max_fallbacks: 1\n")],
    ["duplicate-chain warning", chains("[{A: [B]}, {A: [C]}]")],
    ["duplicate-chain warning", chains('[{"*": [B]}]', "  default_fallbacks: [C]\n")],
    ["alias-without-chain warning", chains("[{A: [B]}]", "  model_group_alias: {x: A}\n")],
    ["chain-shape error", chains("{A: [B]}")],
    ["alias-shape error", chains("[]", "  model_group_alias: {x: [A, B]}\n")],
    ["misplaced-setting error", chains("[]", "  health_check_interval: 60\n")],
    ["misplaced-setting warning", chains("[]", "litellm_settings: {routing_strategy: least-busy}\n")],
    ["conflicting-setting warning", chains("[]", "  num_retries: 1\nlitellm_settings: {num_retries: 2}\n")],
    ["refused-setting error", chains("[]", "  routing_strategy: fastest\n")],
    ["not-a-number error", chains("[]", "  num_retries: abc\n")],
    ["not-a-number error", chains("[]", "  allowed_fails: -5\n")],
    ["not-a-number error", chains("[]", "litellm_settings: {request_timeout: [1]}\n")],
    ["missing-api-base error", "model_list:\n  - {model_name: a, litellm_params: {model: ollama_chat/a}}\n"],
    [
      "missing-api-key error",
      "model_list:\n  - {model_name: a, litellm_params: {model: openai/a, api_base: 'http://h/v1'}}\n",
    ],
    ["missing-api-key info", "model_list:\n  - {model_name: a, litellm_params: {model: openai/gpt-4o}}\n"],
    [
      "plaintext-secret warning",
      "model_list:\n  - {model_name: a, litellm_params: {model: openai/gpt-4o, api_key: sk-abcdefghijklmnopqrst}}\n",
    ],
    ["plaintext-secret warning", "model_list: []\ngeneral_settings: {master_key: hunter2hunter2}\n"],
    ["no-master-key warning", "model_list:\n  - {model_name: a, litellm_params: {model: x/a}}\n"],
    ["no-master-key error", "model_list: []\ngeneral_settings: {master_key: sk-1234}\n"],
    ["yaml-syntax error", "model_list: [\n"],
    ["duplicate-key error", "model_list: []\nmodel_list: []\n"],
    ["model-list-shape error", "model_list:\n  - {litellm_params: {model: x/a}}\n"],
  ];
  it.each(cases)("%s", (expected, text) => {
    expect(found(text)).toContain(expected);
  });

  it("missing-include error", () => {
    const text = "model_list: []\ninclude: [nowhere.yaml]\n";
    const reading = readConfig({ main: { path: "config.yaml", text }, included: [], missing: ["nowhere.yaml"] });
    const rules = checkConfig({ reading, graph: toRoutingGraph(reading), version: null }).map(({ rule }) => rule);
    expect(rules).toContain("missing-include");
  });

  it("duplicate-deployment-id, on the second of two", () => {
    const entry = (name: string) => `  - {model_name: ${name}, litellm_params: {model: x/a}, model_info: {id: same}}\n`;
    const [finding] = check(`model_list:\n${entry("a")}${entry("b")}`).filter(
      ({ rule }) => rule === "duplicate-deployment-id",
    );
    expect(finding).toMatchObject({ severity: "error", line: 3, models: ["b"] });
  });

  it("single-backend where all hops rest on one server, shared-backend where some do", () => {
    const entry = (name: string, port: number) =>
      `  - {model_name: ${name}, litellm_params: {model: ollama/${name}, api_base: "http://127.0.0.1:${port}"}}\n`;
    const models = `model_list:\n${entry("a", 1)}${entry("b", 1)}${entry("c", 2)}general_settings: {master_key: os.environ/K}\n`;
    expect(found(`${models}router_settings: {fallbacks: [{a: [b]}]}\n`)).toEqual(["single-backend warning"]);
    expect(found(`${models}router_settings: {fallbacks: [{a: [b, c]}]}\n`)).toEqual(["shared-backend info"]);
    expect(found(`${models}router_settings: {fallbacks: [{a: [c]}]}\n`)).toEqual([]);
  });
});

describe("rules stay silent", () => {
  const silent: [name: string, text: string][] = [
    ["on a sound file", chains("[{A: [B, C]}, {B: [C]}]")],
    ["on ids and raw model strings as targets", chains("[{A: [id-1, openai/up-2]}]")],
    ["on aliases as targets and as keys", chains("[{A: [x]}, {x: [C]}]", "  model_group_alias: {x: B}\n")],
    [
      "on names that a wildcard group serves",
      textOf(["openai/*", "A"], "router_settings: {fallbacks: [{A: [openai/gpt-4o]}, {openai/o3: [A]}]}\n"),
    ],
    [
      "on any name where a group is called *",
      textOf(["*", "A"], "router_settings: {fallbacks: [{A: [anything]}, {whatever: [A]}]}\n"),
    ],
    [
      "on a key without the provider that its group is written with",
      textOf(["openai/A", "B"], "router_settings: {fallbacks: [{A: [B]}]}\n"),
    ],
    ["on a default chain of several hops", chains("[]", "  default_fallbacks: [A, B, C]\n")],
    ["on a diamond", chains("[{A: [B, C]}, {B: [C]}]")],
    ["on equal settings in two sections", chains("[]", "  num_retries: 2\nlitellm_settings: {num_retries: 2}\n")],
    [
      "on a list-valued key in its own section",
      chains("[{A: [B]}]", "litellm_settings: {callbacks: [prometheus], drop_params: true}\n"),
    ],
  ];
  it.each(silent)("%s", (_, text) => {
    expect(check(text)).toEqual([]);
  });

  it("on unknown names where models live in a database, but for a warning", () => {
    const text = chains("[{A: [stored]}, {other: [A]}]").replace("{master_key", "{store_model_in_db: true, master_key");
    expect(found(text)).toEqual(["unknown-target warning"]);
  });
});

describe("findings", () => {
  it("say what was probably meant, and when a name is a provider's", () => {
    const advice = check(
      textOf(["llama3.1:latest", "B"], "router_settings: {fallbacks: [{B: [llama3.1-latest, openai]}]}\n"),
    ).map((finding) => finding.advice);
    expect(advice[0]).toBe("Did you mean llama3.1:latest?");
    expect(advice[1]).toMatch(/^openai is a provider, not a model/);
  });

  it("point at the target in the file", () => {
    const [finding] = check(chains("\n    - A:\n        - B\n        - nobody"));
    expect(finding).toMatchObject({ rule: "unknown-target", file: "config.yaml", line: 16, column: 11 });
  });

  it("report one cycle a component, as an error before 1.97", () => {
    const text = chains("[{A: [B, C]}, {B: [A, C]}, {C: [A, B]}]");
    expect(found(text)).toEqual(["cycle warning"]);
    expect(found(text, "1.96.4")).toEqual(["cycle error"]);
  });

  it("are the same after entries before them moved", () => {
    const key = (list: string) =>
      check(chains(list))
        .filter(({ rule }) => rule === "unknown-target")
        .map(findingKey);
    expect(key("[{A: [nobody]}]")).toEqual(key("[{C: [B]}, {B: [C]}, {A: [B, nobody]}]"));
  });

  it("block when they are errors; a loop asks for a reason instead", () => {
    const of = (list: string, rule: string) => check(chains(list), "1.96.0").filter((finding) => finding.rule === rule);
    expect(of("[{A: [nobody]}]", "unknown-target").map(isBlocking)).toEqual([true]);
    const [cycle] = of("[{A: [B]}, {B: [A]}]", "cycle");
    if (!cycle) throw new Error("no cycle was found");
    expect([isBlocking(cycle), needsAcknowledgement(cycle, true), needsAcknowledgement(cycle, false)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("never show a secret", () => {
    const secret = "sk-verysecretvalue1234567";
    const text = `model_list:\n  - {model_name: a, litellm_params: {model: openai/a, api_base: "http://user:${secret}@h/v1?key=${secret}", api_key: ${secret}}}\ngeneral_settings: {master_key: ${secret}}\n`;
    expect(JSON.stringify(check(text))).not.toContain(secret);
    expect(JSON.stringify(toRoutingGraph(readText(text)))).not.toContain(secret);
  });

  it("take names that JavaScript could trip over", () => {
    const names = ["__proto__", "constructor", "a b", "ü/:", "🚂"];
    const list = names.map(
      (name, at) => `{${JSON.stringify(name)}: [${JSON.stringify(names[(at + 1) % names.length])}]}`,
    );
    expect(found(textOf(names, `router_settings: {fallbacks: [${list.join(", ")}]}\n`))).toEqual(["cycle warning"]);
  });

  it("have rules with distinct ids and words for each", () => {
    const ids = findingRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of findingRules)
      expect([rule.title, rule.explain, rule.advice, rule.source].every((text) => text.length > 8)).toBe(true);
  });
});
