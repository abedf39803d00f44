import { describe, expect, it } from "vitest";
import { deployed, fileFindings, sound, tell } from "./file-testing";

const found = (text: string): string[] => fileFindings(text).map(tell);
const first = (text: string, rule: string) => fileFindings(text).find((finding) => finding.rule === rule);
const router = (text: string): string => sound(`router_settings: {${text}}\n`);

describe("settings that are found", () => {
  const cases: [expected: string, text: string][] = [
    ["ignored-setting warning 5:19", router("enable_pre_call_check: true")],
    ["ignored-setting warning 5:19", router("smart_order: {a: 1}")],
    ["ignored-setting warning 5:34", router("retry_policy: {RateLimitRetries: 2}")],
    ["ignored-setting warning 5:42", router("allowed_fails_policy: {TimeoutErrors: 2}")],
    ["ignored-setting warning 5:46", router("model_group_retry_policy: {nobody: {TimeoutErrorRetries: 2}}")],
    ["ignored-setting warning 5:46", router("model_group_retry_policy: {a: {TimeoutErrors: 2}}")],
    ["ignored-setting warning 5:20", sound("litellm_settings: {drop_parms: true}\n")],
    ["ignored-setting warning 5:20", sound("general_settings: {num_worker: 3, master_key: os.environ/K}\n")],
    ["ignored-setting warning 5:1", sound("router_setting:\n  num_retries: 1\n")],
    ["ignored-setting warning 5:1", sound("monitoring:\n  grafana: http://g\n  panels: [1, 2]\n")],
    ["ignored-setting info 5:19", router("allowed_fails: 3")],
    ["misplaced-setting error 5:19", router("health_check_interval: 60")],
    ["misplaced-setting error 5:19", router("health_check_concurrency: 6")],
    ["misplaced-setting warning 5:19", router("drop_params: true")],
    ["misplaced-setting warning 5:20", sound("litellm_settings: {routing_strategy: least-busy}\n")],
    ["misplaced-setting warning 5:20", sound("litellm_settings: {master_key: os.environ/K}\n")],
    ["misplaced-setting warning 5:20", sound("litellm_settings: {retry_policy: {TimeoutErrorRetries: 1}}\n")],
    ["misplaced-setting warning 5:48", sound("general_settings: {master_key: os.environ/KEY, fallbacks: []}\n")],
    ["misplaced-setting warning 5:1", sound("fallbacks: [{a: [a2]}]\n")],
    ["misplaced-setting warning 5:1", sound("callbacks: [otel]\n")],
    [
      "conflicting-setting warning 6:20",
      sound("router_settings: {num_retries: 1}\nlitellm_settings: {num_retries: 2}\n"),
    ],
    [
      "conflicting-setting warning 6:20",
      sound("router_settings: {num_retries: 0}\nlitellm_settings: {num_retries: 2}\n"),
    ],
    [
      "conflicting-setting info 5:19",
      sound("router_settings: {timeout: 600}\nlitellm_settings: {request_timeout: 60}\n"),
    ],
    ["conflicting-setting warning 5:35", router("num_retries: 0, retry_policy: {TimeoutErrorRetries: 3}")],
    ["conflicting-setting warning 5:35", router("num_retries: 2, retry_policy: {RateLimitErrorRetries: 0}")],
    [
      "conflicting-setting warning 5:62",
      router("num_retries: 2, model_group_retry_policy: {a: {RateLimitErrorRetries: 0}}"),
    ],
    ["refused-setting error 5:19", router("routing_strategy: fastest")],
    ["refused-setting error 5:19", router("routing_strategy: [simple-shuffle]")],
    ["not-a-number error 5:19", router("num_retries: abc")],
    ["not-a-number error 5:19", router("allowed_fails: -5")],
    ["not-a-number error 5:20", sound("litellm_settings: {request_timeout: [1]}\n")],
    ["not-a-number error 5:47", sound("general_settings: {master_key: os.environ/KE, health_check_interval: 0}\n")],
    ["not-a-number error 2:78", deployed("model: openai/x, api_key: os.environ/K, rpm: many")],
  ];
  it.each(cases)("%s in %j", (expected, text) => {
    expect(found(text)).toContain(expected);
  });

  it("say which key was meant", () => {
    const advice = (text: string) => first(text, "ignored-setting")?.advice;
    expect(advice(router("enable_pre_call_check: true"))).toBe("Did you mean enable_pre_call_checks?");
    expect(advice(router("max_retries: 3"))).toBe("Did you mean num_retries?");
    expect(advice(router("retry_policy: {rate_limit: 2}"))).toBe("Did you mean RateLimitErrorRetries?");
    expect(advice(sound("router_setting:\n  num_retries: 1\n"))).toBe("Did you mean router_settings?");
  });

  it("are one finding where a whole block has no effect", () => {
    const lines = Array.from({ length: 100 }, (_, at) => `    provider_${at}: ${at}\n`).join("");
    const nested = fileFindings(sound(`router_settings:\n  provider_priorities:\n${lines}`));
    expect(nested.map(tell)).toEqual(["ignored-setting warning 6:3"]);
    expect(nested[0]?.message).toContain("with the 100 values in it");
    const flat = fileFindings(sound(`router_settings:\n  num_retries: 1\n${lines.replaceAll("    ", "  ")}`));
    expect(flat.map(tell)).toEqual(["ignored-setting warning 7:3"]);
    expect(flat[0]?.message).toContain("none of these 100 keys");
  });

  it("are one finding where max_retries of many deployments is not read", () => {
    const entry = (name: string) =>
      `  - {model_name: ${name}, litellm_params: {model: groq/x-${name}, timeout: 9, max_retries: 3}, model_info: {id: i-${name}}}\n`;
    const text = sound(`router_settings: {num_retries: 0}\n`).replace(
      "model_list:\n",
      `model_list:\n${entry("p")}${entry("q")}`,
    );
    const hits = fileFindings(text);
    expect(hits.map(tell)).toEqual(["conflicting-setting warning 2:67"]);
    expect(hits[0]?.models).toEqual(["p", "q"]);
  });

  it("are notes where a newer gateway may know more keys", () => {
    const text = router("smart_order: 1");
    const severities = ["1.106.2", "1.106.3", "2.0.0", "1.99.9"].map(
      (version) => fileFindings(text, { version }).find(({ rule }) => rule === "ignored-setting")?.severity,
    );
    expect(severities).toEqual(["warning", "info", "info", "warning"]);
  });
});

describe("a strategy that nobody knows, where it is not read", () => {
  it.each([sound("litellm_settings: {routing_strategy: fastest}\n"), sound("routing_strategy: fastest\n")])(
    "is not moved to where it would stop the start: %j",
    (text) => {
      expect(fileFindings(text).map(({ rule, fix }) => [rule, fix])).toEqual([["misplaced-setting", undefined]]);
    },
  );
});

describe("settings that are left alone", () => {
  const silent: [name: string, text: string][] = [
    ["a sound file", sound()],
    [
      "reliability keys under litellm_settings",
      sound("litellm_settings: {num_retries: 1, fallbacks: [], allowed_fails: 2, request_timeout: 60}\n"),
    ],
    [
      "equal settings in two sections",
      sound("router_settings: {num_retries: 2}\nlitellm_settings: {num_retries: 2}\n"),
    ],
    [
      "a list that falls through",
      sound("router_settings: {fallbacks: []}\nlitellm_settings: {fallbacks: [{a: [b]}]}\n"),
    ],
    [
      "keys that only comments of the sources name",
      sound("general_settings: {master_key: os.environ/K, dangerously_allow_mock_testing_request_params: true}\n"),
    ],
    ["callback settings of any shape", sound("callback_settings: {otel: {anything: 1}}\n")],
    ["sections that begin with x-", sound("x-notes: {a: 1}\n")],
    [
      "sections that hold anchors",
      `defaults: &d\n  timeout: 50\n${sound().replace("{model:", "{<<: *d, model:").replace(", timeout: 60", "")}`,
    ],
    ["a strategy from the environment", router("routing_strategy: os.environ/STRATEGY")],
    [
      "a policy that only grades num_retries",
      router("num_retries: 2, retry_policy: {RateLimitErrorRetries: 4}").replace(", num_retries: 0", ""),
    ],
    ["quoted numbers", router('num_retries: "2", timeout: os.environ/T')],
    ["max_retries that says the same", deployed("model: groq/x, api_key: os.environ/K, max_retries: 0")],
  ];
  it.each(silent)("%s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
