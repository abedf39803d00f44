import { describe, expect, test } from "vitest";
import type { HealthSummary, Status, StripSlot } from "@/lib/health/schema";
import type { GraphChain, GraphDeployment, RoutingGraph } from "@/lib/routing/schema";
import { collectNeeds, type Situation } from "./collect-needs";
import { assessReadiness } from "./readiness";
import { availabilityOf, toStripRows } from "./strip-rows";
import { tellVerdict } from "./tell-verdict";

const place = { file: "gateway.yaml", line: 1, column: 1, path: [] };

const figure = (healthy: number, total: number, unknown = 0) => ({
  healthy,
  total,
  unknown,
  percent: unknown === total ? null : Math.round((1000 * healthy) / total) / 10,
  at: null,
});

const health = (gateway: HealthSummary["gateway"], after: number): HealthSummary => ({
  gateway,
  direct: figure(11, 12),
  forecast: { afterReload: { healthy: after, total: 12, percent: null }, reasons: ["because"], further: [] },
  target: { percent: 80, verdict: "missed" },
});

describe("the verdict in words", () => {
  test("says the reference stack's day", () => {
    expect(tellVerdict({ state: "answering", health: health(figure(9, 12), 11), stranded: false })).toBe(
      "9 of 12 models are healthy by the gateway's view: the target is missed. A reload should bring 11.",
    );
  });

  test("claims nothing of a view that nobody has seen", () => {
    expect(tellVerdict({ state: "answering", health: health(figure(0, 12, 12), 11), stranded: false })).toBe(
      "The gateway's own view is not known yet. 11 of 12 models answer when asked directly.",
    );
  });

  test("says first that the gateway did not come back", () => {
    expect(tellVerdict({ state: "not-answering", health: health(figure(9, 12), 11), stranded: true })).toMatch(
      /did not come back/,
    );
  });
});

const deployment = (group: string, backend: string): GraphDeployment => ({
  identity: `id-${group}`,
  writtenId: `id-${group}`,
  group,
  model: `openai/${group}`,
  provider: "openai-compatible",
  local: true,
  backend,
  apiBase: null,
  keyReference: null,
  order: null,
  numRetries: null,
  contextWindow: null,
  place,
});

const chain = (source: string, targets: string[]): GraphChain => ({
  kind: "general",
  source,
  targets,
  targetKeys: targets,
  mapTarget: targets.map(() => false),
  section: "router_settings",
  place,
  targetPlaces: targets.map(() => place),
  effective: true,
  locked: null,
});

const graph: RoutingGraph = {
  groups: ["a", "b", "c"],
  deployments: [deployment("a", "one"), deployment("b", "one"), deployment("c", "two")],
  chains: [chain("a", ["b", "c"])],
  aliases: [],
  settings: { maxFallbacks: 5, numRetries: 0, routingStrategy: "simple-shuffle" },
};

const known = (statuses: Record<string, Status>) =>
  new Map(
    graph.deployments.map(({ identity, group, backend }) => [
      identity,
      { status: statuses[group] ?? "unknown", backend },
    ]),
  );

describe("readiness", () => {
  test("counts backends, not hops, and puts the model with the fewest left first", () => {
    const rows = assessReadiness(graph, known({ a: "healthy", b: "healthy", c: "unhealthy" }), null);
    expect(rows.map(({ model, backendsAnswering, backends }) => [model, backendsAnswering, backends])).toEqual([
      ["c", 0, 1],
      ["a", 1, 2],
      ["b", 1, 1],
    ]);
  });

  test("never counts unknown as answering", () => {
    expect(assessReadiness(graph, known({}), null).every(({ backendsAnswering }) => backendsAnswering === 0)).toBe(
      true,
    );
  });
});

const slot = (share: Partial<Record<Status, number>>): StripSlot => ({
  startAt: "2026-11-24T00:00:00.000Z",
  worst: "unknown",
  samples: 1,
  share,
});

describe("strips", () => {
  test("leave unknown and off out of both sides of availability", () => {
    expect(
      availabilityOf([slot({ healthy: 0.5, unknown: 0.5 }), slot({ off: 1 }), slot({ unhealthy: 0.5, unknown: 0.5 })]),
    ).toEqual({
      percent: 50,
      known: 1,
    });
    expect(availabilityOf([slot({ unknown: 1 })])).toEqual({ percent: null, known: 0 });
  });

  test("show the worst that was seen, and unknown only where nothing was", () => {
    const slots = [slot({ healthy: 0.2, unknown: 0.8 }), slot({ unknown: 1 }), slot({ unhealthy: 0.1, healthy: 0.9 })];
    const deployments = [
      {
        identity: "id-a",
        group: "a",
        backend: "one",
        direct: null,
        gateway: null,
        status: "healthy" as const,
        reasoning: "",
      },
    ];
    const [row] = toStripRows([{ identity: "id-a", slots }], deployments, 3_600_000);
    expect(row?.slots.map(({ worst }) => worst)).toEqual(["healthy", "unknown", "unhealthy"]);
  });
});

const situation = (over: Partial<Situation> = {}): Situation => ({
  gateway: {
    id: "lab",
    name: "Lab",
    url: "http://127.0.0.1:4100",
    configPath: "/etc/gateway.yaml",
    reload: "none",
    version: null,
    state: "answering",
    stateDetail: "",
    stateAt: null,
    currentSha: null,
    readAt: null,
    fileProblem: null,
  },
  health: health(figure(9, 12), 11),
  readiness: [],
  findings: [],
  draft: null,
  lastChange: null,
  lastRevision: null,
  takenAt: null,
  ...over,
});

describe("what needs a person", () => {
  test("offers the reload that would help, with its first reason", () => {
    expect(collectNeeds(situation())).toEqual([
      expect.objectContaining({ kind: "reload", detail: "because", verb: { word: "Reload…", page: "reload" } }),
    ]);
  });

  test("puts a model that nobody answers for before everything that can wait", () => {
    const readiness = [
      { model: "a", hops: [{ group: "a", status: "unhealthy" as const }], backendsAnswering: 0, backends: 1 },
    ];
    expect(collectNeeds(situation({ readiness })).map(({ kind }) => kind)).toEqual(["model", "reload"]);
  });

  test("says once what one rule says of several models", () => {
    const finding = {
      rule: "single-backend",
      severity: "warning" as const,
      ...place,
      message: "a rests on one backend",
    };
    const needs = collectNeeds(
      situation({ findings: [finding, { ...finding, message: "b" }, { ...finding, message: "c" }] }),
    );
    expect(needs.filter(({ kind }) => kind === "finding")).toEqual([
      expect.objectContaining({ title: "a rests on one backend", detail: expect.stringContaining("2 more") }),
    ]);
  });

  test("counts the findings that it does not tell, and leads to all of them", () => {
    const rules = ["alias-shape", "b", "c", "d", "e", "e"];
    const findings = rules.map((rule) => ({ rule, severity: "warning" as const, ...place, message: rule }));
    const told = collectNeeds(situation({ findings })).filter(({ kind }) => kind === "finding");
    expect(told.map(({ title }) => title)).toEqual(["alias-shape", "b", "c", "d", "2 more findings"]);
    expect(told.every(({ verb }) => verb.page === "findings")).toBe(true);
  });

  test("names a broken file before anything else about files", () => {
    const gateway = { ...situation().gateway, fileProblem: "Line 3: a bracket is missing." };
    expect(collectNeeds(situation({ gateway }))[0]).toMatchObject({ kind: "file", urgency: "now" });
  });
});
