import { describe, expect, it } from "vitest";
import { domainsOf } from "./domains";
import { assessFate } from "./gateway-fate";
import { graphWith, referenceGraph } from "./testing";
import { whatIf } from "./what-if";

const version = "1.106.2";
const graph = referenceGraph();
const fate = assessFate(graph, { version });
const chainOf = (model: string, of = fate) => of.chains.find((chain) => chain.model === model);
const impactOf = (selector: string, of = fate) =>
  of.domains.find(({ domain, also }) => [domain, ...also].some((one) => one.selector === selector));

describe("the chains of the reference stack", () => {
  it("rest on what they rest on", () => {
    expect(chainOf("llama3.1:latest")).toEqual({
      model: "llama3.1:latest",
      hops: 4,
      local: 3,
      cloud: 1,
      backends: ["127.0.0.1:11434", "127.0.0.1:8000", "127.0.0.1:8080", "ollama.com:443 · env OLLAMA_API_KEY"],
      providers: ["ollama", "openai-compatible 127.0.0.1:8000", "openai-compatible 127.0.0.1:8080", "ollama-cloud"],
      hopsBeforeCloud: 3,
      singlePoints: [],
    });
  });

  it("name the single points that all their hops share", () => {
    expect(chainOf("kimi-k2:1t-cloud")?.singlePoints.map(({ selector }) => selector)).toEqual([
      "host:ollama.com:443",
      "host:ollama.com",
      "key:OLLAMA_API_KEY",
      "provider:ollama-cloud",
      "internet",
    ]);
    expect(chainOf("mythomax")?.singlePoints).toEqual([
      { kind: "machine", name: "127.0.0.1", selector: "host:127.0.0.1" },
    ]);
  });
});

describe("the gateway of the reference stack", () => {
  it("has the figures of the reference stack", () => {
    expect(fate.diversity).toMatchObject({
      models: 12,
      localProviders: ["ollama", "openai-compatible 127.0.0.1:8000", "openai-compatible 127.0.0.1:8080", "vllm"],
      cloudProviders: ["ollama-cloud"],
      localBackends: 4,
      cloudBackends: 1,
      chains: 7,
      crossProvider: 6,
      hopsBeforeCloud: { least: 2, most: 3 },
      exposed: 6,
    });
    expect(fate.diversity.singlePoints.map(({ domain, loses }) => [domain.selector, loses])).toEqual([
      ["host:ollama.com:443", 4],
      ["host:127.0.0.1:8080", 1],
      ["host:127.0.0.1:8001", 1],
    ]);
  });

  it("ranks what dies by the models that are lost, then by those that lose hops", () => {
    expect(fate.domains.map(({ domain, loses, costs }) => [domain.selector, loses.length, costs.length])).toEqual([
      ["host:ollama.com:443", 4, 4],
      ["host:127.0.0.1", 4, 4],
      ["host:127.0.0.1:8080", 1, 5],
      ["host:127.0.0.1:8001", 1, 1],
      ["host:127.0.0.1:11434", 0, 3],
      ["host:127.0.0.1:8000", 0, 2],
    ]);
    expect(impactOf("key:OLLAMA_API_KEY")).toBe(impactOf("internet"));
  });

  it("agrees with the what-if about what each domain's death loses", () => {
    for (const { domain, also, loses } of fate.domains)
      for (const { selector } of [domain, ...also]) {
        const view = whatIf(graph, { down: [selector], version });
        expect(view.ok && view.value.lost, selector).toEqual(loses);
      }
  });
});

it("takes names of loopback for one machine, and two keys at one host for two backends", () => {
  const two = graphWith(
    [
      { group: "a", id: "1", host: "localhost", port: 1 },
      { group: "a", id: "2", host: "[::1]", port: 1 },
      { group: "b", id: "3", host: "llm.example.org", port: 443, key: "os.environ/ONE" },
      { group: "b", id: "4", host: "llm.example.org", port: 443, key: "os.environ/TWO" },
    ],
    "router_settings: {fallbacks: [{a: [b]}]}",
  );
  const { chains } = assessFate(two, { version });
  expect(chains[0]?.backends).toEqual([
    "127.0.0.1:1",
    "llm.example.org:443 · env ONE",
    "llm.example.org:443 · env TWO",
  ]);
  expect(chains[1]?.singlePoints.map(({ name }) => name)).toEqual([
    "llm.example.org:443",
    "llm.example.org",
    "the internet",
  ]);
});

it("knows the unit behind a server when it is told", () => {
  const [deployment] = graphWith([{ group: "a", id: "1", port: 8080 }]).deployments;
  const facts = {
    units: [
      { name: "llama.service", servers: ["localhost:8080"] },
      { name: "other", servers: ["8080"] },
    ],
  };
  expect(deployment && domainsOf(deployment, facts).map(({ selector }) => selector)).toEqual([
    "host:127.0.0.1:8080",
    "unit:llama.service",
    "host:127.0.0.1",
  ]);
});

it("has nothing to say of a gateway without models", () => {
  expect(assessFate(graphWith([]))).toMatchObject({
    chains: [],
    domains: [],
    diversity: { models: 0, hopsBeforeCloud: null, singlePoints: [], exposed: 0 },
  });
});
