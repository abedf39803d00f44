/**
 * The gateway's configuration file as it is first written. It is meant to read like an operator's own file, and to hold the
 * styles that such files mix: flow and block lists, comments at the end of a line and on their own, quoted and bare names.
 * @param {Record<import("./parts.mjs").PartName, number>} ports
 */
export function renderGatewayConfig(ports) {
  return `# LiteLLM gateway, reference stack 1.7.1 "multi-provider diversity"
# One workstation with a GPU: Ollama, llama.cpp twice, vLLM, and one cloud account.
# Keys come from the environment of the gateway, never from this file.

model_list:
  # --- Ollama, one process on this machine -------------------------------------------------------
  - model_name: llama3.1:latest            # default chat model, see the chain below
    litellm_params:
      model: ollama/llama3.1:latest
      api_base: http://127.0.0.1:${ports.ollama}
    model_info:
      id: ollama-llama3.1

  - model_name: qwen2.5-coder:7b
    litellm_params:
      model: ollama/qwen2.5-coder:7b
      api_base: http://127.0.0.1:${ports.ollama}
    model_info:
      id: ollama-qwen2.5-coder-7b

  - model_name: mythomax-l2-13b-q5_k_m
    litellm_params:
      model: ollama/mythomax-l2-13b-q5_k_m
      api_base: http://127.0.0.1:${ports.ollama}
    model_info:
      id: ollama-mythomax-l2-13b

  # --- llama.cpp: the Python bindings, and the native server ---------------------------------------
  - model_name: llama-cpp-default
    litellm_params:
      model: openai/local-model
      api_base: http://127.0.0.1:${ports["llamacpp-python"]}/v1
      api_key: none                        # the server asks for no key, the client insists on one
    model_info:
      id: llamacpp-python-local

  - model_name: llama-cpp-native
    litellm_params:
      model: openai/local-model
      api_base: http://127.0.0.1:${ports["llamacpp-native"]}/v1
      api_key: none
    model_info:
      id: llamacpp-native-local

  # --- vLLM, started by hand when the GPU is free ------------------------------------------------
  - model_name: qwen-coder-vllm
    litellm_params:
      model: hosted_vllm/Qwen/Qwen2.5-Coder-7B-Instruct-AWQ
      api_base: http://127.0.0.1:${ports.vllm}/v1
    model_info:
      id: vllm-qwen2.5-coder-7b

  # --- Ollama cloud: six models, one host, one key -----------------------------------------------
${CLOUD_MODELS.map((name) => renderCloudModel(name, ports.cloud)).join("\n\n")}

router_settings:
  routing_strategy: simple-shuffle
  num_retries: 0            # every model has one deployment: go to the next one instead of asking twice
  timeout: 30               # seconds, for the whole answer
  stream_timeout: 15        # seconds, until the first piece of a stream
  fallbacks:
    # local first, the cloud last
    - llama3.1:latest: [llama-cpp-default, gpt-oss:20b-cloud]
    - llama-cpp-default: [llama-cpp-native]
    - mythomax-l2-13b-q5_k_m: [llama-cpp-native]
    # code
    - qwen2.5-coder:7b:
        - qwen-coder-vllm
        - "qwen3-coder:480b-cloud"
    # cloud models end on this machine, so that a lost key does not silence them
    - deepseek-v3.1:671b-cloud: [gpt-oss:120b-cloud]
    - gpt-oss:120b-cloud: [llama-cpp-native]
    - kimi-k2:1t-cloud: [glm-4.6:cloud]

litellm_settings:
  drop_params: true         # Ollama and llama.cpp know fewer parameters than OpenAI

general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY
  background_health_checks: true
  health_check_interval: 86400   # once a day: every check is a real prompt to every model
`;
}

/** @type {readonly string[]} */
const CLOUD_MODELS = [
  "deepseek-v3.1:671b-cloud",
  "qwen3-coder:480b-cloud",
  "kimi-k2:1t-cloud",
  "gpt-oss:120b-cloud",
  "gpt-oss:20b-cloud",
  "glm-4.6:cloud",
];

/** @param {string} name @param {number} port */
function renderCloudModel(name, port) {
  return `  - model_name: ${name}
    litellm_params:
      model: ollama_chat/${name}
      api_base: http://127.0.0.1:${port}
      api_key: os.environ/OLLAMA_API_KEY
    model_info:
      id: cloud-${name.replace(/[:-]cloud$/, "").replaceAll(":", "-")}`;
}
