import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCachedHealth } from "./gateway.mjs";
import { down, status, up } from "./lab.mjs";
import { labPaths } from "./paths.mjs";
import { readProcessIdentity } from "./processes.mjs";

// One lab with the real LiteLLM for the whole file; the tests run in the order in which they stand.

const dataFolder = mkdtempSync(join(tmpdir(), "signalbox lab 'ü"));
const paths = labPaths(dataFolder);
let url = "";
let key = "";

const lab = async (...args: string[]) => {
  const main = join(import.meta.dirname, "main.mjs");
  const options = { env: { ...process.env, SIGNALBOX_DATA: dataFolder } };
  return (await promisify(execFile)(process.execPath, [main, ...args], options)).stdout;
};

const labFailing = async (...args: string[]) =>
  lab(...args).then(
    () => ({ code: 0, stderr: "" }),
    (error) => ({ code: Number(error.code), stderr: String(error.stderr) }),
  );

const send = (model: string, extra: object = {}) =>
  fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", connection: "close" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "ping" }], ...extra }),
    signal: AbortSignal.timeout(40_000),
  });

const answeredBy = async (model: string) => {
  const response = await send(model);
  await response.text();
  return response.headers.get("x-litellm-model-id") ?? `status ${response.status}`;
};

async function until<T>(look: () => Promise<T | null>, timeoutMs = 60_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (Date.now() > deadline) throw new Error("waited in vain");
    await pause(20);
  }
}

const part = async (name: string) => (await status({ dataFolder })).parts.find((one) => one.name === name);
const masterPid = () => Number(readFileSync(paths.gatewayPid, "utf8"));

const counted = async () => {
  const view = await readCachedHealth(url, key);
  if (view === null) return null;
  const { healthy, unhealthy } = view;
  return { healthy: healthy.length, total: healthy.length + unhealthy.length, unhealthy: unhealthy.toSorted() };
};

describe("the lab", () => {
  beforeAll(async () => {
    const info = await up({ dataFolder, waitForGateway: true });
    expect(info.startedParts).toEqual(["gateway", "ollama", "llamacpp-python", "llamacpp-native", "cloud"]);
    expect(info).toMatchObject({ id: "lab", configPath: paths.config, pidFile: paths.gatewayPid });
    url = info.gatewayUrl;
    key = readFileSync(info.keyFile, "utf8").trim();
  });

  afterAll(async () => {
    await down({ dataFolder });
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it("shows twelve models, of which the gateway's first view holds nine healthy", { timeout: 90_000 }, async () => {
    const listed = await (await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${key}` } })).json();
    expect(listed.data).toHaveLength(12);
    const unhealthy = ["llamacpp-native-local", "llamacpp-python-local", "vllm-qwen2.5-coder-7b"];
    expect(await until(counted)).toEqual({ healthy: 9, total: 12, unhealthy });
  });

  it("lets both llama.cpp servers answer directly after that, while the cached view stays", async () => {
    await until(async () => ((await part("llamacpp-native"))?.state === "running" ? true : null), 5000);
    expect((await fetch(`${(await part("llamacpp-native"))?.url}/health`)).status).toBe(200);
    expect((await fetch(`${(await part("llamacpp-python"))?.url}/v1/models`)).status).toBe(200);
    expect(await counted()).toMatchObject({ healthy: 9, total: 12 });
  });

  it("keeps its secrets and its folder to the owner", () => {
    expect(statSync(paths.folder).mode & 0o777).toBe(0o700);
    for (const path of [paths.state, paths.gatewayKey, paths.cloudKey, paths.config, paths.gatewayLog])
      expect([path, statSync(path).mode & 0o077]).toEqual([path, 0]);
    const config = readFileSync(paths.config, "utf8");
    expect(config).not.toContain(key);
  });

  it.each([
    ["llama3.1:latest", "ollama-llama3.1"],
    ["qwen2.5-coder:7b", "ollama-qwen2.5-coder-7b"],
    ["mythomax-l2-13b-q5_k_m", "ollama-mythomax-l2-13b"],
    ["llama-cpp-default", "llamacpp-python-local"],
    ["llama-cpp-native", "llamacpp-native-local"],
    ["deepseek-v3.1:671b-cloud", "cloud-deepseek-v3.1-671b"],
    ["qwen3-coder:480b-cloud", "cloud-qwen3-coder-480b"],
    ["kimi-k2:1t-cloud", "cloud-kimi-k2-1t"],
    ["gpt-oss:120b-cloud", "cloud-gpt-oss-120b"],
    ["gpt-oss:20b-cloud", "cloud-gpt-oss-20b"],
    ["glm-4.6:cloud", "cloud-glm-4.6"],
  ])("answers %s from %s, whole and as a stream", async (model, id) => {
    expect(await answeredBy(model)).toBe(id);
    const stream = await send(model, { stream: true });
    expect(stream.headers.get("x-litellm-model-id")).toBe(id);
    const text = await stream.text();
    expect(text.split("\n").filter((line) => line.startsWith("data: ")).length).toBeGreaterThan(3);
    expect(text).toContain("data: [DONE]");
  });

  it("loses no request of a steady trickle while the gateway reloads, and then sees eleven of twelve", {
    timeout: 90_000,
  }, async () => {
    const master = masterPid();
    const outcomes: Promise<string>[] = [];
    let sending = true;
    const trickle = (async () => {
      while (sending) {
        outcomes.push(answeredBy("llama-cpp-native").catch((error) => String(error.cause?.code ?? error)));
        await pause(50);
      }
    })();
    await pause(500);
    process.kill(master, "SIGHUP");
    let sawUnknown = false;
    const view = await until(async () => {
      const seen = await counted();
      if (seen === null) sawUnknown = true;
      return seen?.healthy === 9 ? null : seen;
    });
    await pause(1000);
    sending = false;
    await trickle;
    const lost = (await Promise.all(outcomes)).filter((outcome) => outcome !== "llamacpp-native-local");
    console.info(`${outcomes.length} requests during the reload, ${lost.length} lost`);
    expect(lost).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(20);
    expect(view).toMatchObject({ healthy: 11, total: 12, unhealthy: ["vllm-qwen2.5-coder-7b"] });
    expect(sawUnknown).toBe(true);
    expect(masterPid()).toBe(master);
  });

  it("falls back as the chain says, whatever way a backend fails", { timeout: 60_000 }, async () => {
    for (const how of ["refuse", "500", "429", "401", "garbage"]) {
      await lab("fail", "ollama", how);
      expect([how, (await part("ollama"))?.state]).toEqual([how, "failing"]);
      expect([how, await answeredBy("llama3.1:latest")]).toEqual([how, "llamacpp-python-local"]);
      await lab("heal", "ollama");
    }
    await lab("fail", "ollama");
    await lab("stop", "llamacpp-python");
    expect(await answeredBy("llama3.1:latest")).toBe("llamacpp-native-local");
    await lab("fail", "llamacpp-native", "loading");
    expect(await answeredBy("llama3.1:latest")).toBe("cloud-gpt-oss-20b");
    await Promise.all([lab("heal", "ollama"), lab("heal", "llamacpp-native"), lab("start", "llamacpp-python")]);
    expect(await answeredBy("llama-cpp-default")).toBe("llamacpp-python-local");
    // A refused key puts the deployment on cool-down for some seconds.
    await until(async () => ((await answeredBy("llama3.1:latest")) === "ollama-llama3.1" ? true : null), 15_000);
  });

  it("starts vLLM on request, and its deployment answers", async () => {
    expect(await lab("start", "vllm")).toContain("vllm is running");
    expect(await answeredBy("qwen-coder-vllm")).toBe("vllm-qwen2.5-coder-7b");
    expect(await lab("stop", "vllm")).toContain("vllm is stopped");
    expect(await lab("stop", "vllm")).toContain("was not running");
  });

  it("adopts what is alive at a second up, within a second, and starts only what is missing", async () => {
    const before = (await status({ dataFolder })).parts.map(({ pid }) => pid);
    const began = performance.now();
    expect((await up({ dataFolder })).startedParts).toEqual([]);
    expect(performance.now() - began).toBeLessThan(1000);
    expect((await status({ dataFolder })).parts.map(({ pid }) => pid)).toEqual(before);
    await down({ dataFolder, only: ["cloud"] });
    expect((await up({ dataFolder })).startedParts).toEqual(["cloud"]);
    expect((await part("ollama"))?.pid).toBe(before[1]);
  });

  it("ends again what it started when one part cannot start", async () => {
    await down({ dataFolder, only: ["ollama", "cloud"] });
    const thief = createServer();
    const port = Number(new URL((await part("ollama"))?.url ?? "").port);
    await new Promise<void>((done) => thief.listen(port, "127.0.0.1", done));
    await expect(up({ dataFolder })).rejects.toThrow(
      `Port ${port}, under which the gateway's configuration knows ollama`,
    );
    expect((await part("cloud"))?.state).toBe("stopped");
    await new Promise((done) => thief.close(done));
    expect((await up({ dataFolder })).startedParts).toEqual(["ollama", "cloud"]);
  });

  it("never signals a process that got a remembered number", async () => {
    const state = JSON.parse(readFileSync(paths.state, "utf8"));
    const real = state.processes.vllm;
    state.processes.vllm = { pid: process.pid, identity: "ticks:1", command: "someone else" };
    writeFileSync(paths.state, JSON.stringify(state));
    expect((await part("vllm"))?.state).toBe("stopped");
    expect(await down({ dataFolder, only: ["vllm"] })).toEqual([]);
    expect(real).toBeUndefined();
  });

  it("leaves the operator's configuration alone until it is reset", async () => {
    const first = readFileSync(paths.config, "utf8");
    writeFileSync(paths.config, `${first}# mine\n`);
    await up({ dataFolder });
    expect(readFileSync(paths.config, "utf8")).toBe(`${first}# mine\n`);
    expect(await lab("reset")).toContain("as it was first written");
    expect(readFileSync(paths.config, "utf8")).toBe(first);
  });

  it("restarts a gateway that a broken file ended, once the file is whole again", { timeout: 90_000 }, async () => {
    const before = masterPid();
    writeFileSync(paths.config, "model_list: [\n");
    process.kill(before, "SIGHUP");
    await until(async () => (existsSync(paths.gatewayPid) && masterPid() === before ? null : true), 30_000);
    await lab("reset");
    await until(async () => ((await part("gateway"))?.state === "running" ? true : null));
    expect(masterPid()).not.toBe(before);
    expect(await answeredBy("llama3.1:latest")).toBe("ollama-llama3.1");
    expect(readFileSync(paths.gatewayLog, "utf8")).toContain("yaml");
  });

  it("restarts a killed gateway, and stops and starts it on request", { timeout: 90_000 }, async () => {
    const before = masterPid();
    process.kill(before, "SIGKILL");
    await until(async () => (existsSync(paths.gatewayPid) && masterPid() !== before ? true : null), 30_000);
    await lab("start", "gateway");
    const restarted = masterPid();
    expect(await lab("stop", "gateway")).toContain("gateway is stopped");
    expect((await part("gateway"))?.state).toBe("stopped");
    expect([existsSync(paths.gatewayPid), readProcessIdentity(restarted)]).toEqual([false, null]);
    expect(await lab("start", "gateway")).toContain("gateway is running");
    expect(await until(counted)).toMatchObject({ healthy: 11, total: 12 });
  });

  it("says what is wrong with an order, by text and exit code", async () => {
    expect(await labFailing("fail", "redis")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("llamacpp-native"),
    });
    expect(await labFailing("fail", "ollama", "explode")).toMatchObject({ code: 2 });
    expect(await labFailing("dance")).toMatchObject({ code: 2 });
    expect(await labFailing("fail", "vllm")).toMatchObject({ code: 1, stderr: expect.stringContaining("start vllm") });
    expect(await labFailing("fail", "gateway")).toMatchObject({ code: 1 });
  });

  it("states paths, key and parts as JSON", async () => {
    const shown = JSON.parse(await lab("status", "--json"));
    expect(shown).toMatchObject({ configPath: paths.config, gatewayKey: key });
    expect(shown.parts.map(({ name }: { name: string }) => name)).toEqual([
      "gateway",
      "ollama",
      "llamacpp-python",
      "llamacpp-native",
      "vllm",
      "cloud",
    ]);
    expect(shown.parts[0]).toMatchObject({ url, pid: masterPid(), state: "running" });
    for (const { url: where } of shown.parts) expect(where).toMatch(/^http:\/\/127\.0\.0\.1:4\d{4}$/);
  });

  it("leaves no process behind after down", { timeout: 40_000 }, async () => {
    const { parts } = await status({ dataFolder });
    const pids = parts.flatMap(({ pid }) => (pid === null ? [] : [pid]));
    expect(pids).toHaveLength(5);
    await lab("down");
    expect(pids.map(readProcessIdentity)).toEqual([null, null, null, null, null]);
    await expect(fetch(`${url}/health/liveliness`)).rejects.toThrow();
    const left = await promisify(execFile)("ps", ["-eo", "args="]);
    expect(left.stdout.split("\n").filter((line) => line.includes(dataFolder))).toEqual([]);
  });
});
