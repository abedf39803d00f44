import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { down, status, up } from "@/lab/lab.mjs";
import { probeBackend } from "@/lib/adapters/backends/probe";
import type { BackendFlavour } from "@/lib/adapters/backends/schema";
import { verifyDirect } from "@/lib/adapters/backends/verify-direct";
import { whoListens } from "@/lib/adapters/ports/who-listens";
import { describeReload, sendReload, snapshotProcesses } from "@/lib/adapters/reload/client";
import { readBacklog, readCachedHealth, readReadiness, readRunningGraph, sendChat } from "./client";
import type { GatewayConnection } from "./schema";

// The real LiteLLM of the lab, started once for the file; the tests run in the order in which they stand.
const dataFolder = mkdtempSync(join(tmpdir(), "signalbox gateway "));
let connection: GatewayConnection = { url: "", key: null };
let pidFile = "";
const withKey = (key: string | null): GatewayConnection => ({ ...connection, key });
const urlOf = async (name: string) =>
  (await status({ dataFolder })).parts.find((part) => part.name === name)?.url ?? "";

beforeAll(async () => {
  const lab = await up({ dataFolder, waitForGateway: true });
  connection = { url: lab.gatewayUrl, key: readFileSync(lab.keyFile, "utf8").trim() };
  pidFile = lab.pidFile;
}, 240_000);

afterAll(async () => {
  await down({ dataFolder });
  rmSync(dataFolder, { recursive: true, force: true });
});

describe("the real gateway", () => {
  it("is ready, with its version", async () => {
    expect(await readReadiness(connection)).toMatchObject({ ok: true, value: { ready: true, version: "1.106.2" } });
  });

  it("states its twelve models and their chains, without a secret", async () => {
    const graph = await readRunningGraph(connection);
    if (!graph.ok) throw new Error(graph.detail);
    expect(graph.value.models).toHaveLength(12);
    expect(graph.value.models[0]).toMatchObject({
      group: "llama3.1:latest",
      id: "ollama-llama3.1",
      model: "ollama/llama3.1:latest",
      viaAlias: false,
    });
    expect(graph.value.chains).toContainEqual({
      kind: "general",
      source: "llama3.1:latest",
      targets: ["llama-cpp-default", "gpt-oss:20b-cloud"],
    });
    expect(graph.value.settings).toMatchObject({ routing_strategy: "simple-shuffle", num_retries: 0 });
    expect(graph.value.version).toBe("1.106.2");
    expect(JSON.stringify(graph)).not.toContain(connection.key ?? "no key");
  });

  it("gives its cached health by deployment once the first cycle is over", async () => {
    const look = async () => {
      const health = await readCachedHealth(connection);
      expect(health).toMatchObject({ ok: true, value: { complete: true } });
      return health;
    };
    const health = await vi.waitFor(look, { timeout: 90_000, interval: 500 });
    if (!health.ok) throw new Error(health.detail);
    expect(health.value.endpoints).toHaveLength(12);
    const failing = health.value.endpoints.filter(({ healthy }) => !healthy);
    expect(failing.map(({ id }) => id)).toContain("vllm-qwen2.5-coder-7b");
    expect(failing.every(({ error }) => error !== null && !error.includes("\n"))).toBe(true);
  }, 100_000);

  it("counts its own requests", async () => {
    expect(await readBacklog(connection)).toMatchObject({ ok: true, value: { queued: 0 } });
  });

  it("answers a completion, whole and as a stream, and says who answered", async () => {
    const question = { model: "llama3.1:latest", prompt: "ping", maxTokens: 8, timeoutMs: 20_000 };
    for (const stream of [false, true]) {
      const answer = await sendChat(connection, { ...question, stream });
      expect(answer).toMatchObject({
        ok: true,
        value: { answeredBy: { id: "ollama-llama3.1", group: "llama3.1:latest" }, attemptedFallbacks: 0 },
      });
      expect(answer.ok && answer.value.text.length).toBeGreaterThan(0);
    }
    const missing = await sendChat(connection, { ...question, model: "no such model" });
    expect(missing).toMatchObject({ ok: false, reason: "model-missing" });
    const off = await sendChat(connection, {
      ...question,
      model: "qwen-coder-vllm",
      extraBody: { disable_fallbacks: true },
    });
    expect(off).toMatchObject({ ok: false, reason: "server-error" });
  });

  it("refuses a wrong key, and none, by every call", async () => {
    for (const key of ["sk-wrong", null]) {
      const stranger = withKey(key);
      expect(await readReadiness(stranger)).toMatchObject({ ok: false, reason: "wrong-key" });
      expect(await readRunningGraph(stranger)).toMatchObject({ ok: false, reason: "unauthorised" });
      expect(await readCachedHealth(stranger)).toMatchObject({ ok: false, reason: "unauthorised" });
      const question = { model: "llama3.1:latest", prompt: "ping", maxTokens: 8, timeoutMs: 20_000 };
      expect(await sendChat(stranger, question)).toMatchObject({ ok: false, reason: "unauthorised" });
    }
  });

  it("is told from another service on the port", async () => {
    expect(await readReadiness({ ...connection, url: await urlOf("ollama") })).toMatchObject({ reason: "not-litellm" });
  });
});

describe("the model servers of the lab", () => {
  const servers: [string, BackendFlavour, string][] = [
    ["ollama", "ollama", "llama3.1:latest"],
    ["llamacpp-python", "llamacpp-python", "local-model"],
    ["llamacpp-native", "llamacpp", "local-model"],
  ];

  it.each(servers)(
    "probes and verifies %s directly",
    async (name, flavour, model) => {
      const baseUrl = await urlOf(name);
      const reading = await vi.waitFor(async () => {
        const seen = await probeBackend(flavour, { baseUrl, key: null, timeoutMs: 3_000 });
        expect(seen).toMatchObject({ alive: true, cause: "none", flavour });
        return seen;
      }, 30_000);
      expect(reading.timings.firstByteUs).toBeGreaterThan(0);
      const question = { flavour, model, baseUrl, key: null, prompt: "ping", maxTokens: 8, timeoutMs: 10_000 };
      expect(await verifyDirect(question)).toMatchObject({ ok: true, value: { status: 200 } });
      if (name === "ollama")
        expect(await verifyDirect({ ...question, model: "nope" })).toMatchObject({
          ok: false,
          reason: "model-missing",
        });
    },
    40_000,
  );

  it("finds vLLM off, and a cloud key missing", async () => {
    const vllm = await probeBackend("vllm", { baseUrl: await urlOf("vllm"), key: null, timeoutMs: 3_000 });
    expect(vllm).toMatchObject({ alive: false, cause: "refused" });
    const baseUrl = await urlOf("cloud");
    const cloud = await probeBackend("ollama", { baseUrl, key: null, timeoutMs: 3_000 });
    expect(cloud).toMatchObject({ alive: true, evidence: expect.stringContaining("refuses this key") });
    const question = { flavour: "ollama", model: "glm-4.6:cloud", baseUrl, key: null, prompt: "ping" } as const;
    const answer = await verifyDirect({ ...question, maxTokens: 8, timeoutMs: 10_000 });
    expect(answer).toMatchObject({ ok: false, reason: "unauthorised" });
  });
});

describe("the real gateway's processes", () => {
  it("are a launcher whose worker a reload replaces while it keeps answering", async () => {
    const target = { kind: "signal", pidFile } as const;
    const before = await snapshotProcesses(target);
    expect(before.launch).toBe("granian");
    expect(before.workers).toHaveLength(1);
    expect(await whoListens(Number(new URL(connection.url).port))).toMatchObject({
      pid: expect.toBeOneOf([before.mainPid, before.workers[0]?.pid]),
    });
    expect(await describeReload(target)).toMatchObject({ safe: true });
    expect(await sendReload(target)).toMatchObject({ ok: true });
    const after = await vi.waitFor(
      async () => {
        const now = await snapshotProcesses(target);
        expect(now.workers.map(({ pid }) => pid)).not.toContain(before.workers[0]?.pid);
        expect(now.workers).toHaveLength(1);
        return now;
      },
      { timeout: 60_000, interval: 200 },
    );
    expect(after).toMatchObject({ mainPid: before.mainPid, mainStartedAt: before.mainStartedAt });
    await vi.waitFor(async () => expect((await readReadiness(connection)).ok).toBe(true), {
      timeout: 60_000,
      interval: 200,
    });
  }, 130_000);

  it("are gone when the gateway is down, which reads as not yet started", async () => {
    await down({ dataFolder, only: ["gateway"] });
    expect(await readReadiness(connection)).toMatchObject({ ok: false, reason: "starting" });
    expect(await readRunningGraph(connection)).toMatchObject({ ok: false, reason: "unreachable" });
    expect(await sendReload({ kind: "signal", pidFile })).toMatchObject({ ok: false, reason: "not-running" });
  }, 60_000);
});
