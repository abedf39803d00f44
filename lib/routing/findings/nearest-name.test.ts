import { describe, expect, it } from "vitest";
import { findNearestName } from "./nearest-name";

const known = ["llama3.1:latest", "gpt-4o", "gpt-4o-mini", "openai/o3", "claude-sonnet", "qwen2.5-coder:7b", "A", "ab"];

describe("the nearest name", () => {
  it.each([
    ["LLAMA3.1-latest", "llama3.1:latest"],
    ["llama3.1", "llama3.1:latest"],
    ["gpt4o", "gpt-4o"],
    ["o3", "openai/o3"],
    ["openai/gpt-4o", "gpt-4o"],
    ["claude-sonet", "claude-sonnet"],
    ["claued-sonnet", "claude-sonnet"],
  ])("of %s is %s", (name, near) => {
    expect(findNearestName(name, known)).toEqual({ name: near, certain: true });
  });

  it("is not certain where only figures differ", () => {
    expect(findNearestName("qwen2.5-coder:3b", known)).toEqual({ name: "qwen2.5-coder:7b", certain: false });
  });

  it.each(["B", "ac", "nobody", "mixtral", "", "*", "🚂"])("of %j is none", (name) => {
    expect(findNearestName(name, known)).toBeNull();
  });

  it("is none where two are equally near", () => {
    expect(findNearestName("model-c", ["model-a", "model-b"])).toBeNull();
    expect(findNearestName("gpt", ["gpt:a", "gpt:b"])).toBeNull();
  });

  it("is found fast among many", () => {
    const many = Array.from({ length: 2000 }, (_, at) => `some-rather-long-model-name-${at}:latest`);
    const start = performance.now();
    for (let at = 0; at < 20; at += 1) findNearestName(`another-rather-long-name-${at}:latest`, many);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
