import { describe, expect, it } from "vitest";
import { listenWith } from "@/lib/adapters/http/loopback";
import { probeVllm } from "./client";

// Replies recorded from vLLM 0.32.
const model = {
  id: "tiny-vllm",
  object: "model",
  created: 1,
  owned_by: "vllm",
  root: "x",
  parent: null,
  max_model_len: 512,
};
const routes = {
  "/health": { text: "" },
  "/version": { json: { version: "0.32.0" } },
  "/v1/models": { json: { object: "list", data: [model] } },
};
const probe = (url: string, key: string | null = null) => probeVllm({ baseUrl: `${url}/v1`, key, timeoutMs: 2_000 });

describe("probeVllm", () => {
  it("reads models, context window and version", async () => {
    const server = await listenWith(routes);
    expect(await probe(server.url, "k-1")).toMatchObject({
      alive: true,
      cause: "none",
      flavour: "vllm",
      models: ["tiny-vllm"],
      contextWindow: 512,
      version: "0.32.0",
    });
    expect(server.asked.every(({ authorization }) => authorization === "Bearer k-1")).toBe(true);
  });

  it("says server-error when the engine has died", async () => {
    const server = await listenWith({ ...routes, "/health": { status: 503 } });
    expect(await probe(server.url)).toMatchObject({ alive: false, cause: "server-error" });
  });

  it("says unauthorised when only the models are locked", async () => {
    const server = await listenWith({ ...routes, "/v1/models": { status: 401, json: { error: "Unauthorized" } } });
    expect(await probe(server.url)).toMatchObject({ alive: false, cause: "unauthorised" });
  });
});
