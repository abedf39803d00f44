import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderGatewayConfig } from "@/lab/config.mjs";
import { ensurePython } from "@/lab/python.mjs";
import { endWarmRouter } from "@/lib/adapters/rehearsal/warm-router";
import { toRoutingGraph } from "@/lib/routing/graph";
import { readText } from "@/lib/routing/testing";
import { runRehearsal } from "./operations/run-rehearsal";
import type { RehearsalDepth, RehearsalReport } from "./schema";

// The real LiteLLM of the lab: its Router for the whole file, and a throw-away gateway where one is needed.

let python = "";

const ports = { ollama: 1, "llamacpp-python": 2, "llamacpp-native": 3, vllm: 4, cloud: 5, gateway: 6 };

/** Aliases (one a list), special chains, `*`, order levels, a wildcard, a map target with a key in it, two deployments a group. */
const mixed = `model_list:
  - {model_name: pair, litellm_params: {model: openai/a, api_key: sk-very-secret-pair-key}, model_info: {id: pair-1}}
  - {model_name: pair, litellm_params: {model: ollama/b, api_base: "http://10.9.8.7:11434"}, model_info: {id: pair-2}}
  - {model_name: steps, litellm_params: {model: openai/c, order: 1}, model_info: {id: steps-1}}
  - {model_name: steps, litellm_params: {model: openai/d, order: 2}, model_info: {id: steps-2}}
  - {model_name: "odd: näme/ x", litellm_params: {model: anthropic/claude-3-opus-20240229}, model_info: {id: odd}}
  - {model_name: big, litellm_params: {model: gemini/gemini-pro}, model_info: {id: big}}
  - {model_name: strict, litellm_params: {model: azure/gpt-4o}}
  - {model_name: "openai/*", litellm_params: {model: "openai/*"}, model_info: {id: wild}}
  - {model_name: last, litellm_params: {model: bedrock/anthropic.claude-v2}, model_info: {id: last}}
  - {model_name: "😀", litellm_params: {model: openai/smile}, model_info: {id: smile}}
router_settings:
  num_retries: 3
  enable_pre_call_checks: true
  fallbacks:
    - pair: [steps, {model: big, api_key: sk-another-secret-key-1234, temperature: 1}, pair-1]
    - steps: ["odd: näme/ x"]
    - nick: [last]
    - pair-1: [pair]
    - "*": [last]
  context_window_fallbacks: [{pair: [big]}, {steps: [big, pair]}]
  content_policy_fallbacks: [{pair: [strict, steps]}]
  model_group_alias: {nick: pair, hidden: {model: steps, hidden: true}}
litellm_settings: {callbacks: [nothing.that_exists], drop_params: true}
general_settings: {master_key: sk-master, database_url: "postgresql://nobody@127.0.0.1:1/none"}
`;

const rehearse = (text: string, depth: RehearsalDepth, more: Partial<Parameters<typeof runRehearsal>[0]> = {}) => {
  const reading = readText(text);
  const place = { python, root: process.cwd(), origin: "lab" as const };
  return runRehearsal({ reading, graph: toRoutingGraph(reading), depth, python: place, gatewayVersion: null, ...more });
};

const reportOf = async (text: string, depth: RehearsalDepth): Promise<RehearsalReport> => {
  const ran = await rehearse(text, depth);
  if (!ran.ok) throw new Error(`${ran.reason}: ${ran.detail}`);
  const { counts, startMs, totalMs, peakBytes, leftOut } = ran.value;
  process.stdout.write(`${JSON.stringify({ depth, counts, leftOut, startMs, totalMs, peakBytes })}\n`);
  return ran.value;
};

const surprises = ({ results }: RehearsalReport) =>
  results.filter(({ verdict }) => verdict === "different" || verdict === "could-not-run");

beforeAll(async () => {
  python = (await ensurePython()).python;
}, 600_000);
afterAll(endWarmRouter);

describe.each(["router", "gateway"] as const)("at the depth of the %s", (depth) => {
  it("the lab's own configuration does as planned", { timeout: 60_000 }, async () => {
    const report = await reportOf(renderGatewayConfig(ports), depth);
    expect(surprises(report)).toEqual([]);
    expect(report.counts.scenarios).toBeGreaterThan(50);
    expect(report.counts.asPlanned).toBe(report.counts.scenarios);
  });

  it("so does one with aliases, special chains, levels, wildcards and map targets", { timeout: 60_000 }, async () => {
    const report = await reportOf(mixed, depth);
    // The gateway names the model in a header, which cannot carry every character; the Router alone has no headers.
    const inHeaders = depth === "gateway" ? ["😀"] : [];
    expect(surprises(report).map(({ model }) => model)).toEqual(inHeaders);
    expect(report.counts.notDetermined).toBeGreaterThan(0);
    expect(JSON.stringify(report)).not.toMatch(/secret|sk-master/);
  });
});
