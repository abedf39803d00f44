import { expect, it } from "vitest";
import { detectProvider, isPrivateHost } from "./provider";

it.each([
  ["ollama/llama3.1:latest", "http://127.0.0.1:11434", {}, "ollama", true, "127.0.0.1:11434"],
  ["ollama_chat/x", null, {}, "ollama", true, "localhost:11434"],
  [
    "ollama_chat/glm-4.6:cloud",
    "https://ollama.com",
    { api_key: "os.environ/OLLAMA_KEY" },
    "ollama-cloud",
    false,
    "ollama.com:443 · env OLLAMA_KEY",
  ],
  [
    "ollama_chat/gpt-oss:20b-cloud",
    "http://127.0.0.1:41999",
    { api_key: "os.environ/K" },
    "ollama-cloud",
    false,
    "127.0.0.1:41999 · env K",
  ],
  ["openai/local-model", "http://localhost:8080/v1", {}, "openai-compatible", true, "localhost:8080"],
  [
    "openai/gpt-4o",
    null,
    { api_key: "os.environ/OPENAI_API_KEY" },
    "openai",
    false,
    "api.openai.com:443 · env OPENAI_API_KEY",
  ],
  ["gpt-4o", null, {}, "openai", false, "api.openai.com:443"],
  ["hosted_vllm/Qwen/Qwen2.5", "http://10.0.0.4:8001/v1", {}, "vllm", true, "10.0.0.4:8001"],
  ["anthropic/claude-x", null, {}, "anthropic", false, "api.anthropic.com:443"],
  ["azure/gpt", "https://x.openai.azure.com", {}, "azure", false, "x.openai.azure.com:443"],
  ["Qwen/Qwen2.5", "http://h:1", { custom_llm_provider: "hosted_vllm" }, "vllm", true, "h:1"],
  ["Qwen/Qwen2.5", "http://h:1", {}, "openai-compatible", true, "h:1"],
  ["ollama/x", "os.environ/OLLAMA_BASE", {}, "ollama", true, "env OLLAMA_BASE"],
  ["__proto__/x", null, {}, "unknown", false, "unknown"],
])("detects who serves %s at %s", (model, apiBase, params, provider, local, backend) => {
  expect(detectProvider(model, apiBase, params)).toMatchObject({ provider, local, backend });
});

it("takes hints about the server from model_info", () => {
  expect(detectProvider("openai/m", "http://localhost:8000/v1", {}, { backend: "llama-cpp-python" }).provider).toBe(
    "llamacpp-python",
  );
  expect(detectProvider("openai/m", "http://localhost:8080/v1", {}, { server: "llama.cpp" }).provider).toBe("llamacpp");
});

it("tells private hosts from public ones", () => {
  expect(
    ["127.0.0.1", "::1", "192.168.1.2", "172.20.0.1", "gpu-box", "a.local", "fd00::1", "100.100.1.1"].every(
      isPrivateHost,
    ),
  ).toBe(true);
  expect(["8.8.8.8", "172.40.0.1", "api.openai.com", "2001:db8::1"].some(isPrivateHost)).toBe(false);
});
