import { describe, expect, test } from "vitest";
import type { Status } from "@/lib/health/schema";
import { sample } from "@/lib/health/test-factories";
import { graphOf } from "@/lib/routing/testing";
import { compareOffers } from "./compare-offers";
import { findDangling } from "./dangling";
import { planSuccessors } from "./if-it-died";
import { explainMissing } from "./missing-model";
import { toOfferForm } from "./offer-form";
import { toRegistryRows } from "./registry-rows";
import { toModelViews } from "./views";

const rest =
  "router_settings:\n  model_group_alias: {x: B}\n  fallbacks: [{A: [x, C]}, {B: [C]}]\n  default_fallbacks: [C]\n";
const graph = graphOf(["A", "B", "C"], rest);

describe("what dangles without a deployment", () => {
  test("are the targets and aliases that led to it alone, and its own chains", () => {
    expect(findDangling(graph, "id-1")).toEqual({
      chains: [{ kind: "general", source: "A", position: 1 }],
      ownChains: ["general"],
      aliases: ["x"],
    });
  });

  test("is nothing as long as another deployment answers to the name, and nothing for an unknown one", () => {
    const twice = graphOf(["A", "B", "B"], rest);
    expect(findDangling(twice, "id-1").chains).toEqual([]);
    expect(findDangling(graph, "gone")).toEqual({ chains: [], ownChains: [], aliases: [] });
  });

  test("does not count a target that led nowhere before", () => {
    const broken = graphOf(["A", "B"], "router_settings: {fallbacks: [{A: [nobody, B]}]}\n");
    expect(findDangling(broken, "id-1").chains).toEqual([{ kind: "general", source: "A", position: 2 }]);
  });
});

describe("if it died", () => {
  const successors = (statuses: Partial<Record<string, Status>>, dead: string) =>
    planSuccessors(graph, { dead, version: "1.106.2", statusOf: (identity) => statuses[identity] ?? "unknown" });

  test("the next hop that answers takes over, hops that do not answer are passed, and others do not notice", () => {
    const found = successors({ "id-0": "healthy", "id-1": "unhealthy", "id-2": "degraded" }, "A");
    expect(found).toEqual([{ model: "A", now: { group: "A", position: 1 }, after: { group: "C", position: 3 } }]);
  });

  test("nobody answers when the last hop goes, and a silence that is there already is told apart", () => {
    const found = successors({ "id-2": "healthy" }, "C");
    expect(found.map(({ model, now, after }) => [model, now?.group ?? null, after])).toEqual([
      ["A", "C", null],
      ["B", "C", null],
      ["C", "C", null],
    ]);
    expect(successors({}, "C").every(({ now, after }) => now === null && after === null)).toBe(true);
  });
});

describe("offers", () => {
  const members = [
    { group: "a", identity: "1", served: "llama3.1" },
    { group: "b", identity: "2", served: "gone:7b" },
  ];

  test("are compared as the backend compares names, tags and the mark of the cloud included", () => {
    expect(compareOffers({ models: ["llama3.1:latest", "new:1b", "new:1b"], flavour: "ollama" }, members)).toEqual({
      offered: ["llama3.1:latest", "new:1b"],
      unregistered: ["new:1b"],
      notOffered: [members[1]],
      takesAnyName: false,
    });
  });

  test("of a server that takes any name miss nothing, and a server that lists nothing says nothing", () => {
    expect(compareOffers({ models: ["/models/x.gguf"], flavour: "llamacpp" }, members)).toMatchObject({
      unregistered: [],
      notOffered: [],
      takesAnyName: true,
    });
    expect(compareOffers({ models: null, flavour: "vllm" }, members)).toMatchObject({ notOffered: [] });
    expect(compareOffers({ models: [], flavour: "vllm" }, members).notOffered).toHaveLength(2);
  });

  test("fill the form, and leave the name open where a model has it already", () => {
    const offer = { provider: "ollama-cloud", apiBase: "http://h:1", keyName: "OLLAMA_API_KEY" };
    expect(toOfferForm(offer, "kimi", [])).toMatchObject({ group: "kimi", provider: "ollama", key: "env" });
    expect(toOfferForm({ ...offer, keyName: null }, "kimi", ["kimi"])).toMatchObject({ group: "", key: "none" });
    expect(toOfferForm({ ...offer, provider: "__proto__" }, "m", [])).toMatchObject({ provider: "openai-compatible" });
  });
});

describe("a name without a page", () => {
  const desk = { aliases: [{ name: "x", target: "B", hidden: false, line: 1 }], models: ["llama3.1:latest", "new"] };

  test("is an alias, is in the draft, or resembles one that there is", () => {
    expect(explainMissing("x", desk)).toEqual({ kind: "alias", near: ["B"] });
    expect(explainMissing("new", desk)).toEqual({ kind: "draft", near: [] });
    expect(explainMissing("llama3.1:lates", desk)).toEqual({ kind: "unknown", near: ["llama3.1:latest"] });
    expect(explainMissing("__proto__", desk)).toEqual({ kind: "unknown", near: [] });
  });
});

describe("rows of the registry", () => {
  const at = "2026-11-23T09:00:00.000Z";
  const rowsWith = (secrets: [string, { value: string | null; missing: string | null }][]) =>
    toRegistryRows(toModelViews(graph), {
      health: [
        {
          identity: "id-0",
          group: "A",
          backend: "b",
          direct: sample("id-0", at),
          gateway: null,
          status: "healthy",
          reasoning: "r",
        },
      ],
      strips: [
        {
          identity: "id-0",
          slots: [
            { startAt: at, worst: "healthy", samples: 3, share: { healthy: 0.5, unhealthy: 0.25, unknown: 0.25 } },
          ],
        },
      ],
      measured: new Map([["id-0", { firstByteUs: 900, totalUs: 1000, samples: 4 }]]),
      findings: [],
      targets: { keys: new Map([["id-0", "env K"]]), secrets: new Map(secrets) },
      rangeMs: 3_600_000,
    });

  test("say what was measured, of what is known, and unknown where nothing was", () => {
    const [first, second] = rowsWith([]);
    expect(first).toMatchObject({ status: "healthy", firstByteP50Us: 900, checksMeasured: 4, keyKnown: null });
    expect(first?.availablePercent).toBeCloseTo(66.67, 1);
    expect(first?.coverage).toBe("45 min known of 1 h");
    expect(second).toMatchObject({ status: "unknown", firstByteP50Us: null, availablePercent: null });
    expect(second?.usedBy).toEqual(["A", "alias x"]);
  });

  test("tell whether the console has the key, never which", () => {
    const [set] = rowsWith([["env K", { value: "sk-live-secret", missing: null }]]);
    const [missing] = rowsWith([["env K", { value: null, missing: "K" }]]);
    expect([set?.keyKnown, missing?.keyKnown]).toEqual(["set", "missing"]);
    expect(JSON.stringify(set)).not.toContain("sk-live-secret");
  });
});
