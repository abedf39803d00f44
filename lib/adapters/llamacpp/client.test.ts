import { describe, expect, it } from "vitest";
import { listenWith } from "@/lib/adapters/http/loopback";
import { probeLlamacpp } from "./client";

// Replies recorded from llama.cpp's server (build 10434) and llama-cpp-python 0.3.36.
const slot = (id: number, is_processing: boolean) => ({
  id,
  n_ctx: 512,
  speculative: false,
  is_processing,
  prompt: "private",
});
const native = {
  "/health": { json: { status: "ok" } },
  "/v1/models": {
    json: {
      models: [{ name: "tiny-local" }],
      object: "list",
      data: [{ id: "tiny-local", object: "model", owned_by: "llamacpp", meta: { n_ctx: 512, n_ctx_train: 2048 } }],
    },
  },
  "/props": {
    json: { default_generation_settings: { params: {}, n_ctx: 512 }, total_slots: 2, build_info: "b1-7e4c0a9" },
  },
  "/slots": { json: [slot(0, true), slot(1, false)] },
};
const python = {
  "/openapi.json": { json: { openapi: "3.1.0", info: { title: "🦙 llama.cpp Python API", version: "0.3.36" } } },
  "/v1/models": {
    json: { object: "list", data: [{ id: "tiny-local", object: "model", owned_by: "me", permissions: [] }] },
  },
};
const probe = (url: string, listModelsAnyway = false) =>
  probeLlamacpp({ baseUrl: `${url}/v1`, key: null, timeoutMs: 2_000, listModelsAnyway });

describe("probeLlamacpp", () => {
  it("reads models, slots, context of one slot and build of llama.cpp's own server", async () => {
    const server = await listenWith(native);
    const reading = await probe(server.url);
    expect(reading).toMatchObject({
      alive: true,
      cause: "none",
      flavour: "llamacpp",
      models: ["tiny-local"],
      contextWindow: 512,
      slots: { busy: 1, total: 2 },
      version: "b1-7e4c0a9",
    });
    expect(JSON.stringify(reading)).not.toContain("private");
  });

  it("says busy, and alive, when every slot works", async () => {
    const server = await listenWith({ ...native, "/slots": { json: [slot(0, true)] } });
    expect(await probe(server.url)).toMatchObject({ alive: true, cause: "busy", slots: { busy: 1, total: 1 } });
  });

  it("does without slots and props where they are switched off or locked", async () => {
    const off = {
      status: 501,
      json: { error: { code: 501, message: "This server does not support slots endpoint." } },
    };
    const server = await listenWith({ ...native, "/slots": off, "/props": { status: 401 } });
    expect(await probe(server.url)).toMatchObject({ alive: true, slots: null, contextWindow: 512, version: null });
  });

  it("says loading while the model loads", async () => {
    const server = await listenWith({
      "/health": { status: 503, json: { error: { message: "Loading model", type: "unavailable_error", code: 503 } } },
    });
    expect(await probe(server.url)).toMatchObject({ alive: false, cause: "loading", flavour: "llamacpp" });
  });

  it("knows llama-cpp-python without asking for its models, which would end a running stream", async () => {
    const server = await listenWith(python);
    expect(await probe(server.url)).toMatchObject({
      alive: true,
      cause: "none",
      flavour: "llamacpp-python",
      version: "0.3.36",
      models: null,
    });
    expect(server.asked.map(({ url }) => url)).not.toContain("/v1/models");
  });

  it("asks llama-cpp-python for its models when told to", async () => {
    const server = await listenWith(python);
    expect(await probe(server.url, true)).toMatchObject({
      flavour: "llamacpp-python",
      models: ["tiny-local"],
      version: "0.3.36",
    });
  });

  it("knows llama-cpp-python by its models' owner where the API description is hidden", async () => {
    const server = await listenWith({ "/v1/models": python["/v1/models"] });
    expect(await probe(server.url)).toMatchObject({ alive: true, flavour: "llamacpp-python", models: ["tiny-local"] });
  });

  it("names another OpenAI-compatible server for what it is", async () => {
    const list = (owned_by: string) => ({ "/v1/models": { json: { data: [{ id: "m", owned_by }] } } });
    expect((await probe((await listenWith(list("library"))).url)).flavour).toBe("ollama");
    expect((await probe((await listenWith(list("someone"))).url)).flavour).toBe("openai");
    expect((await probe((await listenWith(list("__proto__"))).url)).flavour).toBe("openai");
    const healthy = await listenWith({ ...list("someone"), "/health": { json: { status: "ok" } } });
    expect(await probe(healthy.url)).toMatchObject({ alive: true, flavour: "openai", models: ["m"] });
  });
});
