import { describe, expect, it } from "vitest";
import { type Canned, listen, listenWith } from "@/lib/adapters/http/loopback";
import { readBacklog, readCachedHealth, readReadiness, readRunningGraph, sendChat } from "./client";

// Replies recorded from LiteLLM 1.106.2, shortened.
const KEY = "sk-gateway-secret-9";
const wrongKey: Canned = {
  status: 400,
  json: { error: { message: "No connected db.", type: "no_db_connection", param: null, code: "400" } },
};
const noKey: Canned = {
  status: 401,
  json: {
    error: { message: "Authentication Error, No api key passed in.", type: "auth_error", param: "None", code: "401" },
  },
};
const alive: Record<string, Canned> = {
  "/health/liveliness": { json: "I'm alive!" },
  "/health/readiness": { json: { status: "healthy", db: "Not connected" } },
};
const details: Canned = { json: { status: "healthy", db: "Not connected", cache: null, litellm_version: "1.106.2" } };
const row = (model_name: string, id: string, params: object = {}, info: object = {}) => ({
  model_name,
  litellm_params: { api_base: "http://127.0.0.1:9/v1", use_litellm_proxy: false, model: "openai/qwen", ...params },
  model_info: { id, db_model: false, max_tokens: null, ...info },
});
const listed = (id: string, fallbacks: unknown[]) => ({
  id,
  object: "model",
  owned_by: "openai",
  metadata: { fallbacks },
});
const graphRoutes: Record<string, Canned> = {
  "/v1/model/info": {
    json: {
      data: [
        row("llama3.1:latest", "ollama-llama", { extra_headers: { "x-token": "abcd****ijkl", "x-plain": "hello" } }),
        row("qwen/x y", "qwen-1", { api_base: "http://joe:hush@127.0.0.1:9/v1" }, { mode: "chat" }),
        row("fast", "ollama-llama"),
      ],
    },
  },
  "/v1/models?include_metadata=true&fallback_type=general": {
    json: {
      data: [
        listed("fast", ["qwen/x y", { model: "broken", temperature: 0, api_key: "sk-override-secret" }]),
        listed("llama3.1:latest", ["qwen/x y"]),
        listed("qwen/x y", []),
      ],
      object: "list",
    },
  },
  "/v1/models?include_metadata=true&fallback_type=context_window": { json: { data: [listed("fast", [])] } },
  "/v1/models?include_metadata=true&fallback_type=content_policy": { json: { data: [listed("qwen/x y", ["broken"])] } },
  "/get/config/callbacks": {
    json: {
      status: "success",
      alerts: [{ name: "email", variables: { SMTP_PASSWORD: "mail-secret" } }],
      router_settings: {
        routing_strategy: "simple-shuffle",
        num_retries: 0,
        redis_password: "redis-secret",
        fallbacks: [{ "my-key": ["a", { model: "b", api_key: "sk-override-secret" }] }],
        model_group_alias: { fast: "llama3.1:latest", token: { model: "qwen/x y", hidden: true } },
      },
    },
  },
  "/health/readiness/details": details,
};

describe("readReadiness", () => {
  const read = (url: string, key: string | null = KEY) => readReadiness({ url: `${url}/`, key }, { timeoutMs: 1_000 });

  it("says ready with the version", async () => {
    const server = await listenWith({ ...alive, "/health/readiness/details": details });
    expect(await read(server.url)).toEqual({
      ok: true,
      value: { ready: true, version: "1.106.2", detail: "LiteLLM 1.106.2 is ready (healthy)" },
    });
  });

  it("tells a wrong key, and a missing one", async () => {
    const server = await listenWith({ ...alive, "/health/readiness/details": wrongKey });
    expect(await read(server.url)).toMatchObject({ ok: false, reason: "wrong-key" });
    const locked = await listenWith({ ...alive, "/health/readiness/details": noKey });
    expect(await read(locked.url, null)).toMatchObject({
      ok: false,
      reason: "wrong-key",
      detail: expect.stringContaining("no key"),
    });
    const bare = await listenWith({
      ...alive,
      "/health/readiness/details": { status: 500, text: "Internal Server Error" },
    });
    expect(await read(bare.url, null)).toMatchObject({ ok: false, reason: "wrong-key" });
  });

  it("proves the key of an older gateway by its models, and takes the version it states openly", async () => {
    const older = { ...alive, "/health/readiness": { json: { status: "connected", litellm_version: "1.90.0" } } };
    const server = await listenWith({ ...older, "/v1/models": { json: { data: [] } } });
    expect(await read(server.url)).toMatchObject({ ok: true, value: { ready: true, version: "1.90.0" } });
    const locked = await listenWith({ ...older, "/v1/models": wrongKey });
    expect(await read(locked.url)).toMatchObject({ ok: false, reason: "wrong-key" });
  });

  it("never shows the key to a stranger on the port", async () => {
    const server = await listenWith({
      "/health/liveliness": { text: "<html>Grafana</html>" },
      "/health/readiness": details,
    });
    expect(await read(server.url)).toMatchObject({ ok: false, reason: "not-litellm" });
    expect(server.asked.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it("says alive but not ready", async () => {
    const server = await listenWith({ ...alive, "/health/readiness": { status: 503, json: { detail: "db down" } } });
    expect(await read(server.url)).toMatchObject({ ok: true, value: { ready: false } });
  });

  it("says starting when nothing listens, when the connection is closed at once, and behind a proxy's 502", async () => {
    const gone = await listen(() => {});
    await gone.close();
    expect(await read(gone.url)).toMatchObject({ ok: false, reason: "starting" });
    const closing = await listen((request) => request.socket.destroy());
    expect(await read(closing.url)).toMatchObject({ ok: false, reason: "starting" });
    const proxied = await listen((_, response) => response.writeHead(502).end("<html>Bad Gateway</html>"));
    expect(await read(proxied.url)).toMatchObject({ ok: false, reason: "starting" });
  });

  it("says timeout when it hangs and unreachable for an unknown name", async () => {
    const hanging = await listen(() => {});
    expect(await readReadiness({ url: hanging.url, key: KEY }, { timeoutMs: 100 })).toMatchObject({
      reason: "timeout",
    });
    expect(await read("http://no-such-host.invalid")).toMatchObject({ ok: false, reason: "unreachable" });
  });
});

describe("readRunningGraph", () => {
  const read = (url: string) => readRunningGraph({ url, key: KEY }, { timeoutMs: 1_000 });

  it("reads models, the three kinds of chains, settings and version", async () => {
    const server = await listenWith(graphRoutes);
    const graph = await read(server.url);
    if (!graph.ok) throw new Error(graph.detail);
    expect(graph.value.models.map(({ group, id, viaAlias }) => [group, id, viaAlias])).toEqual([
      ["llama3.1:latest", "ollama-llama", false],
      ["qwen/x y", "qwen-1", false],
      ["fast", "ollama-llama", true],
    ]);
    expect(graph.value.models[1]).toMatchObject({
      model: "openai/qwen",
      info: { id: "qwen-1", db_model: false, mode: "chat" },
    });
    expect(graph.value.chains).toEqual([
      {
        kind: "general",
        source: "fast",
        targets: ["qwen/x y", { model: "broken", temperature: 0, api_key: "[masked]" }],
      },
      { kind: "general", source: "llama3.1:latest", targets: ["qwen/x y"] },
      { kind: "content_policy", source: "qwen/x y", targets: ["broken"] },
    ]);
    expect(graph.value.settings).toEqual({
      routing_strategy: "simple-shuffle",
      num_retries: 0,
      redis_password: "[masked]",
      fallbacks: [{ "my-key": ["a", { model: "b", api_key: "[masked]" }] }],
      model_group_alias: { fast: "llama3.1:latest", token: { model: "qwen/x y", hidden: true } },
    });
    expect(graph.value.version).toBe("1.106.2");
    expect(JSON.stringify(graph)).not.toMatch(/secret|abcd|hush/);
  });

  it("says unauthorised for a wrong key", async () => {
    const server = await listenWith({ ...graphRoutes, "/v1/model/info": wrongKey });
    const graph = await read(server.url);
    expect(graph).toMatchObject({ ok: false, reason: "unauthorised" });
    expect(JSON.stringify(graph)).not.toContain(KEY);
  });

  it.each([
    ["a route that is missing", { status: 404, json: {} }, "unexpected_reply"],
    ["a broken gateway", { status: 500, text: `no ${KEY}` }, "unexpected_reply"],
    ["a refused question", { status: 422, json: {} }, "refused"],
    ["half an answer", { text: '{"data":[' }, "unexpected_reply"],
    ["another shape", { json: { data: [{ model: 1 }], router_settings: 7 } }, "unexpected_reply"],
  ])("fails on %s in any of its routes", async (_, canned, reason) => {
    for (const route of Object.keys(graphRoutes).filter((name) => !name.endsWith("details"))) {
      const server = await listenWith({ ...graphRoutes, [route]: canned });
      const graph = await read(server.url);
      expect(graph).toMatchObject({ ok: false, reason });
      expect(JSON.stringify(graph)).not.toContain(KEY);
    }
  });

  it("says unreachable, and timeout", async () => {
    const server = await listen(() => {});
    expect(await readRunningGraph({ url: server.url, key: KEY }, { timeoutMs: 100 })).toMatchObject({
      reason: "timeout",
    });
    await server.close();
    expect(await read(server.url)).toMatchObject({ ok: false, reason: "unreachable" });
  });
});

describe("readCachedHealth", () => {
  const read = async (canned: Canned) => {
    const server = await listenWith({ "/health": canned });
    return readCachedHealth({ url: server.url, key: KEY });
  };

  it("reads both lists, with the first line of an error and without its trace and request", async () => {
    const health = await read({
      json: {
        healthy_endpoints: [{ api_base: "http://h", model: "openai/qwen", model_id: "qwen-1" }],
        unhealthy_endpoints: [
          { model: "o/x", model_id: "x", exception_status: 500, error: `litellm.Err: ${KEY} no\nstack trace: a` },
          { model: "o/y", model_id: "y", exception_status: "408", error: "Timeout exceeded" },
          { model: "o/z" },
        ],
        healthy_count: 1,
        unhealthy_count: 3,
      },
    });
    expect(health).toEqual({
      ok: true,
      value: {
        complete: true,
        endpoints: [
          { id: "qwen-1", healthy: true, status: null, error: null },
          { id: "x", healthy: false, status: 500, error: "litellm.Err: [masked] no" },
          { id: "y", healthy: false, status: 408, error: "Timeout exceeded" },
        ],
      },
    });
  });

  it("is incomplete before the first cycle, which is not the same as empty", async () => {
    expect(await read({ json: {} })).toEqual({ ok: true, value: { complete: false, endpoints: [] } });
    expect(await read({ json: { healthy_endpoints: [], unhealthy_endpoints: [] } })).toMatchObject({
      value: { complete: true },
    });
  });

  it("fails on a wrong key and on rubbish", async () => {
    expect(await read(wrongKey)).toMatchObject({ ok: false, reason: "unauthorised" });
    expect(await read({ text: "[]" })).toMatchObject({ ok: false, reason: "unexpected_reply" });
  });
});

describe("readBacklog", () => {
  it("reads the four counts", async () => {
    const server = await listenWith({
      "/health/backlog": {
        json: { in_flight_requests: 1, admitted_requests: 2, queued_requests: 3, rejected_requests: 4 },
      },
    });
    expect(await readBacklog({ url: server.url, key: KEY })).toEqual({
      ok: true,
      value: { inFlight: 1, admitted: 2, queued: 3, rejected: 4 },
    });
  });
});

describe("sendChat", () => {
  const headers = {
    "x-litellm-model-id": "qwen-1",
    "x-litellm-model-group": "qwen/x y",
    "x-litellm-model-api-base": "http://127.0.0.1:9/v1",
    "x-litellm-attempted-fallbacks": "1",
  };
  const question = { model: "llama3.1:latest", prompt: "ping", maxTokens: 4, timeoutMs: 1_000 };
  const ask = async (canned: Canned, more = {}) => {
    const server = await listenWith({ "/v1/chat/completions": canned });
    return { answer: await sendChat({ url: server.url, key: KEY }, { ...question, ...more }), asked: server.asked };
  };
  const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
  const chunk = (content?: string) =>
    event({ choices: [{ index: 0, delta: content === undefined ? {} : { content } }] });

  it("says who answered, by the headers and not by the body", async () => {
    const { answer, asked } = await ask(
      { headers, json: { model: "qwen", choices: [{ message: { role: "assistant", content: "pong" } }] } },
      { extraBody: { num_retries: 0, model: "not this" } },
    );
    expect(answer).toMatchObject({
      ok: true,
      value: {
        text: "pong",
        attemptedFallbacks: 1,
        answeredBy: { id: "qwen-1", group: "qwen/x y", apiBase: "http://127.0.0.1:9/v1" },
      },
    });
    expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ model: "llama3.1:latest", num_retries: 0, max_tokens: 4 });
    expect(asked[0]?.authorization).toBe(`Bearer ${KEY}`);
  });

  it("reads a stream to its end", async () => {
    const text = `${chunk("pon")}: comment\n\n${chunk("g")}${chunk()}data: [DONE]\n\n`;
    expect((await ask({ headers, text }, { stream: true })).answer).toMatchObject({
      ok: true,
      value: { text: "pong" },
    });
  });

  it.each([
    ["breaks off", chunk("pon"), "unexpected_reply"],
    ["carries an error", `${chunk("pon")}${event({ error: { message: `boom ${KEY}`, code: "500" } })}`, "server-error"],
    ["carries rubbish", `${chunk("pon")}data: {\n\n`, "unexpected_reply"],
    ["is a page", "<html>", "unexpected_reply"],
  ])("does not take for an answer a stream that %s", async (_, text, reason) => {
    const { answer } = await ask({ text }, { stream: true });
    expect(answer).toMatchObject({ ok: false, reason });
    expect(JSON.stringify(answer)).not.toContain(KEY);
  });

  it.each([
    [wrongKey, "unauthorised"],
    [noKey, "unauthorised"],
    [
      { status: 400, json: { error: { message: "/chat/completions: Invalid model name passed in model=nope." } } },
      "model-missing",
    ],
    [
      { status: 429, json: { error: { message: "No deployments available", type: "all_deployments_in_cooldown" } } },
      "rate-limited",
    ],
    [
      {
        status: 500,
        json: { error: { message: "litellm.InternalServerError: boom\n\nLiteLLM: model group 'a' failed" } },
      },
      "server-error",
    ],
    [{ status: 408, json: { error: { message: "litellm.Timeout" } } }, "timeout"],
    [{ text: "{}" }, "unexpected_reply"],
  ])("gives %j the reason %s", async (canned, reason) => {
    expect((await ask(canned)).answer).toMatchObject({ ok: false, reason });
  });
});
