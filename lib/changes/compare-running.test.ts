import { describe, expect, it } from "vitest";
import type { RunningChain, RunningGraph, RunningModel } from "@/lib/adapters/litellm/schema";
import { readConfig } from "@/lib/config/read-config";
import { compareRunning, renderDifference } from "./compare-running";

const reading = (text: string) => readConfig({ main: { path: "gateway.yaml", text }, included: [], missing: [] });

const model = (group: string, upstream: string, more: Partial<RunningModel> = {}): RunningModel => ({
  group,
  id: `generated-${group}`,
  model: upstream,
  apiBase: null,
  params: {},
  info: {},
  ...more,
});

const running = (
  models: RunningModel[],
  chains: RunningChain[] = [],
  settings: Record<string, unknown> = {},
): RunningGraph => ({
  models,
  chains,
  settings,
  version: "1.106.2",
});

const compare = (text: string, graph: RunningGraph) => compareRunning(reading(text), graph).map(renderDifference);

const two = `model_list:
  - model_name: a
    litellm_params: {model: openai/x}
  - model_name: b
    litellm_params: {model: openai/y}
`;
const runningTwo = [model("a", "openai/x"), model("b", "openai/y")];

describe("models", () => {
  it("are equal when each deployment runs with what the file says", () => {
    const text = `model_list:
  - model_name: "42"
    litellm_params: {model: openai/x, api_base: "http://h/v1", rpm: "100", timeout: 30, n: 1.0e-6, tags: [t], empty: null}
    model_info: {id: one, mode: chat}
`;
    const stated = model("42", "openai/x", {
      id: "one",
      apiBase: "http://h/v1",
      params: { rpm: 100, timeout: "30", n: 0.000001, tags: ["t"], use_litellm_proxy: false },
      info: { id: "one", mode: "chat", db_model: false, key: "openai/x" },
    });
    expect(compare(text, running([stated]))).toEqual([]);
  });

  it("are named when the gateway dropped one", () => {
    expect(compare(two, running([model("a", "openai/x")]))).toEqual([
      "model b (openai/y), deployment: the file says openai/y, the gateway says nothing: the gateway dropped it",
    ]);
  });

  it("are named when one runs that the file does not have, but not the rows of aliases, wildcards and the database", () => {
    const foreign = [
      ...runningTwo,
      model("old", "openai/z"),
      model("short", "openai/x"),
      model("stored", "openai/q", { info: { db_model: true } }),
    ];
    const text = `${two}router_settings: {model_group_alias: {short: a}}\n`;
    expect(compare(text, running(foreign))).toEqual([
      "model old (generated-old), deployment: the file says nothing, the gateway says openai/z",
    ]);
    const wild = `${two}  - model_name: open/*\n    litellm_params: {model: openai/*}\n`;
    expect(compare(wild, running([...runningTwo, model("open/gpt-4o", "open/gpt-4o")]))).toEqual([]);
  });

  it("tell a changed field, and one that is gone", () => {
    const text = two.replace("openai/x}", "openai/x, rpm: 5, api_base: http://new/v1}");
    const stated = running([model("a", "openai/x", { apiBase: "http://old/v1" }), model("b", "openai/y")]);
    expect(compare(text, stated)).toEqual([
      "model a (openai/x), litellm_params.api_base: the file says http://new/v1, the gateway says http://old/v1",
      "model a (openai/x), litellm_params.rpm: the file says 5, the gateway says nothing",
    ]);
  });

  it("never compare or show keys, references to the environment and masked headers", () => {
    const text = two.replace(
      "openai/x}",
      "openai/x, api_key: sk-very-secret, api_base: os.environ/BASE, extra_headers: {X-Api-Key: tok-1, X-Plain: hi}}",
    );
    const stated = { apiBase: "http://resolved", params: { extra_headers: { "X-Plain": "ho", "X-Api-Key": "t***1" } } };
    const told = compare(text, running([model("a", "openai/x", stated), model("b", "openai/y")]));
    expect(told).toHaveLength(1);
    expect(told.join()).toContain("extra_headers");
    expect(told.join()).not.toMatch(/sk-very-secret|tok-1|resolved/);
  });

  it("match the deployments of one group by what they are, in any order", () => {
    const text = `model_list:
  - {model_name: a, litellm_params: {model: openai/x, order: 1}}
  - {model_name: a, litellm_params: {model: openai/x, order: 2}}
`;
    const [first, second] = [
      model("a", "openai/x", { params: { order: 1 } }),
      model("a", "openai/x", { params: { order: 2 } }),
    ];
    expect(compare(text, running([second, first]))).toEqual([]);
    expect(compare(text, running([first, first].map((one) => ({ ...one }))))).toHaveLength(1);
  });
});

describe("chains", () => {
  const chained = `${two}router_settings:
  fallbacks: [{a: [b]}, {a: [c]}, {"*": [a]}, {"*": [b, {model: a, max_tokens: 5}]}]
litellm_settings:
  fallbacks: [{a: [never]}]
`;
  const general = (source: string, targets: RunningChain["targets"]): RunningChain => ({
    kind: "general",
    source,
    targets,
  });
  const asExpanded = [general("a", ["b"]), general("b", ["b", { model: "a", max_tokens: 5 }])];

  it("are equal as the gateway expands them: first entry, then the last default, one section only", () => {
    expect(compare(chained, running(runningTwo, asExpanded))).toEqual([]);
  });

  it("take default_fallbacks of either section as one more default at the end", () => {
    const text = `${two}litellm_settings: {default_fallbacks: [a]}\nrouter_settings: {fallbacks: [{"*": [b]}]}\n`;
    expect(compare(text, running(runningTwo, [general("a", ["a"]), general("b", ["a"])]))).toEqual([]);
  });

  it("tell order, absence and what should not be there", () => {
    const text = `${two}router_settings: {context_window_fallbacks: [{a: [b, c]}]}\n`;
    const stated: RunningChain[] = [{ kind: "context_window", source: "a", targets: ["c", "b"] }, general("b", ["a"])];
    expect(compare(text, running(runningTwo, stated))).toEqual([
      "chain b, general: the file says no fallback, the gateway says a",
      "chain a, context_window: the file says b → c, the gateway says c → b",
    ]);
  });

  it("of names that the gateway does not list are compared with its raw lists", () => {
    const settings = { fallbacks: [{ hidden: ["b"] }] };
    expect(compare(two, running(runningTwo, [], settings))).toEqual([
      "chain hidden, general: the file says no fallback, the gateway says b",
    ]);
  });
});

describe("aliases and settings", () => {
  it("are compared where the gateway states them", () => {
    const text = `${two}router_settings:
  num_retries: "0"
  routing_strategy: least-busy
  timeout: 0
  retry_policy: {TimeoutErrorRetries: 2}
  model_group_alias: {s: a, h: {model: b, hidden: true}}
litellm_settings: {allowed_fails: 9, request_timeout: 77}
`;
    const settings = {
      num_retries: 0,
      routing_strategy: "least-busy",
      timeout: 77,
      retry_policy: { TimeoutErrorRetries: 2, RateLimitErrorRetries: null },
      model_group_alias: { s: "a", h: { model: "b", hidden: true } },
      allowed_fails: 9,
    };
    expect(compare(text, running(runningTwo, [], settings))).toEqual([]);
    const moved = { ...settings, routing_strategy: "simple-shuffle", model_group_alias: { s: "b", new: "a" } };
    expect(compare(text, running(runningTwo, [], moved))).toEqual([
      "alias s, target: the file says a, the gateway says b",
      'alias h, target: the file says {"model":"b","hidden":true}, the gateway says nothing',
      "alias new, target: the file says nothing, the gateway says a",
      "setting routing_strategy, value: the file says least-busy, the gateway says simple-shuffle",
    ]);
  });

  it("may be called like parts of an object", () => {
    const text = `${two}router_settings: {model_group_alias: {__proto__: a, constructor: b}}\n`;
    expect(compare(text, running(runningTwo, [], { model_group_alias: {} }))).toHaveLength(2);
  });
});
