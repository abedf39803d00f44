import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { graphWith, referenceGraph } from "./testing";
import { whatIf, whatIfModel } from "./what-if";

const version = "1.106.2";
const graph = referenceGraph();
const viewOf = (down: string[], of = graph) => {
  const view = whatIf(of, { down, version });
  if (!view.ok) throw new Error(view.detail);
  return view.value;
};
const rowOf = (model: string, down: string[], of = graph) => {
  const row = viewOf(down, of).models.find((each) => each.model === model);
  if (!row) throw new Error(`no row for ${model}`);
  return row;
};

describe("the reference stack", () => {
  it("answers every model itself, at the first call, while nothing is dead", () => {
    for (const { model, answeredBy, before, attempts, seconds, certain } of viewOf([]).models) {
      expect(answeredBy?.group).toBe(model);
      expect(before).toEqual(answeredBy);
      expect({ attempts, seconds, certain }).toEqual({ attempts: 1, seconds: { least: 0, most: 0 }, certain: true });
    }
  });

  it("goes on with llama.cpp at the second call when Ollama dies, at once or after a time-out", () => {
    expect(rowOf("llama3.1:latest", ["ollama"])).toMatchObject({
      answeredBy: { group: "llama-cpp-default", deployments: ["cpp-python"] },
      before: { group: "llama3.1:latest", deployments: ["ollama-llama"] },
      attempts: 2,
      fewestAttempts: 2,
      seconds: { least: 0, most: 30 },
      certain: true,
    });
    expect(viewOf(["ollama"]).lost).toEqual([]);
  });

  it("shows each hop as dead, answering or not reached", () => {
    const { hops } = rowOf("llama3.1:latest", ["ollama", "host:127.0.0.1:8000"]);
    expect(hops.map(({ group, state }) => `${group} ${state}`)).toEqual([
      "llama3.1:latest fails",
      "llama-cpp-default fails",
      "llama-cpp-native answers",
      "gpt-oss:20b-cloud not-reached",
    ]);
  });

  it("loses what nobody else answers for, after all that is tried", () => {
    const view = viewOf(["key:OLLAMA_API_KEY", "host:127.0.0.1:8080"]);
    expect(view.lost).toEqual([
      "llama-cpp-native",
      "deepseek-v3.1:671b-cloud",
      "qwen3-coder:480b-cloud",
      "kimi-k2:1t-cloud",
      "gpt-oss:120b-cloud",
      "gpt-oss:20b-cloud",
      "glm-4.6:cloud",
    ]);
    expect(view.models.find(({ model }) => model === "deepseek-v3.1:671b-cloud")).toMatchObject({
      answeredBy: null,
      certain: true,
      attempts: 3,
      seconds: { least: 0, most: 90 },
    });
  });

  it("refuses an unknown selector", () => {
    expect(whatIf(graph, { down: ["ollama", "olama"] })).toMatchObject({ ok: false, reason: "unknown-selector" });
  });
});

describe("a group of which some deployments are dead", () => {
  const mixed = (rest: string) =>
    graphWith(
      [
        { group: "a", id: "a1", port: 1, timeout: 10 },
        { group: "a", id: "a2", port: 2, timeout: 10 },
        { group: "b", id: "b1", port: 3 },
      ],
      `router_settings: ${rest}`,
    );

  it("may be answered at the first call, and else goes on with the chain", () => {
    expect(rowOf("a", ["deployment:a1"], mixed("{num_retries: 2, fallbacks: [{a: [b]}]}"))).toMatchObject({
      answeredBy: { group: "a", deployments: ["a2"] },
      otherwise: [{ group: "b", deployments: ["b1"] }],
      certain: true,
      fewestAttempts: 1,
      attempts: 4,
      seconds: { least: 0, most: 30 },
    });
  });

  it("is not certain of an answer without a chain", () => {
    const row = rowOf("a", ["deployment:a1"], mixed("{num_retries: 0}"));
    expect(row).toMatchObject({ answeredBy: { group: "a" }, otherwise: [], certain: false, attempts: 1 });
  });

  it("is always answered where the gateway tries the others before the chain", () => {
    const row = rowOf("a", ["deployment:a1"], mixed("{num_retries: 0, enable_weighted_failover: true}"));
    expect(row).toMatchObject({ certain: true, otherwise: [], fewestAttempts: 1, attempts: 2 });
  });

  it("fails like any other once all are dead", () => {
    const row = rowOf("a", ["model:a"], mixed("{num_retries: 2, fallbacks: [{a: [b]}]}"));
    expect(row).toMatchObject({ answeredBy: { group: "b" }, attempts: 4, seconds: { least: 0, most: 30 } });
  });
});

it("counts retries, and the pauses between them, of a single deployment", () => {
  const retrying = graphWith(
    [
      { group: "a", id: "a", port: 1, timeout: 10 },
      { group: "b", id: "b", port: 2 },
    ],
    "router_settings: {num_retries: 2, fallbacks: [{a: [b]}]}",
  );
  expect(rowOf("a", ["host:127.0.0.1:1"], retrying)).toMatchObject({
    attempts: 4,
    seconds: { least: 3.5, most: 35.75 },
  });
});

it("waits longer where a policy retries time-outs more often than other failures", () => {
  const policy = "{num_retries: 0, retry_policy: {TimeoutErrorRetries: 3, InternalServerErrorRetries: 0}}";
  const strict = graphWith([{ group: "a", id: "a", timeout: 10 }], `router_settings: ${policy}`);
  expect(rowOf("a", ["model:a"], strict)).toMatchObject({
    fewestAttempts: 1,
    attempts: 4,
    seconds: { least: 0, most: 40 + 0.5 + 1 + 2 + 4 + 4 * 0.75 },
  });
});

it("tells aliases apart from models: they answer by their target, and do not inherit its chain", () => {
  const aliased = graphWith(
    [
      { group: "a", id: "a", port: 1 },
      { group: "b", id: "b", port: 2 },
    ],
    "router_settings: {num_retries: 0, fallbacks: [{a: [b]}], model_group_alias: {fast: a}}",
  );
  expect(viewOf([], aliased).aliases).toMatchObject([{ model: "fast", answeredBy: { group: "a" } }]);
  expect(viewOf(["model:a"], aliased)).toMatchObject({ lost: [], lostAliases: ["fast"] });
});

it("asks a router for the models that it chooses among", () => {
  const smart = graphWith([
    { group: "small", id: "s", port: 1 },
    { group: "big", id: "b", port: 2 },
    { group: "smart", id: "router", port: 3 },
  ]);
  const tiers = ["small", "big", "nobody"];
  const deployments = smart.deployments.map((one) =>
    one.group === "smart" ? { ...one, model: "auto_router/complexity_router", tiers } : one,
  );
  const tiered = { ...smart, deployments };
  expect(rowOf("smart", ["model:small"], tiered)).toMatchObject({ answeredBy: { group: "smart", deployments: ["b"] } });
  expect(rowOf("smart", ["model:small", "model:big"], tiered).answeredBy).toBeNull();
});

describe("whatever is dead", () => {
  const pool = ["A", "B", "C", "D", "E"];
  const drawn = fc
    .record({
      groups: fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 8 }),
      chains: fc.dictionary(fc.constantFrom(...pool), fc.array(fc.constantFrom(...pool), { maxLength: 4 })),
      retries: fc.nat(3),
      off: fc.array(fc.nat(7)),
    })
    .map(({ groups, chains, retries, off }) => ({
      graph: graphWith(
        groups.map((group, at) => ({ group, id: `id-${at}`, port: 9000 + at })),
        `router_settings: ${JSON.stringify({ num_retries: retries, fallbacks: Object.entries(chains).map(([from, to]) => ({ [from]: to })) })}`,
      ),
      dead: new Set(off.map((at) => `id-${at}`)),
    }));

  it("only living deployments answer, and a model is lost exactly when every hop is dead", () => {
    fc.assert(
      fc.property(drawn, ({ graph: of, dead }) => {
        for (const model of of.groups) {
          const row = whatIfModel(of, model, dead, { version });
          const living = row.hops.filter(({ deployments }) => deployments.some((one) => !dead.has(one)));
          expect(row.answeredBy?.group).toBe(living[0]?.group);
          for (const who of [row.answeredBy, ...row.otherwise])
            for (const identity of who?.deployments ?? []) expect(dead.has(identity)).toBe(false);
          expect(row.fewestAttempts).toBeLessThanOrEqual(row.attempts);
          expect(row.seconds.least).toBeLessThanOrEqual(row.seconds.most);
        }
      }),
    );
  });

  it("more deaths never bring an answer back", () => {
    fc.assert(
      fc.property(drawn, fc.nat(7), ({ graph: of, dead }, more) => {
        for (const model of of.groups) {
          const now = whatIfModel(of, model, dead, { version });
          const later = whatIfModel(of, model, new Set([...dead, `id-${more}`]), { version });
          if (now.answeredBy === null) expect(later.answeredBy).toBeNull();
        }
      }),
    );
  });
});
