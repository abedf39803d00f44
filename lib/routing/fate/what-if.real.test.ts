import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { askStandIn } from "@/lab/control.mjs";
import { down, up } from "@/lab/lab.mjs";
import { failPart, healPart, startPart } from "@/lab/orders.mjs";
import { STAND_INS } from "@/lab/parts.mjs";
import { labPaths } from "@/lab/paths.mjs";
import { openLab } from "@/lab/status.mjs";
import { toRoutingGraph } from "../graph";
import { readText } from "../testing";
import type { WhatIfRow } from "./schema";
import { whatIf } from "./what-if";

// One lab with the real LiteLLM: the what-if is asked first, then the backends really die and every model is asked.

type Part = (typeof STAND_INS)[number];

const dataFolder = mkdtempSync(join(tmpdir(), "signalbox-what-if-"));
const paths = labPaths(dataFolder);
let url = "";
let key = "";
let version = "";

const send = async (model: string) => {
  const started = performance.now();
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", connection: "close" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "ping" }] }),
    signal: AbortSignal.timeout(60_000),
  });
  await response.text();
  version = response.headers.get("x-litellm-version") ?? version;
  const id = response.ok ? response.headers.get("x-litellm-model-id") : null;
  return { model, id, seconds: (performance.now() - started) / 1000 };
};

const selectorOf = (part: Part) => `host:127.0.0.1:${openLab(dataFolder).state.ports[part]}`;

const predict = (parts: readonly Part[]) => {
  const graph = toRoutingGraph(readText(readFileSync(paths.config, "utf8")));
  const view = whatIf(graph, { down: parts.map(selectorOf), version });
  if (!view.ok) throw new Error(view.detail);
  return view.value;
};

const kill = (parts: readonly Part[], mode: "refuse" | "500" | "timeout") =>
  Promise.all(parts.map((part) => failPart(dataFolder, part, { mode, delayMs: 0, inferenceOnly: mode !== "refuse" })));
const heal = (parts: readonly Part[]) => Promise.all(parts.map((part) => healPart(dataFolder, part)));

const whileDead = async <T>(parts: readonly Part[], mode: "refuse" | "500" | "timeout", work: () => Promise<T>) => {
  await kill(parts, mode);
  try {
    return await work();
  } finally {
    await heal(parts);
  }
};

const inferences = async () => {
  const states = await Promise.all(STAND_INS.map((part) => askStandIn(paths.control(part))));
  return states.reduce((sum, state) => sum + (state?.counters.calls ?? 0), 0);
};

beforeAll(async () => {
  const info = await up({ dataFolder, waitForGateway: true });
  url = info.gatewayUrl;
  key = readFileSync(info.keyFile, "utf8").trim();
  await startPart(dataFolder, "vllm");
  await heal(STAND_INS);
  await send("llama-cpp-native");
}, 240_000);

afterAll(async () => {
  await down({ dataFolder });
  rmSync(dataFolder, { recursive: true, force: true });
}, 60_000);

const pairs = STAND_INS.flatMap((one, at) => STAND_INS.slice(at + 1).map((other) => [one, other]));
const deaths: Part[][] = [[], ...STAND_INS.map((part) => [part]), ...pairs];

describe("the lab's gateway", () => {
  it("answers every model as foretold for each dead backend and each pair of them", { timeout: 120_000 }, async () => {
    expect(version).toMatch(/^1\.106\./);
    expect(deaths).toHaveLength(16);
    const lost = new Set<string>();
    for (const parts of deaths) {
      const { models } = predict(parts);
      expect(models).toHaveLength(12);
      const answers = await whileDead(parts, "refuse", () => Promise.all(models.map(({ model }) => send(model))));
      const seen = new Map(answers.map(({ model, id }) => [model, id]));
      const foretold = new Map(models.map(({ model, answeredBy }) => [model, answeredBy?.deployments.join() ?? null]));
      expect([parts, seen]).toEqual([parts, foretold]);
      for (const { model, answeredBy } of models) if (!answeredBy) lost.add(model);
    }
    // A proof in which nothing is ever lost, or everything, would prove little.
    expect(lost.size).toBeGreaterThan(6);
    expect(lost.has("llama3.1:latest")).toBe(false);
  });
});

const withMore = (text: string): string => {
  const { vllm, ollama, "llamacpp-native": native } = openLab(dataFolder).state.ports;
  const entry = (group: string, id: string, model: string, port: string, more = "") =>
    `  - {model_name: ${group}, litellm_params: {model: ${model}, api_base: "http://127.0.0.1:${port}", api_key: none${more}}, model_info: {id: ${id}}}\n`;
  const models = [
    entry("twins", "twin-vllm", "hosted_vllm/Qwen/Qwen2.5-Coder-7B-Instruct-AWQ", `${vllm}/v1`),
    entry("twins", "twin-native", "openai/local-model", `${native}/v1`),
    entry("patient", "patient", "ollama/llama3.1:latest", `${ollama}`, ", num_retries: 2"),
  ];
  return text
    .replace("model_list:\n", `model_list:\n${models.join("")}`)
    .replace("timeout: 30", "disable_cooldowns: true\n  timeout: 2")
    .replace("  fallbacks:\n", "  fallbacks:\n    - twins: [gpt-oss:20b-cloud]\n    - patient: [llama-cpp-native]\n");
};

const rowOf = (parts: readonly Part[], model: string): WhatIfRow => {
  const row = predict(parts).models.find((each) => each.model === model);
  if (!row) throw new Error(`no row for ${model}`);
  return row;
};

/** A busy machine adds to every call; less than the least it can never be. */
const slack = 4;

describe("the same gateway with time-outs, retries and two deployments of one model", () => {
  beforeAll(async () => {
    writeFileSync(paths.config, withMore(readFileSync(paths.config, "utf8")));
    process.kill(Number(readFileSync(paths.gatewayPid, "utf8")), "SIGHUP");
    const headers = { authorization: `Bearer ${key}`, connection: "close" };
    const listsTwins = async () => (await (await fetch(`${url}/v1/models`, { headers })).text()).includes('"twins"');
    // For a moment the old worker takes connections beside the new one.
    const areAllNew = async () =>
      expect(await Promise.all(Array.from({ length: 16 }, listsTwins))).not.toContain(false);
    await vi.waitFor(areAllNew, { timeout: 60_000, interval: 200 });
  }, 90_000);

  it("pauses between retries as foretold", { timeout: 60_000 }, async () => {
    const row = rowOf(["ollama"], "patient");
    expect(row).toMatchObject({ attempts: 4, seconds: { least: 3.5 } });
    const { id, seconds } = await whileDead(["ollama"], "refuse", () => send("patient"));
    expect(id).toBe("llamacpp-native-local");
    expect(seconds).toBeGreaterThan(row.seconds.least);
    expect(seconds).toBeLessThan(5.75 + slack);
  });

  it("makes as many upstream calls as foretold before it gives up", { timeout: 60_000 }, async () => {
    for (const { model, attempts, answeredBy, certain } of predict(STAND_INS).models) {
      const before = await inferences();
      const { id } = await whileDead(STAND_INS, "500", () => send(model));
      expect([model, id, (await inferences()) - before]).toEqual([model, null, attempts]);
      expect([answeredBy, certain]).toEqual([null, true]);
    }
  });

  it("chooses between a dead and a living deployment at random, and goes on as foretold", {
    timeout: 60_000,
  }, async () => {
    const row = rowOf(["vllm"], "twins");
    expect(row).toMatchObject({ answeredBy: { deployments: ["twin-native"] }, fewestAttempts: 1, attempts: 2 });
    expect(row.otherwise).toEqual([{ group: "gpt-oss:20b-cloud", deployments: ["cloud-gpt-oss-20b"] }]);
    const answers = await whileDead(["vllm"], "refuse", async () => {
      const seen: (string | null)[] = [];
      for (let at = 0; at < 30; at += 6)
        seen.push(...(await Promise.all(Array.from({ length: 6 }, () => send("twins")))).map(({ id }) => id));
      return seen;
    });
    expect(new Set(answers)).toEqual(new Set(["twin-native", "cloud-gpt-oss-20b"]));
  });

  it("waits for a backend that hangs as long as foretold at most", { timeout: 60_000 }, async () => {
    const models = ["llama3.1:latest", "mythomax-l2-13b-q5_k_m"];
    const answers = await whileDead(["ollama"], "timeout", () => Promise.all(models.map(send)));
    for (const { model, id, seconds } of answers) {
      const row = rowOf(["ollama"], model);
      expect(row.seconds).toEqual({ least: 0, most: 2 });
      expect([model, id]).toEqual([model, row.answeredBy?.deployments.join()]);
      expect(seconds).toBeGreaterThan(1.9);
      expect(seconds).toBeLessThan(2 + slack);
    }
  });
});
