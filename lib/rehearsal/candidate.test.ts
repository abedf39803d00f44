import { describe, expect, it } from "vitest";
import { readText } from "@/lib/routing/testing";
import { toCandidate } from "./candidate";

const text = `model_list:
  - model_name: a
    litellm_params: {model: ollama/a, api_base: "http://user:hunter2@10.0.0.1:11434/?token=abc", api_key: sk-secret-of-a-1234, order: 1, num_retries: 4, extra_headers: {X-Key: quietly}, timeout: os.environ/T, weight: 2}
    model_info: {id: one, mode: embedding, note: private}
  - {model_name: my-secret-key, litellm_params: {model: auto_router/complexity_router, complexity_router_config: {tiers: {SIMPLE: a}, api_key: sk-in-a-router-1234, plugins: [evil.code]}}}
router_settings:
  routing_strategy: least-busy
  num_retries: 3
  retry_policy: {TimeoutErrorRetries: 4}
  redis_host: cache.example
  redis_password: hush-hush
  default_litellm_params: {api_key: sk-default-1234}
  timeout: os.environ/ROUTER_TIMEOUT
  fallbacks:
    - my-secret-key: [a, {model: a, api_key: sk-target-1234, temperature: 0}, {model: a, temperature: 0, api_key: sk-target-1234}, {model: a, temperature: 1}, {model: a, fallbacks: [{model: a, api_key: sk-deep-1234}]}]
  context_window_fallbacks: {not: [a, list], odd: {model: a, api_key: sk-odd-1234}}
  model_group_alias: {nick: {model: a, hidden: true, api_key: sk-alias-1234}}
litellm_settings: {drop_params: true, callbacks: [langfuse], success_callback: [x], cache: true}
general_settings: {master_key: sk-master-1234, database_url: "postgres://u:p@db/x"}
environment_variables: {OPENAI_API_KEY: sk-env-1234}
`;
const candidate = toCandidate(readText(text));
const fallbacks = candidate.router.fallbacks as { "my-secret-key": Record<string, unknown>[] }[];

describe("what LiteLLM is given to rehearse", () => {
  it("holds no secret, no header, no address with a password, and no setting that reaches out", () => {
    expect(JSON.stringify(candidate)).not.toMatch(
      /sk-|hunter2|token=|quietly|private|hush|cache\.example|evil|postgres|langfuse/,
    );
  });

  it("holds what decides who is called, as it is written", () => {
    expect(candidate.router).toMatchObject({
      routing_strategy: "least-busy",
      context_window_fallbacks: { not: ["a", "list"], odd: { model: "a" } },
      model_group_alias: { nick: { model: "a", hidden: true } },
    });
    expect(candidate.deployments[0]?.entry).toEqual({
      model_name: "a",
      litellm_params: {
        model: "ollama/a",
        api_base: "http://10.0.0.1:11434/",
        api_key: "none",
        order: 1,
        weight: 2,
        timeout: null,
      },
      model_info: { id: "one" },
    });
    expect(candidate.litellm).toEqual({ drop_params: true });
  });

  it("keeps names that sound like secrets where only names stand", () => {
    expect(Object.keys(fallbacks[0] ?? {})).toEqual(["my-secret-key"]);
    expect(candidate.deployments[1]?.entry.litellm_params).toMatchObject({
      complexity_router_config: { tiers: { SIMPLE: "a" } },
    });
  });

  it("keeps map targets as equal or different as they were, without what they hold", () => {
    const [name, first, same, other, steering] = fallbacks[0]?.["my-secret-key"] ?? [];
    expect(name).toBe("a");
    expect(first).toEqual(same);
    expect(first).not.toEqual(other);
    expect(Object.keys(first ?? {})).toEqual(["model", "user"]);
    expect(steering).toMatchObject({ model: "a", fallbacks: [{ model: "a" }] });
  });

  it("switches retries and cooldowns off, reads nothing from the environment, and says so", () => {
    expect(candidate.router).toMatchObject({ num_retries: 0, disable_cooldowns: true, timeout: null });
    expect(candidate.router).not.toHaveProperty("retry_policy");
    expect(candidate.notes.join(" ")).toMatch(/Retries and cooldowns are off.*timeout/s);
  });

  it("names deployments by their position, whatever they are called", () => {
    expect(candidate.deployments.map(({ key, group }) => `${key} ${group}`)).toEqual(["d0 a", "d1 my-secret-key"]);
  });
});
