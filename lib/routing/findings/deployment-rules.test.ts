import { describe, expect, it } from "vitest";
import { deployed, fileFindings, tell } from "./file-testing";

const local = 'api_base: "http://127.0.0.1:8000/v1", api_key: none';
const found = (params: string, facts = {}): string[] => fileFindings(deployed(params), { facts }).map(tell);
const rules = (params: string, facts = {}): string[] =>
  fileFindings(deployed(params), { facts }).map(({ rule }) => rule);

describe("deployments that cannot answer as written", () => {
  const cases: [expected: string, params: string][] = [
    ["missing-api-base error 2:5", "model: ollama/x"],
    ["missing-api-base error 2:5", "model: x, custom_llm_provider: ollama_chat"],
    ["missing-api-base warning 2:5", "model: hosted_vllm/x"],
    ["missing-api-base warning 2:5", "model: azure/x, api_key: os.environ/K"],
    ["missing-api-key error 2:5", 'model: openai/x, api_base: "http://127.0.0.1:8000/v1"'],
    ["missing-api-key info 2:5", "model: openai/gpt-4o"],
    ["api-base-path warning 2:55", 'model: openai/x, api_base: "http://127.0.0.1:8000", api_key: none'],
    ["api-base-path warning 2:55", 'model: openai/x, api_base: "http://gpu:8000/", api_key: none'],
    ["api-base-path warning 2:60", 'model: hosted_vllm/x, api_base: "http://127.0.0.1:8000"'],
    ["api-base-path error 2:55", 'model: openai/x, api_base: "https://h.example/v1/chat/completions", api_key: none'],
    ["api-base-path error 2:60", 'model: ollama_chat/x, api_base: "http://127.0.0.1:11434/v1"'],
    ["api-base-path error 2:55", 'model: ollama/x, api_base: "http://127.0.0.1:11434/api"'],
    ["api-base-path error 2:55", 'model: ollama/x, api_base: "127.0.0.1:11434"'],
    [
      "api-base-path error 2:65",
      'model: anthropic/claude-x, api_base: "https://proxy.example/v1", api_key: os.environ/K',
    ],
    ["unknown-provider error 2:38", `model: my-model, ${local}`],
    ["unknown-provider error 2:38", `model: Qwen/Qwen2.5-7B, ${local}`],
    ["unknown-provider error 2:38", `model: OpenAI/gpt-4o, ${local}`],
    ["unknown-provider error 2:48", "model: x, custom_llm_provider: opnai"],
    ["unknown-provider warning 2:38", "model: claude-3-opus-20240229, api_key: os.environ/K"],
    ["unknown-provider warning 2:38", "model: o1-mini, api_key: os.environ/K"],
    ["mock-left-in warning 2:5", `model: openai/x, ${local}, mock_response: hello`],
    ["mock-left-in warning 2:5", `model: openai/x, ${local}, mock_timeout: true`],
  ];
  it.each(cases)("%s in %s", (expected, params) => {
    expect(found(params)).toContain(expected);
  });

  it("say more where the environment is known", () => {
    const environment = new Set(["LITELLM_MASTER_KEY", "OPENAI_API_KEY", "AZURE_API_BASE", "K"]);
    const bare = new Set(["LITELLM_MASTER_KEY", "K"]);
    expect(found("model: openai/gpt-4o", { environment })).toEqual([]);
    expect(found("model: openai/gpt-4o", { environment: bare })).toEqual(["missing-api-key error 2:5"]);
    expect(found("model: azure/x, api_key: os.environ/K", { environment })).toEqual([]);
    expect(found("model: azure/x, api_key: os.environ/K", { environment: bare })).toEqual([
      "missing-api-base error 2:5",
    ]);
  });
});

describe("deployments that are left alone", () => {
  const silent: string[] = [
    "model: gpt-4o, api_key: os.environ/K",
    "model: o1, api_key: os.environ/K",
    "model: claude-sonnet-4-5, api_key: os.environ/K",
    "model: claude-newfamily-7-1, api_key: os.environ/K",
    "model: text-embedding-3-small, api_key: os.environ/K",
    "model: anthropic.claude-3-haiku-20240307-v1:0",
    "model: us.anthropic.claude-opus-5",
    "model: '*', api_key: os.environ/K",
    "model: 'anthropic/*'",
    "model: openai/org/model, api_base: os.environ/BASE, api_key: os.environ/K",
    "model: openai/x, api_base: 'https://api.deepseek.com', api_key: os.environ/K",
    "model: llama-70b, api_base: 'https://api.groq.com/openai/v1', api_key: os.environ/K",
    "model: veniceai/x, api_key: os.environ/K",
    "model: x, custom_llm_provider: groq, api_key: os.environ/K",
    "model: openai/x, litellm_credential_name: shared",
    `model: openai/x, ${local}, mock_response: null`,
    "model: ollama_chat/x, api_base: 'http://127.0.0.1:11434/'",
    "model: hosted_vllm/x, api_base: 'http://127.0.0.1:8000/v1/chat/completions'",
    "model: litellm_proxy/x, api_base: 'http://127.0.0.1:4001', api_key: os.environ/K",
    "model: llamafile/x, api_base: 'http://127.0.0.1:8080'",
    "model: auto_router/complexity_router, complexity_router_config: {tiers: {SIMPLE: m}}",
    "model: bedrock/x, aws_region_name: us-east-1",
    "model: openai/x, api_base: 'http://127.0.0.1:8080', api_key: none",
  ];
  it.each(silent.slice(0, -1))("%s", (params) => {
    expect(rules(params)).toEqual([]);
  });

  it("a llama.cpp server that is named as such needs no /v1", () => {
    const text = deployed(silent.at(-1) ?? "", "model_info: {id: one, server: llama.cpp}");
    expect(fileFindings(text)).toEqual([]);
  });

  it("providers that the file declares, and keys that all deployments share", () => {
    const map =
      "litellm_settings: {custom_provider_map: [{provider: mine, custom_handler: handler.it}], api_key: os.environ/K}\n";
    expect(fileFindings(deployed("model: mine/x") + map)).toEqual([]);
    expect(fileFindings(deployed(`model: openai/x, api_base: "http://h/v1"`) + map)).toEqual([]);
    const shared = deployed("model: ollama/x").replace(
      "{timeout",
      '{default_litellm_params: {api_base: "http://h:1"}, timeout',
    );
    expect(fileFindings(shared)).toEqual([]);
  });
});

const entry = (name: string, params: string, info = ""): string =>
  `  - {model_name: ${name}, litellm_params: {${params}}${info}}\n`;
const fileOf = (...entries: string[]): string =>
  `model_list:\n${entries.join("")}router_settings: {timeout: 60, num_retries: 0}\ngeneral_settings: {master_key: os.environ/K}\n`;
const at = (port: number): string => `model: ollama/x, api_base: "http://127.0.0.1:${port}"`;

describe("identities", () => {
  it("without an id are one finding for the whole file, with an id for each that nothing else answers to", () => {
    const text = fileOf(
      entry("llama3", at(1)),
      entry("llama3", at(2)),
      entry("llama3-ollama", at(3)),
      entry("Öl & Gas", at(4), ", model_info: {mode: chat}"),
    );
    const [finding, ...others] = fileFindings(text);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: "missing-id",
      severity: "info",
      line: 2,
      models: ["llama3", "llama3-ollama", "Öl & Gas"],
    });
    const ids = finding?.fix?.edits.map((edit) => (edit.type === "update-deployment" ? edit.set[0]?.value : null));
    expect(ids).toEqual(["o-l-gas-ollama", "llama3-ollama-4", "llama3-ollama-3", "llama3-ollama-2"]);
  });

  it("of two deployments that are equal are an error, at the second", () => {
    const text = fileOf(
      entry("a", at(1), ", model_info: {id: same}"),
      entry("b", at(2), ", model_info: {id: same}"),
      entry("c", at(3), ", model_info: {id: same}"),
    );
    const hits = fileFindings(text);
    expect(hits.map(tell)).toEqual(["duplicate-deployment error 3:5"]);
    expect(hits[0]?.models).toEqual(["b", "c"]);
  });

  it("may differ where the deployments are the same: that balances nothing", () => {
    const twins = fileOf(
      entry("a", `${at(1)}, weight: 2`, ", model_info: {id: one}"),
      entry("a", `${at(1)}, rpm: 5`, ", model_info: {id: two}"),
    );
    expect(fileFindings(twins).map(tell)).toEqual(["duplicate-deployment warning 3:38"]);
    const accounts = fileOf(
      entry("a", "model: groq/x, api_key: os.environ/K1", ", model_info: {id: one}"),
      entry("a", "model: groq/x, api_key: os.environ/K2", ", model_info: {id: two}"),
      entry("b", "model: groq/x, api_key: os.environ/K2", ", model_info: {id: three}"),
    );
    expect(fileFindings(accounts)).toEqual([]);
  });
});
