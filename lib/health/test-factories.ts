import type { BackendReading } from "@/lib/adapters/backends/schema";
import type { GraphDeployment } from "@/lib/routing/schema";
import type { Sample } from "./schema";

/** What tests of this folder are made of. */

export const deployment = (group: string, more: Partial<GraphDeployment> = {}): GraphDeployment => ({
  identity: `id of ${group}`,
  writtenId: null,
  group,
  model: `openai/${group}`,
  provider: "openai-compatible",
  local: true,
  backend: "127.0.0.1:8000",
  apiBase: "http://127.0.0.1:8000/v1",
  keyReference: null,
  order: null,
  numRetries: null,
  contextWindow: null,
  place: { file: "config.yaml", line: 1, column: 1, path: ["model_list", 0] },
  ...more,
});

export const sample = (identity: string, at: string, more: Partial<Sample> = {}): Sample => ({
  identity,
  witness: "direct",
  at,
  status: "healthy",
  cause: "none",
  connectUs: 200,
  firstByteUs: 900,
  totalUs: 1_000,
  evidence: "GET /v1/models answered 200",
  ...more,
});

export const reading = (more: Partial<BackendReading> = {}): BackendReading => ({
  alive: true,
  cause: "none",
  models: null,
  loaded: null,
  contextWindow: null,
  slots: null,
  retryAfterSeconds: null,
  version: null,
  flavour: null,
  timings: { connectUs: 200, firstByteUs: 900, totalUs: 1_000 },
  evidence: "GET http://127.0.0.1:8000/v1/models answered 200",
  ...more,
});

/** `09:03` on the day that the tests play on. */
export const clockAt = (time: string): string => `2026-11-23T${time.length === 5 ? `${time}:00` : time}.000Z`;

const cloudNames = ["deepseek-v3.1:671b-cloud", "qwen3-coder:480b-cloud", "kimi-k2:1t-cloud", "gpt-oss:120b-cloud"];
const moreCloudNames = ["gpt-oss:20b-cloud", "glm-4.6:cloud"];

/** The twelve deployments of the reference stack. */
export const referenceStack: GraphDeployment[] = [
  ...["llama3.1:latest", "qwen2.5-coder:7b", "mythomax-l2-13b-q5_k_m"].map((name) =>
    deployment(name, {
      model: `ollama/${name}`,
      provider: "ollama",
      backend: "127.0.0.1:11434",
      apiBase: "http://127.0.0.1:11434",
    }),
  ),
  deployment("llama-cpp-default", { model: "openai/local-model" }),
  deployment("llama-cpp-native", {
    model: "openai/local-model",
    backend: "127.0.0.1:8080",
    apiBase: "http://127.0.0.1:8080/v1",
  }),
  deployment("qwen-coder-vllm", {
    model: "hosted_vllm/Qwen/Qwen2.5-Coder-7B-Instruct-AWQ",
    provider: "vllm",
    backend: "127.0.0.1:8001",
    apiBase: "http://127.0.0.1:8001/v1",
  }),
  ...[...cloudNames, ...moreCloudNames].map((name) =>
    deployment(name, {
      model: `ollama_chat/${name}`,
      provider: "ollama-cloud",
      local: false,
      backend: "ollama.example:443 · env OLLAMA_API_KEY",
      apiBase: "https://ollama.example",
      keyReference: "env OLLAMA_API_KEY",
    }),
  ),
];
