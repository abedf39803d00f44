import { describe, expect, it } from "vitest";
import { check, entry, fileOf, found, foundOf, oneOf } from "./testing-rules";

const local = (name: string, port: number) =>
  entry(name, `model: ollama/${name}, api_base: "http://127.0.0.1:${port}"`);
const cloud = (name: string, key = "CLOUD_KEY", host = "https://api.example.com/v1") =>
  entry(name, `model: openai/${name}, api_base: "${host}", api_key: os.environ/${key}`);
const routing = (fallbacks: string, more = "") => `router_settings: {fallbacks: ${fallbacks}${more}}\n`;

const mixed = [local("a", 1), local("b", 1), local("c", 2), cloud("x"), cloud("y"), cloud("z", "OTHER_KEY")];
const withChain = (fallbacks: string, more?: string) => fileOf(mixed, routing(fallbacks, more));

describe("shared fate", () => {
  it.each([
    ["[{a: [b]}]", ["single-backend warning"]],
    ["[{a: [b, x]}]", ["shared-backend info"]],
    ["[{a: [c]}]", ["local-only info"]],
    ["[{a: [x]}]", []],
    ["[{x: [y]}]", ["single-backend warning"]],
    ["[{x: [z]}]", ["cloud-only info"]],
    ["[{x: [y, z]}]", ["shared-backend info", "cloud-only info"]],
    ["[{a: [a]}]", []],
  ])("of %s is %j", (fallbacks, expected) => {
    expect(found(withChain(fallbacks)).filter((what) => !what.startsWith("self"))).toEqual(expected);
  });

  it("names the models that die together and the backend, at the chain", () => {
    expect(oneOf("shared-backend", withChain("[{a: [b, x]}]"))).toMatchObject({
      message: "In the fallbacks of a, a and b share one backend: 127.0.0.1:1.",
      path: ["router_settings", "fallbacks", 0, "a"],
    });
  });

  it("is judged by who really answers: aliases, ids and the default chain", () => {
    expect(found(withChain("[{a: [fast]}]", ", model_group_alias: {fast: b}"))).toContain("single-backend warning");
    expect(found(withChain("[]", ", default_fallbacks: [a, b]"))).toEqual(["single-backend warning"]);
    expect(found(withChain('[{"*": [a, x]}]'))).toEqual([]);
  });

  it("is judged by the hops of other chains too, which the model goes on to", () => {
    expect(found(withChain("[{x: [y]}, {y: [a]}]"))).toEqual(["shared-backend info"]);
    expect(found(withChain("[{x: [y]}, {y: [a]}]", ", max_fallbacks: 1"))).toContain("single-backend warning");
  });

  it("takes names of one loopback server for one backend", () => {
    const named = entry("n", 'model: ollama/n, api_base: "http://localhost:1"');
    expect(found(fileOf([...mixed, named], routing("[{a: [n]}]")))).toEqual(["single-backend warning"]);
  });

  it("does not count a model that another backend serves too", () => {
    const two = fileOf([...mixed, local("b", 3)], routing("[{a: [b, x]}]"));
    expect(found(two)).toEqual([]);
  });

  it("leaves a gateway alone that has no choice", () => {
    const locals = [local("a", 1), local("c", 2)];
    expect(found(fileOf(locals, routing("[{a: [c]}]")))).toEqual([]);
    const clouds = [cloud("x"), cloud("z", "OTHER_KEY")];
    expect(found(fileOf(clouds, routing("[{x: [z]}]")))).toEqual([]);
  });

  it("does not take a router for a place", () => {
    const router = entry(
      "smart",
      "model: auto_router/complexity_router, complexity_router_config: {tiers: {SIMPLE: a}}",
    );
    expect(found(fileOf([...mixed, router], routing("[{smart: [a]}, {x: [a]}]")))).toEqual([]);
  });

  it("counts names of one wildcard as models of one backend", () => {
    const wild = entry("o/*", 'model: "openai/*", api_key: os.environ/K');
    expect(found(fileOf([wild], routing("[{o/a: [o/b]}]")))).toEqual(["single-backend warning"]);
  });
});

describe("models on one key", () => {
  const six = ["m1", "m2", "m3", "m4", "m5", "m6"].map((name) => cloud(name, "OLLAMA_API_KEY"));

  it("are noted once, with their names and the key's", () => {
    expect(oneOf("shared-backend", fileOf(six))).toMatchObject({
      severity: "info",
      line: 2,
      message:
        "6 models rest on one key and one host (api.example.com:443 · env OLLAMA_API_KEY): m1, m2, m3, m4, m5 and m6.",
    });
  });

  it("are not two models, models of several accounts, or models of one's own", () => {
    expect(check(fileOf(six.slice(0, 2)))).toEqual([]);
    expect(check(fileOf(["A", "B", "C"].map((key) => cloud(key, key))))).toEqual([]);
    expect(foundOf("shared-backend", fileOf(["p", "q", "r"].map((name) => local(name, 1))))).toEqual([]);
  });
});
