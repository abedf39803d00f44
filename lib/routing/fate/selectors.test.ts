import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listSelectors, resolveSelectors } from "./selectors";
import { graphWith, referenceGraph } from "./testing";

const graph = referenceGraph();
const ollama = ["ollama-llama", "ollama-qwen", "ollama-mythomax"];
const cloud = graph.deployments.filter(({ local }) => !local).map(({ identity }) => identity);
const dead = (...selectors: string[]) => {
  const found = resolveSelectors(graph, selectors, {
    units: [{ name: "llama-cpp.service", servers: ["localhost:8080"] }],
  });
  return found.ok ? [...found.value] : found.detail;
};

describe("selectors of what is dead", () => {
  it.each([
    ["ollama", ollama],
    ["Ollama", ollama],
    ["vllm", ["vllm"]],
    ["ollama-cloud", cloud],
    ["internet", cloud],
    ["key:OLLAMA_API_KEY", cloud],
    ["provider:ollama-cloud", cloud],
    ["host:ollama.com", cloud],
    ["host:ollama.com:443", cloud],
    ["host:127.0.0.1:11434", ollama],
    ["host:localhost:11434", ollama],
    ["127.0.0.1:11434", ollama],
    ["host:localhost", graph.deployments.filter(({ local }) => local).map(({ identity }) => identity)],
    ["provider:openai-compatible", ["cpp-python", "cpp-native"]],
    ["unit:llama-cpp.service", ["cpp-native"]],
    ["llama-cpp.service", ["cpp-native"]],
    ["deployment:cpp-native", ["cpp-native"]],
    ["deployment:cloud glm-4.6:cloud", ["cloud glm-4.6:cloud"]],
    ["model:llama3.1:latest", ["ollama-llama"]],
    ["llama3.1:latest", ["ollama-llama"]],
  ])("%s means what it says", (selector, expected) => {
    expect(dead(selector)).toEqual(expected);
  });

  it("adds up, each deployment once", () => {
    expect(dead("ollama", "model:mythomax", "vllm")).toEqual([...ollama, "vllm"]);
  });

  it("tells what there is when nothing is called so, and what was probably meant", () => {
    const text = dead("olama");
    expect(text).toContain('Nothing here is called "olama". Did you mean ollama?');
    for (const known of [
      "internet",
      "provider:ollama",
      "host:127.0.0.1:8080",
      "key:OLLAMA_API_KEY",
      "unit:llama-cpp.service",
    ])
      expect(text).toContain(known);
    expect(text).toContain("llama-cpp-default");
    expect(dead("key:NOBODY")).toContain('"key:NOBODY"');
    expect(dead("")).toContain('""');
    expect(dead("host:")).toContain('"host:"');
  });

  it("loses nothing with the internet where nothing leaves the house", () => {
    const local = graphWith([{ group: "a", id: "1" }]);
    expect(resolveSelectors(local, ["internet"])).toEqual({ ok: true, value: new Set() });
  });

  it("finds names that look like selectors or like parts of JavaScript", () => {
    const names = ["__proto__", "constructor", "host:7b", "key: x", "modèle 🚂", "a/b:c d", '"quoted"'];
    const odd = graphWith(names.map((name, at) => ({ group: name, id: `id ${name}`, port: 9000 + at })));
    for (const name of names)
      for (const selector of [name, `model:${name}`, `deployment:id ${name}`])
        expect(resolveSelectors(odd, [selector]), selector).toEqual({ ok: true, value: new Set([`id ${name}`]) });
    expect(resolveSelectors(odd, ["toString"]).ok).toBe(false);
  });

  it("takes every selector that it lists", () => {
    for (const selector of listSelectors(graph)) expect(resolveSelectors(graph, [selector]).ok, selector).toBe(true);
  });

  it("answers any text with deployments of the graph or with a refusal", () => {
    const known = new Set(graph.deployments.map(({ identity }) => identity));
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 4 }), (selectors) => {
        const found = resolveSelectors(graph, selectors);
        return found.ok ? [...found.value].every((one) => known.has(one)) : (found.detail ?? "").length > 20;
      }),
    );
  });
});
