import { toRoutingGraph } from "../graph";
import type { RoutingGraph } from "../schema";
import { readText } from "../testing";

/** The lab's twelve deployments at the ports of the reference stack, with the cloud at its own address. */
export const referenceText = `model_list:
  - {model_name: "llama3.1:latest", litellm_params: {model: "ollama/llama3.1:latest", api_base: "http://127.0.0.1:11434"}, model_info: {id: ollama-llama}}
  - {model_name: "qwen2.5-coder:7b", litellm_params: {model: "ollama/qwen2.5-coder:7b", api_base: "http://localhost:11434"}, model_info: {id: ollama-qwen}}
  - {model_name: mythomax, litellm_params: {model: ollama/mythomax, api_base: "http://127.0.0.1:11434"}, model_info: {id: ollama-mythomax}}
  - {model_name: llama-cpp-default, litellm_params: {model: openai/local-model, api_base: "http://127.0.0.1:8000/v1", api_key: none}, model_info: {id: cpp-python}}
  - {model_name: llama-cpp-native, litellm_params: {model: openai/local-model, api_base: "http://127.0.0.1:8080/v1", api_key: none}, model_info: {id: cpp-native}}
  - {model_name: qwen-coder-vllm, litellm_params: {model: hosted_vllm/Qwen, api_base: "http://127.0.0.1:8001/v1"}, model_info: {id: vllm}}
${["deepseek-v3.1:671b-cloud", "qwen3-coder:480b-cloud", "kimi-k2:1t-cloud", "gpt-oss:120b-cloud", "gpt-oss:20b-cloud", "glm-4.6:cloud"].map((name) => `  - {model_name: "${name}", litellm_params: {model: "ollama_chat/${name}", api_base: "https://ollama.com", api_key: os.environ/OLLAMA_API_KEY}, model_info: {id: "cloud ${name}"}}`).join("\n")}
router_settings:
  num_retries: 0
  timeout: 30
  fallbacks:
    - llama3.1:latest: [llama-cpp-default, gpt-oss:20b-cloud]
    - llama-cpp-default: [llama-cpp-native]
    - mythomax: [llama-cpp-native]
    - qwen2.5-coder:7b: [qwen-coder-vllm, "qwen3-coder:480b-cloud"]
    - deepseek-v3.1:671b-cloud: [gpt-oss:120b-cloud]
    - gpt-oss:120b-cloud: [llama-cpp-native]
    - kimi-k2:1t-cloud: [glm-4.6:cloud]
`;

export const referenceGraph = (): RoutingGraph => toRoutingGraph(readText(referenceText));

type Written = {
  group: string;
  id: string;
  port?: number;
  host?: string;
  key?: string;
  retries?: number;
  timeout?: number;
};

/** OpenAI-compatible deployments as written; `rest` is what follows the list. */
export const graphWith = (written: readonly Written[], rest = ""): RoutingGraph => {
  const entries = written.map(({ group, id, port = 9000, host = "127.0.0.1", key, retries, timeout }) => ({
    model_name: group,
    litellm_params: {
      model: "openai/m",
      api_base: `http://${host}:${port}/v1`,
      api_key: key ?? "none",
      ...(retries === undefined ? {} : { num_retries: retries }),
      ...(timeout === undefined ? {} : { timeout }),
    },
    model_info: { id },
  }));
  return toRoutingGraph(readText(`model_list: ${JSON.stringify(entries)}\n${rest}`));
};
