import { describe, expect, it } from "vitest";
import { readConfig } from "@/lib/config/read-config";
import { checkConfig } from "./check-config";
import { findingRules } from "./findings/catalogue";
import { toRoutingGraph } from "./graph";
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

  it("duplicate-deployment, on the second of two", () => {
    const entry = (name: string) => `  - {model_name: ${name}, litellm_params: {model: x/a}, model_info: {id: same}}\n`;
    const [finding] = check(`model_list:\n${entry("a")}${entry("b")}`).filter(
      ({ rule }) => rule === "duplicate-deployment",
    );
    expect(finding).toMatchObject({ severity: "error", line: 3, models: ["b"] });
  });
});

describe("rules stay silent", () => {
  const silent: [name: string, text: string][] = [
    ["on a sound file", chains("[{A: [B, C]}, {B: [C]}]")],
    ["on equal settings in two sections", chains("[]", "  num_retries: 2\nlitellm_settings: {num_retries: 2}\n")],
    [
      "on a list-valued key in its own section",
      chains("[{A: [B]}]", "litellm_settings: {callbacks: [prometheus], drop_params: true}\n"),
    ],
  ];
  it.each(silent)("%s", (_, text) => {
    expect(check(text.replaceAll("api_key: none", "api_key: none, timeout: 60"))).toEqual([]);
  });
});

describe("findings", () => {
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

  it("have rules with distinct ids and words for each", () => {
    const ids = findingRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of findingRules)
      expect([rule.title, rule.explain, rule.advice, rule.source].every((text) => text.length > 8)).toBe(true);
  });
});
