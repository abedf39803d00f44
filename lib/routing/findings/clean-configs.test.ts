import { describe, expect, it } from "vitest";
import { renderGatewayConfig } from "@/lab/config.mjs";
import { check, found } from "./testing-rules";

/*
 * Files as people write them, in several styles, with nothing wrong in them. What is noted on shared fate is named beside each; any
 * other finding is a false alarm.
 */

const home = `
# one workstation, one cloud account
model_list:
  - model_name: llama3.1:8b
    litellm_params: &ollama
      model: ollama_chat/llama3.1:8b
      api_base: http://localhost:11434
    model_info: {mode: chat, max_input_tokens: 131072}
  - model_name: qwen2.5-coder:7b
    litellm_params:
      <<: *ollama
      model: ollama_chat/qwen2.5-coder:7b
  - model_name: llama-cpp
    litellm_params: {model: openai/local, api_base: "http://localhost:8080/v1", api_key: none}
  - model_name: nomic-embed
    litellm_params: {model: ollama/nomic-embed-text, api_base: "http://localhost:11434"}
    model_info: {mode: embedding}
  - model_name: gpt-oss:120b-cloud
    litellm_params: {model: ollama_chat/gpt-oss:120b-cloud, api_base: "https://ollama.com", api_key: os.environ/OLLAMA_API_KEY}
router_settings:
  num_retries: 0
  model_group_alias:
    gpt-4o: llama3.1:8b
    fast: {model: llama-cpp, hidden: true}
  fallbacks:
    - llama3.1:8b: [llama-cpp, "gpt-oss:120b-cloud"]
    - gpt-4o: [llama-cpp, "gpt-oss:120b-cloud"]
    - qwen2.5-coder:7b:
      - fast
      - gpt-oss:120b-cloud
general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY
`;

const balanced = `
model_list:
  - model_name: gpt-4o
    litellm_params: {model: azure/gpt-4o-eu, api_base: "https://eu.openai.azure.com", api_key: os.environ/AZURE_EU, rpm: 60, order: 1}
    model_info: {id: eu, base_model: azure/gpt-4o}
  - model_name: gpt-4o
    litellm_params: {model: azure/gpt-4o-us, api_base: "https://us.openai.azure.com", api_key: os.environ/AZURE_US, rpm: 60, order: 2}
    model_info: {id: us, base_model: azure/gpt-4o}
  - model_name: claude
    litellm_params: {model: anthropic/claude-sonnet-4-5, api_key: os.environ/ANTHROPIC_API_KEY}
  - model_name: gpt-4o-mini
    litellm_params: {model: openai/gpt-4o-mini, api_key: os.environ/OPENAI_API_KEY}
litellm_settings:
  num_retries: 2
  request_timeout: 60
  fallbacks: [{"gpt-4o": ["us", "claude"]}, {"gpt-4o-mini": ["claude"]}]
  context_window_fallbacks: [{"gpt-4o": ["claude"]}, {"gpt-4o-mini": ["claude"]}]
  content_policy_fallbacks: [{"*": ["claude"]}]
general_settings: {master_key: os.environ/MASTER}
`;

const wildcards = `
model_list:
- model_name: "openai/*"
  litellm_params:
    model: "openai/*"
    api_key: os.environ/OPENAI_API_KEY
- model_name: "anthropic/*"
  litellm_params:
    model: "anthropic/*"
    api_key: os.environ/ANTHROPIC_API_KEY
- model_name: mistral
  litellm_params:
    model: mistral/mistral-large-latest
    api_key: os.environ/MISTRAL_API_KEY
router_settings:
  model_group_alias: {"sonnet": "anthropic/claude-sonnet-4-5"}
  fallbacks:
  - openai/gpt-4o: [anthropic/claude-sonnet-4-5, mistral]
  - gpt-4o-mini: [sonnet]
  - mistral: [openai/gpt-4o-mini]
general_settings:
  master_key: os.environ/MASTER
`;

const defaults = `
model_list:
  - {model_name: small, litellm_params: {model: hosted_vllm/small, api_base: "http://10.0.0.4:8000/v1"}, model_info: {id: v1}}
  - {model_name: big, litellm_params: {model: hosted_vllm/big, api_base: "http://10.0.0.5:8000/v1"}, model_info: {id: v2}}
  - {model_name: code, litellm_params: {model: hosted_vllm/code, api_base: "http://10.0.0.6:8000/v1"}, model_info: {id: v3}}
router_settings:
  default_fallbacks: [big, small]
  max_fallbacks: 3
general_settings: {master_key: os.environ/MASTER}
`;

const stored = `
model_list: []
router_settings:
  fallbacks:
    - {team-gpt: [team-claude]}
    - {team-claude: [team-gemini]}
  model_group_alias: {chat: team-gpt}
general_settings:
  master_key: os.environ/MASTER
  database_url: os.environ/DATABASE_URL
  store_model_in_db: true
`;

const routed = `
model_list:
  - model_name: smart
    litellm_params:
      model: auto_router/complexity_router
      complexity_router_config: {tiers: {SIMPLE: small, MEDIUM: small, COMPLEX: big, REASONING: big}}
      complexity_router_default_model: small
  - {model_name: small, litellm_params: {model: openai/s, api_base: "http://127.0.0.1:8001/v1", api_key: none}}
  - {model_name: big, litellm_params: {model: openai/b, api_base: "http://127.0.0.1:8002/v1", api_key: none}}
router_settings:
  fallbacks: [{smart: [big]}, {small: [big]}, {big: [{model: small, temperature: 0.2}]}]
general_settings: {master_key: os.environ/MASTER}
`;

describe("a sound file gives no alarm", () => {
  it.each([
    ["with local models, one cloud account, aliases and anchors", home, []],
    ["with balanced deployments, ids and all three lists", balanced, []],
    ["with wildcards and names without their provider", wildcards, []],
    ["with a default chain", defaults, []],
    ["with models in a database", stored, []],
    ["with a router that chooses by prompt, in mutual backup", routed, ["cycle warning"]],
    ["without anything", "", []],
    ["without chains", balanced.replace(/litellm_settings:[\s\S]*(?=general)/, ""), []],
  ])("%s", (_, text, notes) => {
    expect(found(text)).toEqual(notes);
  });
});

it("the lab's own file has notes on shared fate only", () => {
  const ports = { ollama: 1, "llamacpp-python": 2, "llamacpp-native": 3, vllm: 4, cloud: 5, gateway: 6 };
  const rules = check(renderGatewayConfig(ports)).map(({ rule }) => rule);
  const fate = new Set(["shared-backend", "single-backend", "local-only", "cloud-only"]);
  expect(rules.filter((rule) => !fate.has(rule))).toEqual([]);
  expect(rules).toContain("single-backend");
});

it("each fault of a troubled file is found, and nothing else is alarming", () => {
  const cloud = ["a", "b", "c", "d", "e", "f"].map(
    (name) =>
      `  - {model_name: "${name}:cloud", litellm_params: {model: "ollama_chat/${name}:cloud", api_base: "https://ollama.com", api_key: os.environ/OLLAMA_API_KEY}}\n`,
  );
  const troubled = `model_list:
${cloud.join("")}  - {model_name: "llama3.1:latest", litellm_params: {model: "ollama_chat/llama3.1:latest", api_base: "http://127.0.0.1:11434"}}
router_settings:
  model_group_alias:
    gpt-4: ["llama3.1:latest", "a:cloud"]
    gpt-4o: ["b:cloud", "llama3.1:latest"]
  fallbacks:
    - "llama3.1:latest": [ollama, "a:cloud"]
    - default: ["a:cloud"]
general_settings: {master_key: os.environ/MASTER}
`;
  expect(found(troubled)).toEqual([
    "shared-backend info",
    "alias-shape error",
    "alias-shape error",
    "unknown-target error",
    "dead-chain warning",
  ]);
  expect(check(troubled).map(({ line }) => line)).toEqual([2, 11, 12, 14, 15]);
});
