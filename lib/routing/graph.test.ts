import { describe, expect, it } from "vitest";
import { toRoutingGraph } from "./graph";
import { readText } from "./testing";

const graphOfText = (text: string) => toRoutingGraph(readText(text));

const deploymentOf = (params: string, info = "") =>
  graphOfText(`model_list:\n  - {model_name: a, litellm_params: {model: openai/a, ${params}}, model_info: {${info}}}\n`)
    .deployments[0];

const settingsOf = (text: string) => graphOfText(`model_list: []\n${text}`).settings;

describe("the graph's deployments", () => {
  it("hold what a call may take and cost, also where numbers are written as text", () => {
    expect(
      deploymentOf(
        "timeout: '30', stream_timeout: 5, input_cost_per_token: 1e-6",
        "mode: embedding, output_cost_per_token: 0",
      ),
    ).toMatchObject({ timeout: 30, streamTimeout: 5, mode: "embedding", inputCost: 1e-6, outputCost: 0 });
  });

  it("hold null for what is not written, and pass a zero timeout over", () => {
    expect(deploymentOf("timeout: 0, request_timeout: 8")).toMatchObject({ timeout: 8 });
    const bare = deploymentOf("api_key: none");
    expect(bare).toMatchObject({ timeout: null, streamTimeout: null, mode: null, inputCost: null, outputCost: null });
    expect(bare).not.toHaveProperty("tiers");
  });

  it.each([
    [
      "complexity_router",
      "complexity_router_config: {tiers: {SIMPLE: s, MEDIUM: [m, {model_name: n}], __proto__: p}}, complexity_router_default_model: m",
      ["s", "m", "n", "p"],
    ],
    ["quality_router", "quality_router_config: {available_models: [x, y], default_model: z}", ["x", "y", "z"]],
    ["adaptive_router", "adaptive_router_config: {available_models: [x, 3]}", ["x"]],
    ["mine", `auto_router_config: '{"routes": [{"name": "x"}, 7]}', auto_router_default_model: y`, ["x", "y"]],
    ["mine", "auto_router_config: 'no JSON', auto_router_default_model: y", ["y"]],
    ["complexity_router", "complexity_router_config: 5", []],
  ])("list the groups among which auto_router/%s chooses (%s)", (kind, params, expected) => {
    const { deployments } = graphOfText(
      `model_list:\n  - {model_name: r, litellm_params: {model: auto_router/${kind}, ${params}}}\n`,
    );
    expect(deployments[0]?.tiers).toEqual(expected);
  });
});

describe("the graph's settings", () => {
  it("hold the gateway's defaults where nothing is written", () => {
    expect(settingsOf("")).toMatchObject({
      maxFallbacks: 5,
      numRetries: 2,
      timeout: 6000,
      streamTimeout: null,
      weightedFailover: false,
      retryPolicy: null,
      groupRetryPolicies: [],
      routingGroups: [],
    });
  });

  it("let a request timeout of litellm_settings go before the router's", () => {
    expect(settingsOf("router_settings: {timeout: 60}\n").timeout).toBe(60);
    expect(settingsOf("router_settings: {timeout: 60}\nlitellm_settings: {request_timeout: 9}\n").timeout).toBe(9);
  });

  it("let a zero of router_settings stand, and a null fall through", () => {
    expect(settingsOf("router_settings: {num_retries: 0}\nlitellm_settings: {num_retries: 3}\n").numRetries).toBe(0);
    expect(settingsOf("router_settings: {num_retries: null}\nlitellm_settings: {num_retries: 3}\n").numRetries).toBe(3);
  });

  it("hold retry policies and routing groups, and skip what is no map", () => {
    const settings = settingsOf(`router_settings:
  stream_timeout: 4
  enable_weighted_failover: true
  retry_policy: {RateLimitErrorRetries: 4, TimeoutErrorRetries: null, other: yes please}
  model_group_retry_policy: {__proto__: {DefaultRetries: 1}, b: 5}
  routing_groups: [{group_name: g, models: [a, 3, b], routing_strategy: priority, model_priorities: {b: 1}}, nonsense]
`);
    expect(settings).toMatchObject({
      streamTimeout: 4,
      weightedFailover: true,
      retryPolicy: { RateLimitErrorRetries: 4 },
    });
    expect(settings.groupRetryPolicies).toEqual([
      { group: "__proto__", policy: { DefaultRetries: 1 } },
      { group: "b", policy: {} },
    ]);
    expect(settings.routingGroups).toEqual([
      { name: "g", models: ["a", "b"], strategy: "priority", priorities: [null, 1] },
    ]);
  });
});
