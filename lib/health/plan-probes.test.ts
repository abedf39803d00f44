import { describe, expect, it } from "vitest";
import type { DeploymentEntry } from "@/lib/config/schema";
import { planProbes } from "./plan-probes";
import { resolveTargets } from "./probe-targets";
import { deployment, referenceStack } from "./test-factories";

const entry = (identity: string, params: Record<string, unknown>): DeploymentEntry => ({
  identity,
  writtenId: null,
  group: identity,
  model: String(params.model ?? "openai/m"),
  apiBase: typeof params.api_base === "string" ? params.api_base : null,
  key: { kind: "none" },
  params,
  info: {},
  place: { file: "config.yaml", line: 1, column: 1, path: [] },
  lines: [1, 1],
});

describe("planProbes", () => {
  it("asks each backend of the reference stack once for all of its models", () => {
    const { plans, unaskable } = planProbes(referenceStack);
    expect(unaskable).toEqual([]);
    expect(plans.map(({ flavour, host, members, local }) => [flavour, host, members.length, local])).toEqual([
      ["ollama", "127.0.0.1:11434", 3, true],
      ["openai", "127.0.0.1:8000", 1, true],
      ["openai", "127.0.0.1:8080", 1, true],
      ["vllm", "127.0.0.1:8001", 1, true],
      ["ollama", "ollama.example", 6, false],
    ]);
    expect(plans[3]?.members[0]?.served).toBe("Qwen/Qwen2.5-Coder-7B-Instruct-AWQ");
  });

  it("keeps different keys at one address apart, and equal ones together", () => {
    const ab = [deployment("a"), deployment("b"), deployment("c")];
    const keys = new Map([
      ["id of a", "env ONE"],
      ["id of b", "env TWO"],
      ["id of c", "env ONE"],
    ]);
    expect(planProbes(ab, { keys }).plans.map(({ members }) => members.length)).toEqual([2, 1]);
    expect(planProbes([...ab, ...ab], { keys }).plans.map(({ members }) => members.length)).toEqual([2, 1]);
  });

  it.each([
    [
      "a provider without a free check",
      { provider: "anthropic", model: "anthropic/claude-x", apiBase: null },
      /no free check/,
    ],
    ["an address from an unknown variable", { apiBase: "os.environ/BASE" }, /os\.environ\/BASE, is not available/],
    ["an address that is none", { apiBase: "not an address" }, /not an http/],
    ["a file address", { apiBase: "file:///etc/passwd" }, /not an http/],
    ["no address where one is needed", { model: "openai_like/m", apiBase: null }, /not known/],
  ])("says why it cannot ask %s", (_, more, reason) => {
    const { plans, unaskable } = planProbes([deployment("m", more)]);
    expect(plans).toEqual([]);
    expect(unaskable[0]?.reason).toMatch(reason);
  });

  it("knows the hosts of providers where no address is written", () => {
    const at = (model: string, provider: string) =>
      planProbes([deployment("m", { model, provider, apiBase: null, local: false })]).plans[0]?.baseUrl;
    expect(at("openai/gpt-4o", "openai")).toBe("https://api.openai.com/v1");
    expect(at("ollama/llama3.1", "ollama")).toBe("http://localhost:11434");
    expect(at("ollama_chat/x:1t-cloud", "ollama-cloud")).toBe("https://ollama.com");
    expect(at("gpt-4o", "openai")).toBe("https://api.openai.com/v1");
  });
});

describe("resolveTargets", () => {
  const find = (name: string) => ({ BASE: "http://10.0.0.5:8000/v1", KEY: "sk-real" })[name] ?? null;

  it("resolves addresses and keys by reference, and labels literal keys without showing them", () => {
    const targets = resolveTargets(
      [
        entry("a", { model: "openai/m", api_base: "os.environ/BASE", api_key: "os.environ/KEY" }),
        entry("b", { model: "openai/m", api_base: "http://h/v1", api_key: "sk-literal-1" }),
        entry("c", { model: "openai/m", api_base: "http://h/v1", api_key: "sk-literal-1" }),
        entry("d", { model: "openai/m", api_base: "http://h/v1", api_key: "os.environ/ABSENT" }),
        entry("e", { model: "openai/gpt-4o" }),
      ],
      find,
    );
    expect(targets.addresses.get("a")).toBe("http://10.0.0.5:8000/v1");
    expect(targets.secrets.get("env KEY")).toEqual({ value: "sk-real", missing: null });
    expect(targets.keys.get("b")).toBe(targets.keys.get("c"));
    expect(targets.secrets.get("env ABSENT")).toEqual({ value: null, missing: "ABSENT" });
    expect(targets.secrets.get("env OPENAI_API_KEY")?.missing).toBe("OPENAI_API_KEY");
    expect(JSON.stringify([...targets.keys, ...targets.addresses])).not.toMatch(/sk-/);
  });
});
