import { describe, expect, it } from "vitest";
import { listenWith } from "@/lib/adapters/http/loopback";
import { probeOllama } from "./client";

// Replies recorded from Ollama 0.10.1.
const tag = (name: string) => ({
  name,
  model: name,
  modified_at: "2026-11-01T10:00:00Z",
  size: 1292735,
  digest: "b2bd",
  details: { parent_model: "", format: "gguf", family: "llama", families: ["llama"], parameter_size: "321K" },
});
const routes = {
  "/api/version": { json: { version: "0.10.1" } },
  "/api/tags": { json: { models: [tag("llama3.1:latest"), tag("odd name:7b/q4")] } },
  "/api/ps": { json: { models: [{ ...tag("llama3.1:latest"), size: 26728960, size_vram: 0, context_length: 1024 }] } },
};
const probe = (url: string) => probeOllama({ baseUrl: url, key: null, timeoutMs: 2_000 });

describe("probeOllama", () => {
  it("reads models, version and what is in memory", async () => {
    const server = await listenWith(routes);
    expect(await probe(`${server.url}/`)).toMatchObject({
      alive: true,
      cause: "none",
      flavour: "ollama",
      version: "0.10.1",
      models: ["llama3.1:latest", "odd name:7b/q4"],
      loaded: [{ name: "llama3.1:latest", size: 26728960, sizeVram: 0 }],
      contextWindow: 1024,
      evidence: `GET ${server.url}/api/tags answered 200; 2 models listed; 1 in memory`,
    });
  });

  it("is alive with nothing pulled and nothing loaded", async () => {
    const server = await listenWith({
      ...routes,
      "/api/tags": { json: { models: null } },
      "/api/ps": { json: { models: [] } },
    });
    expect(await probe(server.url)).toMatchObject({ alive: true, models: [], loaded: [], contextWindow: null });
  });

  it("is alive when a hosted one keeps version and memory to itself", async () => {
    const server = await listenWith({ "/api/tags": routes["/api/tags"], "/api/ps": { status: 401 } });
    expect(await probe(server.url)).toMatchObject({
      alive: true,
      version: null,
      loaded: null,
      evidence: expect.stringContaining("refuses this key"),
    });
  });

  it("does not take another server for Ollama", async () => {
    const server = await listenWith({ "/": { text: "Ollama is running" } });
    expect(await probe(server.url)).toMatchObject({ alive: false, cause: "garbage", flavour: null });
  });
});
