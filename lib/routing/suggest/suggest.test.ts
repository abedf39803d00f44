import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "@/lib/config/apply-edit";
import { oracleCase } from "@/lib/testing/routing-cases";
import { toRoutingGraph } from "../graph";
import { planAttempts } from "../plan-attempts";
import type { RoutingGraph } from "../schema";
import { readText, textOf } from "../testing";
import { withChain } from "../with-chain";
import { suggestIndependence, suggestLocalFirst, suggestSurvival } from "./goals";
import type { Suggestion } from "./schema";
import { toEdits } from "./to-edits";

const version = "1.106.2";
const models = ["big", "small", "spare", "far"];
const base = (rest: string) =>
  textOf(models, rest).replace(
    '"openai/up-3", api_base: "http://127.0.0.1:9003/v1", api_key: none',
    "openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY",
  );
const graphOf = (rest: string): RoutingGraph => toRoutingGraph(readText(base(rest)));
const identityOf = (graph: RoutingGraph, group: string) =>
  graph.deployments.filter((each) => each.group === group).map(({ identity }) => identity);
const told = ({ changes }: Suggestion) => changes.map(({ model, after }) => `${model}: ${after.join(", ")}`);

/** Puts the suggestion into the file and reads it again. */
const take = (text: string, suggestion: Suggestion): RoutingGraph => {
  const reading = readText(text);
  const edited = applyEdits(
    { main: { path: "config.yaml", text }, included: [], missing: [] },
    toEdits(reading.chains, suggestion.changes),
  );
  if (!edited.ok) throw new Error(`${edited.reason}: ${edited.detail}`);
  return toRoutingGraph(readText(edited.value.text));
};

describe("surviving the death of what one names", () => {
  it("gives models that would be lost one target more where it helps, a local one first, and no needless one", () => {
    const graph = graphOf("router_settings: {fallbacks: [{big: [small]}]}\n");
    const dead = new Set([...identityOf(graph, "big"), ...identityOf(graph, "small")]);
    const suggestion = suggestSurvival(graph, version, { dead, what: "the first machine" });
    // A request for big goes on with the chain of small.
    expect(told(suggestion)).toEqual(["small: spare"]);
    expect(suggestion.met).toEqual(["big", "spare", "far"]);
    expect(suggestion.changes[0]?.why).toBe("Nobody answers it when the first machine is dead.");
  });

  it("keeps what the default chain gave when a model gets a chain of its own", () => {
    const graph = graphOf("router_settings: {default_fallbacks: [far]}\n");
    expect(told(suggestLocalFirst(graph, version, 2))).toContain("big: small, far");
  });

  it("says who cannot be helped when everything is dead", () => {
    const graph = graphOf("");
    const dead = new Set(graph.deployments.map(({ identity }) => identity));
    const { changes, unmet } = suggestSurvival(graph, version, { dead, what: "everything" });
    expect(changes).toEqual([]);
    expect(unmet.map(({ model }) => model)).toEqual(models);
  });

  it("says that no chain helps where fallbacks are switched off", () => {
    const graph = graphOf("router_settings: {max_fallbacks: 0}\n");
    const dead = new Set(identityOf(graph, "big"));
    expect(suggestSurvival(graph, version, { dead, what: "it" }).unmet[0]?.why).toContain("max_fallbacks is 0");
  });

  it("does not offer a model with less context, nor one for another kind of call", () => {
    const text = base("")
      .replace('model_info: {id: "id-0"}', 'model_info: {id: "id-0", max_input_tokens: 32000}')
      .replace('model_info: {id: "id-1"}', 'model_info: {id: "id-1", max_input_tokens: 8000}')
      .replace('model_info: {id: "id-2"}', 'model_info: {id: "id-2", mode: embedding}');
    const graph = toRoutingGraph(readText(text));
    const dead = new Set(identityOf(graph, "big"));
    expect(told(suggestSurvival(graph, version, { dead, what: "it" }))).toEqual(["big: far"]);
  });

  it("tells a model for embedding by its name, where no mode is written", () => {
    const text = base("").replace('"openai/up-0"', '"openai/nomic-embed-text"');
    const graph = toRoutingGraph(readText(text));
    const dead = new Set(identityOf(graph, "big"));
    const { changes, unmet } = suggestSurvival(graph, version, { dead, what: "it" });
    expect(changes).toEqual([]);
    expect(unmet.map(({ model }) => model)).toEqual(["big"]);
  });
});

describe("surviving the death of any one backend", () => {
  it("holds for every model and backend once it is taken", () => {
    const text = base("router_settings: {fallbacks: [{big: [small]}, {small: [big]}]}\n");
    const graph = toRoutingGraph(readText(text));
    const suggestion = suggestIndependence(graph, version);
    expect(suggestion.met).toEqual(["big", "small"]);
    expect(suggestIndependence(take(text, suggestion), version)).toMatchObject({ changes: [], unmet: [] });
  });
});

describe("models that share one backend", () => {
  const shared = (count: number): RoutingGraph => {
    const names = Array.from({ length: count }, (_, at) => `m${at}`);
    const chain = names.map((name, at) => `{${name}: [m${(at + 1) % count}]}`);
    const text = textOf(names, `router_settings: {fallbacks: [${chain.join(", ")}]}\n`);
    return toRoutingGraph(readText(text.replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:9000")));
  };

  it("are told at once to be beyond help, without trying each for each", { timeout: 5000 }, () => {
    const { changes, unmet } = suggestIndependence(shared(400), version);
    expect([changes.length, unmet.length]).toEqual([0, 400]);
  });

  it("are told so too where no fallback is allowed", { timeout: 5000 }, () => {
    const graph = shared(200);
    const off = { ...graph, settings: { ...graph.settings, maxFallbacks: 0 } };
    expect(suggestSurvival(off, version, { dead: new Set(["id-0"]), what: "it" }).unmet).toHaveLength(1);
  });
});

describe("local hops before the cloud", () => {
  it("are put before the target that leads away, and targets with overrides stay", () => {
    const text = base("router_settings: {fallbacks: [{big: [{model: far, temperature: 0}]}]}\n");
    const suggestion = suggestLocalFirst(toRoutingGraph(readText(text)), version, 3);
    expect(told(suggestion)).toEqual(["big: small, far", "big: small, spare, far"]);
    const after = take(text, suggestion);
    expect(after.chains[0]).toMatchObject({
      targets: ["small", "spare", "far"],
      mapTarget: [false, false, true],
    });
    expect(suggestLocalFirst(after, version, 3).changes).toEqual([]);
  });

  it("leave alone what never leaves the machine and what lives in the cloud", () => {
    const graph = graphOf("router_settings: {fallbacks: [{big: [small]}, {far: [big]}]}\n");
    expect(suggestLocalFirst(graph, version, 2)).toMatchObject({ changes: [], unmet: [] });
  });
});

/** All changes put into the graph, list by list. */
const withAll = (graph: RoutingGraph, { changes }: Suggestion): RoutingGraph =>
  changes.reduce((before, { model, after }) => withChain(before, { kind: "general", model, targets: after }), graph);

const hasMaps = ({ chains }: RoutingGraph) => chains.some(({ mapTarget }) => mapTarget.includes(true));

describe("any suggestion", () => {
  it("only adds targets, and with all of them in the graph whoever is not told as unmet is answered", () => {
    fc.assert(
      fc.property(oracleCase, fc.nat(), ({ graph }, pick) => {
        fc.pre(!hasMaps(graph));
        const group = graph.groups[pick % graph.groups.length] ?? "";
        const dead = new Set(identityOf(graph, group));
        const suggestion = suggestSurvival(graph, version, { dead, what: "it" });
        for (const { before, after, target, at } of suggestion.changes)
          expect(after).toEqual(before.toSpliced(at, 0, target));
        const changed = withAll(graph, suggestion);
        for (const model of [...suggestion.met, ...suggestion.changes.map((change) => change.model)]) {
          if (suggestion.unmet.some((one) => one.model === model)) continue;
          const { hops } = planAttempts(changed, { model, kind: "general", version });
          expect(
            hops.some(({ deployments }) => deployments.every((identity) => !dead.has(identity))),
            model,
          ).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
