import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askStandIn, tellStandIn } from "./control.mjs";
import { chooseFreePorts } from "./ports.mjs";

type StandIn = { url: string; port: number; control: string; child: ChildProcess };

const folder = mkdtempSync(join(tmpdir(), "signalbox-standins-"));
const started: StandIn[] = [];

async function start(kind: string, extra: string[] = []): Promise<StandIn> {
  const [port = 0] = await chooseFreePorts(1);
  const control = join(folder, `${port}.sock`);
  const script = join(import.meta.dirname, "backend.mjs");
  const args = [script, "--kind", kind, "--port", String(port), "--control", control, ...extra];
  const child = spawn(process.execPath, args, { env: { ...process.env, LAB_CLOUD_KEY: "cloud-secret" } });
  const standIn = { url: `http://127.0.0.1:${port}`, port, control, child };
  started.push(standIn);
  await until(async () => (await askStandIn(control)) !== null);
  return standIn;
}

async function until(isSo: () => Promise<boolean>) {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries > 250) throw new Error("waited in vain");
    await new Promise((done) => setTimeout(done, 20));
  }
}

const get = (url: string, init?: RequestInit) => fetch(url, { signal: AbortSignal.timeout(4000), ...init });
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  get(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
const messages = [{ role: "user", content: "ping" }];

const refused = async (url: string) =>
  get(url).then(
    () => false,
    (error) => (error.cause?.code ?? "") === "ECONNREFUSED",
  );

afterAll(() => {
  for (const { child } of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

describe("llama.cpp's native server", () => {
  let native: StandIn;
  beforeAll(async () => {
    native = await start("llamacpp-native");
  });

  it("answers its health, slots, properties, models and metrics in their own shapes", async () => {
    expect(await (await get(`${native.url}/health`)).json()).toEqual({ status: "ok" });
    expect(await (await get(`${native.url}/slots`)).json()).toMatchObject([{ id: 0, is_processing: false }, { id: 1 }]);
    expect(await (await get(`${native.url}/props`)).json()).toMatchObject({
      total_slots: 2,
      model_alias: "local-model",
    });
    expect(Object.keys(await (await get(`${native.url}/v1/models`)).json())).toEqual(["models", "object", "data"]);
    expect(await (await get(`${native.url}/metrics`)).text()).toMatch(/^llamacpp:requests_processing 0$/m);
    expect((await get(`${native.url}/nothing`)).status).toBe(404);
  });

  it("names itself in a reply, counts tokens, and cuts at the limit", async () => {
    const reply = await (await post(`${native.url}/v1/chat/completions`, { messages, max_tokens: 3 })).json();
    expect(reply.choices[0]).toMatchObject({
      finish_reason: "length",
      message: { content: "This is llamacpp-native" },
    });
    expect(reply.usage).toMatchObject({ completion_tokens: 3 });
  });

  it("streams the same words piece by piece and says when it is done", async () => {
    const body = { messages, stream: true, stream_options: { include_usage: true } };
    const text = await (await post(`${native.url}/v1/chat/completions`, body)).text();
    const events = text.trim().split("\n\n");
    expect(events.at(-1)).toBe("data: [DONE]");
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event.slice(6)));
    const words = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
    expect(words).toBe("This is llamacpp-native answering as local-model. You asked: ping");
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 9 } });
  });

  it("answers 503 to everything while it loads, and ends loading when told", async () => {
    const loading = await start("llamacpp-native", ["--hold"]);
    const answer = await get(`${loading.url}/health`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ error: { message: "Loading model", type: "unavailable_error", code: 503 } });
    await tellStandIn(loading.control, "/loaded");
    expect((await get(`${loading.url}/health`)).status).toBe(200);
  });

  it("keeps health and models open while it refuses keys", async () => {
    await tellStandIn(native.control, "/fail?mode=401");
    expect((await get(`${native.url}/health`)).status).toBe(200);
    expect((await get(`${native.url}/slots`)).status).toBe(401);
    await tellStandIn(native.control, "/heal");
  });
});

describe("the Python bindings and vLLM", () => {
  it("have no health route and, while loading, no open port", async () => {
    const python = await start("llamacpp-python", ["--hold"]);
    expect(await refused(`${python.url}/v1/models`)).toBe(true);
    await tellStandIn(python.control, "/loaded");
    expect(await (await get(`${python.url}/v1/models`)).json()).toMatchObject({ data: [{ owned_by: "me" }] });
    const missing = await get(`${python.url}/health`);
    expect([missing.status, await missing.json()]).toEqual([404, { detail: "Not Found" }]);
  });

  it("answer an empty 200 as vLLM's health and know only their own model", async () => {
    const vllm = await start("vllm");
    const health = await get(`${vllm.url}/health`);
    expect([health.status, await health.text()]).toEqual([200, ""]);
    expect((await post(`${vllm.url}/v1/chat/completions`, { model: "other", messages })).status).toBe(404);
  });
});

describe("Ollama and its cloud host", () => {
  it("list models, show which are loaded, and miss the unknown", async () => {
    const ollama = await start("ollama");
    expect(await (await get(`${ollama.url}/api/ps`)).json()).toEqual({ models: [] });
    const chat = await post(`${ollama.url}/api/chat`, { model: "mythomax-l2-13b-q5_k_m", messages, stream: false });
    expect(await chat.json()).toMatchObject({ done: true, message: { role: "assistant" } });
    expect(await (await get(`${ollama.url}/api/ps`)).json()).toMatchObject({
      models: [{ name: "mythomax-l2-13b-q5_k_m:latest" }],
    });
    const missing = await post(`${ollama.url}/api/chat`, { model: "__proto__", messages });
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { error: 'model "__proto__" not found, try pulling it first' },
    ]);
    expect((await get(`${ollama.url}/metrics`)).status).toBe(404);
    const broken = await get(`${ollama.url}/api/chat`, { method: "POST", body: "{" });
    expect(broken.status).toBe(400);
  });

  it("stream lines of JSON unless told not to", async () => {
    const ollama = await start("ollama");
    const body = { model: "llama3.1:latest", prompt: "### User:\nping\n\n" };
    const lines = (await (await post(`${ollama.url}/api/generate`, body)).text()).trim().split("\n");
    const parts = lines.map((line) => JSON.parse(line));
    expect(parts.map((part) => part.response).join("")).toBe(
      "This is ollama answering as llama3.1:latest. You asked: ping",
    );
    expect(parts.at(-1)).toMatchObject({ done: true, done_reason: "stop" });
  });

  it("ask for the cloud key where the model is used, not where it is listed", async () => {
    const cloud = await start("cloud");
    expect((await (await get(`${cloud.url}/api/tags`)).json()).models).toHaveLength(6);
    const body = { model: "glm-4.6:cloud", messages, stream: false };
    expect((await post(`${cloud.url}/api/chat`, body)).status).toBe(401);
    expect((await post(`${cloud.url}/api/chat`, body, { authorization: "Bearer wrong-secret" })).status).toBe(401);
    expect((await post(`${cloud.url}/api/chat`, body, { authorization: "Bearer cloud-secret" })).status).toBe(200);
  });
});

describe("a stand-in that is told to fail", () => {
  let ollama: StandIn;
  beforeAll(async () => {
    ollama = await start("ollama");
  });

  it("closes its port for refuse, cutting open connections, and opens it again", async () => {
    const socket = connect(ollama.port, "127.0.0.1");
    await new Promise((done) => socket.once("connect", done));
    const cut = new Promise((done) => socket.once("close", done));
    await tellStandIn(ollama.control, "/fail?mode=refuse");
    await cut;
    expect(await refused(`${ollama.url}/api/version`)).toBe(true);
    await tellStandIn(ollama.control, "/heal");
    expect((await get(`${ollama.url}/api/version`)).status).toBe(200);
  });

  it.each([
    ["500", 500],
    ["429", 429],
    ["401", 401],
  ])("answers %s in the server's own words", async (mode, code) => {
    await tellStandIn(ollama.control, `/fail?mode=${mode}`);
    const answer = await get(`${ollama.url}/api/version`);
    expect(answer.status).toBe(code);
    expect(answer.headers.get("retry-after")).toBe(mode === "429" ? "7" : null);
    expect(typeof (await answer.json()).error).toBe("string");
    await tellStandIn(ollama.control, "/heal");
  });

  it("leaves lists well when only requests to the model are to fail", async () => {
    await tellStandIn(ollama.control, "/fail?mode=500&inferenceOnly=true");
    expect((await get(`${ollama.url}/api/tags`)).status).toBe(200);
    expect((await post(`${ollama.url}/api/chat`, { model: "llama3.1:latest", messages })).status).toBe(500);
    await tellStandIn(ollama.control, "/heal");
  });

  it("holds a request without an answer for timeout, until it is healed", async () => {
    await tellStandIn(ollama.control, "/fail?mode=timeout");
    await expect(get(`${ollama.url}/api/version`, { signal: AbortSignal.timeout(300) })).rejects.toThrow(
      /aborted|timeout/i,
    );
    const hanging = get(`${ollama.url}/api/version`).then(
      () => "answered",
      () => "cut",
    );
    await new Promise((done) => setTimeout(done, 100));
    await tellStandIn(ollama.control, "/heal");
    expect(await hanging).toBe("cut");
  });

  it("delays the first byte for slow by as long as it was told", async () => {
    await tellStandIn(ollama.control, "/fail?mode=slow&delayMs=400");
    const before = performance.now();
    expect((await get(`${ollama.url}/api/version`)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(390);
    await tellStandIn(ollama.control, "/heal");
  });

  it("sends broken JSON to readers and cuts the answer of the model for garbage", async () => {
    await tellStandIn(ollama.control, "/fail?mode=garbage");
    const text = await (await get(`${ollama.url}/api/tags`)).text();
    expect(() => JSON.parse(text)).toThrow();
    const chat = await post(`${ollama.url}/api/chat`, { model: "llama3.1:latest", messages });
    await expect(chat.text()).rejects.toThrow();
    await tellStandIn(ollama.control, "/heal");
  });

  it("refuses an unknown order and a fault that this server does not have", async () => {
    await expect(tellStandIn(ollama.control, "/fail?mode=explode")).rejects.toThrow("unknown order");
    await expect(tellStandIn(ollama.control, "/fail?mode=loading")).rejects.toThrow("answers while it loads");
  });

  it("ends at once on SIGTERM with a stream and a hanging request open", async () => {
    const part = await start("ollama");
    await tellStandIn(part.control, "/fail?mode=timeout");
    const socket = connect(part.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
    const ended = new Promise((done) => part.child.once("exit", (code) => done(code)));
    const before = performance.now();
    part.child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(performance.now() - before).toBeLessThan(1000);
    socket.destroy();
  });
});
