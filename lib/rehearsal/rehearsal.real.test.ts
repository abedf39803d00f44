import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderGatewayConfig } from "@/lab/config.mjs";
import { ensurePython } from "@/lab/python.mjs";
import { endWarmRouter } from "@/lib/adapters/rehearsal/warm-router";
import { toRoutingGraph } from "@/lib/routing/graph";
import { readText, textOf } from "@/lib/routing/testing";
import { oracleCase } from "@/lib/testing/routing-cases";
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

describe("random configurations", () => {
  const seed = Number(process.env.SIGNALBOX_TEST_SEED ?? Math.floor(Math.random() * 1_000_000));

  it(`do as planned wherever the plan is certain (seed ${seed})`, { timeout: 120_000 }, async () => {
    let scenarios = 0;
    for (const { text } of fc.sample(oracleCase, { numRuns: 8, seed })) {
      // Models of a provider that LiteLLM knows, as it leaves out those of any other.
      const known = text.replaceAll("witness/", "openai/");
      const report = await reportOf(known, "router");
      scenarios += report.counts.scenarios;
      if (surprises(report).length > 0) expect.fail(`seed ${seed}: ${known}\n${JSON.stringify(surprises(report)[0])}`);
    }
    expect(scenarios).toBeGreaterThan(100);
  });
});

describe("a rehearsal", () => {
  const chained = "router_settings: {num_retries: 0, fallbacks: [{a: [b, c]}]}";
  const models = ["a", "b", "c"];

  it("tells apart what was planned by another configuration than the one that runs", { timeout: 60_000 }, async () => {
    const reading = readText(textOf(models, chained));
    const graph = toRoutingGraph(readText(textOf(models, chained.replace("[b, c]", "[c, b]"))));
    const place = { python, root: process.cwd(), origin: "lab" as const };
    const ran = await runRehearsal({ reading, graph, depth: "router", python: place, gatewayVersion: "1.90.0" });
    if (!ran.ok) throw new Error(ran.detail);
    const dead = ran.value.results.find(({ id }) => id === "a|dead|1");
    expect(dead).toMatchObject({ verdict: "different", observed: { answered: "id-1" } });
    expect(ran.value.notes.join(" ")).toContain("The gateway runs LiteLLM 1.90.0");
  });

  it.each(["router", "gateway"] as const)(
    "at the depth of the %s says in LiteLLM's own words why it would not start",
    { timeout: 60_000 },
    async (depth) => {
      const ran = await rehearse(textOf(models, "router_settings: {routing_strategy: fastest}"), depth);
      expect(ran).toMatchObject({ ok: false, reason: "start-refused" });
      expect(ran.ok ? "" : ran.detail).toContain("Invalid routing_strategy: 'fastest'");
    },
  );

  it("finds deployments that LiteLLM leaves out because it cannot tell their provider", {
    timeout: 60_000,
  }, async () => {
    const text = textOf(models, chained).replace('"openai/up-1"', "nobody-knows-this");
    const report = await reportOf(text, "router");
    expect(report.notes.join(" ")).toContain("LiteLLM leaves out 1 deployment that it cannot serve: id-1");
    expect(surprises(report).length).toBeGreaterThan(0);
  });

  it("ends when it is stopped, with the rest told as not run", { timeout: 60_000 }, async () => {
    const stop = new AbortController();
    const text = textOf(models, chained);
    const onProgress = ({ done }: { done: number }) => done === 2 && stop.abort();
    const ran = await rehearse(text, "router", { signal: stop.signal, onProgress });
    expect(ran.ok && ran.value.counts).toMatchObject({ asPlanned: 2, couldNotRun: 8 });
  });

  it("leaves no process and no folder behind when its console is killed", { timeout: 60_000 }, async () => {
    const code = `
      const { startGateway } = await import("./lib/adapters/rehearsal/gateway-process.ts");
      const { startRouter } = await import("./lib/adapters/rehearsal/router-process.ts");
      const { rehearsalLimits: limits } = await import("./lib/adapters/rehearsal/schema.ts");
      const place = { python: process.env.TEST_PYTHON, root: process.cwd(), limits };
      const config = { deployments: [], router: {}, litellm: {} };
      const [gateway, router] = await Promise.all([startGateway(config, place), startRouter(place, limits)]);
      console.log(JSON.stringify([gateway.value.pid, router.value.pid]));
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
      env: { ...process.env, TEST_PYTHON: python },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const line = await new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
    const pids: number[] = JSON.parse(line);
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`signalbox-rehearsal-${child.pid}-`));
    expect(left()).toHaveLength(2);
    expect(pids.every((pid) => existsSync(`/proc/${pid}`))).toBe(true);
    child.kill("SIGKILL");
    await expect.poll(() => pids.filter((pid) => existsSync(`/proc/${pid}`)), { timeout: 10_000 }).toEqual([]);
    expect(left()).toEqual([]);
  });
});
