import { describe, expect, it } from "vitest";
import { secretValues } from "@/lib/config/secret-values";
import { findingKey } from "../schema";
import { readText } from "../testing";
import { findingRules } from "./catalogue";
import { checkText, deployed, fileFindings, sound, tell } from "./file-testing";

const found = (text: string, facts = {}): string[] => fileFindings(text, { facts }).map(tell);
const general = (text: string): string => sound(`general_settings: {${text}}\n`);
/** `NAME` as a shell has it in braces. */
const braced = (name: string): string => ["$", "{", name, "}"].join("");
const environment = new Set(["LITELLM_MASTER_KEY", "K"]);

describe("secrets and access that are found", () => {
  const key = "sk-abcdefghijklmnopqrst";
  const cases: [expected: string, text: string][] = [
    ["plaintext-secret warning 2:60", deployed(`model: openai/gpt-4o, api_key: ${key}`)],
    ["plaintext-secret warning 2:60", deployed("model: openai/gpt-4o, api_key: 12345678")],
    ["plaintext-secret warning 2:56", deployed("model: bedrock/x, aws_secret_access_key: abc/def")],
    ["plaintext-secret warning 2:59", deployed(`model: openrouter/x, api_base: "http://user:hunter2@h/v1"`)],
    [
      "plaintext-secret warning 2:53",
      deployed(`model: groq/x, extra_headers: {X-Api-Key: letmein}, api_key: os.environ/K`),
    ],
    ["plaintext-secret warning 5:20", general("master_key: hunter2hunter2")],
    ["plaintext-secret warning 5:20", general("database_url: 'postgresql://u:hunter2@h/db', master_key: os.environ/K")],
    ["plaintext-secret warning 5:35", sound("litellm_settings: {cache_params: {password: hunter2}}\n")],
    ["plaintext-secret warning 5:25", sound(`environment_variables: {GROQ_API_KEY: ${key}}\n`)],
    [
      "plaintext-secret warning 5:1",
      sound("credential_list: [{credential_name: c, credential_values: {api_key: hunter2}}]\n"),
    ],
    ["shell-variable error 2:53", deployed(`model: groq/x, api_key: '${braced("GROQ_API_KEY")}'`)],
    ["shell-variable error 2:53", deployed("model: groq/x, api_key: $GROQ_API_KEY")],
    ["shell-variable error 2:53", deployed(`model: groq/x, api_base: 'http://${braced("HOST:-h")}:80/v1'`)],
    ["shell-variable error 5:20", general(`master_key: '${braced("LITELLM_MASTER_KEY")}'`)],
    ["shell-variable error 5:19", sound("router_settings: {redis_host: $REDIS_HOST}\n")],
    ["unset-env error 2:53", deployed("model: groq/x, api_key: os.environ/")],
    ["unset-env error 2:53", deployed("model: groq/x, api_key: os.environ.GROQ_API_KEY")],
    ["unset-env error 2:53", deployed("model: groq/x, api_key: 'os.environ[\"GROQ_API_KEY\"]'")],
    ["unset-env error 2:53", deployed("model: groq/x, api_key: os.environ/$GROQ_API_KEY")],
    ["no-master-key warning 1:1", deployed("model: groq/x").replace(/general.*\n/, "")],
    ["no-master-key warning 5:20", general("background_health_checks: false")],
    ["no-master-key warning 5:20", general("master_key: ''")],
    ["no-master-key error 5:20", general("master_key: sk-1234")],
    ["no-master-key error 5:25", sound("environment_variables: {LITELLM_MASTER_KEY: sk-1234}\n")],
    ["no-master-key warning 5:20", general("dangerously_permit_weak_or_unset_master_key: true")],
  ];
  it.each(cases)("%s in %j", (expected, text) => {
    expect(found(text)).toContain(expected);
  });

  it("once per variable that is not set, where the environment is known", () => {
    const text = `${deployed("model: groq/x, api_key: os.environ/GONE, organization: os.environ/GONE")}environment_variables: {OWN: x}\nlitellm_settings: {cache_params: {host: os.environ/HOST, port: os.environ/OWN}}\n`;
    expect(found(text, { environment })).toEqual(["unset-env error 2:53", "unset-env warning 6:35"]);
    expect(found(text)).toEqual([]);
  });

  it("as an error where the environment is known to hold no master key", () => {
    const text = general("background_health_checks: false");
    expect(found(text, { environment })).toEqual([]);
    expect(found(text, { environment: new Set() })).toEqual(["no-master-key error 5:20"]);
    expect(found(text, { environment: new Set(["LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY"]) })).toEqual([
      "no-master-key warning 5:20",
    ]);
  });

  it("when the running version is known to be bad", () => {
    const hits = (version: string | null) => fileFindings(sound(), { version }).map(tell);
    expect(hits("1.82.7")).toEqual(["vulnerable-gateway error 1:1"]);
    expect(hits("1.82.9")).toEqual([]);
    expect(hits(null)).toEqual([]);
  });
});

describe("what is no secret is left alone", () => {
  const silent: string[] = [
    sound(),
    deployed("model: groq/x, api_key: os.environ/K"),
    deployed("model: groq/x, api_key: none, max_tokens: 5, tokenizer: x"),
    deployed("model: vertex_ai/x, vertex_credentials: /etc/keys/vertex.json"),
    deployed("model: vertex_ai/x, vertex_credentials: sa.json, vertex_project: p"),
    deployed("model: azure/x, api_base: os.environ/B, azure_ad_token: oidc/google/https://h"),
    deployed("model: groq/x, api_key: os.environ/K, extra_headers: {X-Team: search, anthropic-version: '2023-06-01'}"),
    sound("router_settings: {fallbacks: [{secret-model: [api_key]}], model_group_alias: {password: a}}\n"),
    sound("callback_settings: {hook: {callback_type: generic_api, headers: {Authorization: Bearer $K}}}\n"),
    general("master_key: os.environ/K, key_management_system: google_kms, litellm_key_header_name: X-Key"),
  ];
  it.each(silent)("%j", (text) => {
    expect(fileFindings(text).filter(({ rule }) => /secret|shell|env|key/.test(rule))).toEqual([]);
  });
});

describe("no finding shows a secret", () => {
  const canary = (at: number): string => `sk-canary${at}abcdefghijklmnopqrstu`;
  const text = `model_list:
  - model_name: a
    litellm_params: {model: openai/a, api_base: "http://user:${canary(1)}@127.0.0.1:8000?key=${canary(2)}", api_key: ${canary(3)}, rpm: ${canary(4)}, max_retries: 3, mock_response: ${canary(5)}}
    model_info: {id: same}
  - model_name: a
    litellm_params: {model: openai/a, api_base: "http://user:${canary(1)}@127.0.0.1:8000?key=${canary(2)}", api_key: ${canary(3)}, headers: {Authorization: Bearer ${canary(6)}}}
    model_info: {id: same}
  - {model_name: b, litellm_params: {model: ollama/b, api_base: "http://${canary(7)}@h:1/v1", api_key: "\${X}${canary(8)}"}}
  - {model_name: c, litellm_params: {model: o1-mini, custom_llm_provider: groc, aws_secret_access_key: ${canary(9)}}}
master_key: ${canary(10)}
router_setings: {redis_password: ${canary(11)}}
router_settings:
  ${canary(12)}: 1
  enable_pre_call_check: ${canary(13)}
  master_key: ${canary(14)}
  routing_strategy: ${canary(15)}
  redis_password: ${canary(16)}
  num_retries: ${canary(17)}
  retry_policy: {x: ${canary(18)}}
  fallbacks: [{a: [{model: b, api_key: ${canary(19)}}]}]
litellm_settings: {num_retries: ${canary(20)}, callbacks: [promethius], cache_params: {password: ${canary(21)}}, api_key: ${canary(22)}}
general_settings: {master_key: ${canary(23)}, database_url: "postgresql://u:${canary(24)}@h/d", drop_params: ${canary(25)}, background_health_checks: true, health_check_interval: 60}
environment_variables: {GROQ_API_KEY: ${canary(26)}}
credential_list: [{credential_values: {api_key: ${canary(27)}}}]
`;

  it("in its message, its path, its advice or its fix", () => {
    expect(secretValues(readText(text)).length).toBeGreaterThan(15);
    const findings = checkText(text);
    expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThan(12);
    const shown = JSON.stringify(
      findings.map((finding) => ({ ...finding, path: finding.path.filter((part) => part !== canary(12)) })),
    );
    const edits = shown.replaceAll(JSON.stringify(canary(12)), "");
    for (let at = 1; at <= 27; at += 1) expect(edits, `canary ${at}`).not.toContain(canary(at));
  });

  it("in the words of a rule", () => {
    for (const rule of findingRules)
      expect([rule.title, rule.explain, rule.advice].join(" ")).not.toMatch(/sk-[a-z0-9]{8}/);
  });
});

describe("a key that somebody accepted", () => {
  it.each(["sk-abcdefghijklmnopqrst", "12345678"])("is not taken for that of another model (%s)", (key) => {
    const entry = (group: string) =>
      `  - {model_name: ${group}, litellm_params: {model: openai/gpt-4o, api_key: ${key}}}\n`;
    const keys = checkText(`model_list:\n${entry("first")}${entry("second")}`)
      .filter(({ rule }) => rule === "plaintext-secret")
      .map(findingKey);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
  });
});
