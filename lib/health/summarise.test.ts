import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sample } from "./schema";
import { describeDeployments, type HealthInput, summariseHealth } from "./summarise";
import { clockAt, deployment, referenceStack, sample } from "./test-factories";

const now = new Date(clockAt("09:04"));
const staleAfterMs = 55_000;
const seenAt = clockAt("09:03:50");
const llamacpp = ["llama-cpp-default", "llama-cpp-native"];

/** The day of the reference stack: two llama.cpp servers answer by now, the gateway looked before. */
const direct = referenceStack.map(({ identity, group }): Sample => {
  if (group === "qwen-coder-vllm")
    return sample(identity, seenAt, { status: "off", cause: "refused", evidence: "connection refused" });
  const since = llamacpp.includes(group) ? clockAt("09:03") : clockAt("08:00");
  return sample(identity, seenAt, { since, checks: 3 });
});
const view = (healthy: (group: string) => boolean, more: Partial<Sample> = {}): Sample[] =>
  referenceStack.map(({ identity, group }) =>
    sample(identity, seenAt, {
      witness: "gateway",
      since: clockAt("09:01"),
      ...(healthy(group) ? {} : { status: "unhealthy", cause: "server-error", evidence: "GET /health says unhealthy" }),
      ...more,
    }),
  );
const oldView = view((group) => !llamacpp.includes(group) && group !== "qwen-coder-vllm");
const day: HealthInput = {
  deployments: referenceStack,
  direct,
  gateway: oldView,
  now,
  staleAfterMs,
  targetPercent: 80,
};

describe("the reference stack's day", () => {
  it("is 9 of 12 by the gateway, which misses > 80 %, and 11 of 12 after a reload", () => {
    const summary = summariseHealth(day);
    expect(summary.gateway).toMatchObject({ healthy: 9, total: 12, unknown: 0, percent: 75, at: seenAt });
    expect(summary.direct).toMatchObject({ healthy: 11, total: 12, percent: 91.7 });
    expect(summary.target).toEqual({ percent: 80, verdict: "missed", witness: "gateway" });
    expect(summary.forecast.afterReload).toEqual({ healthy: 11, total: 12, percent: 91.7 });
    expect(summary.forecast.reasons).toEqual([
      "llama-cpp-default answers directly since 09:03 UTC (3 checks); the gateway's cached view is older than its start (the same since 09:01 UTC).",
      "llama-cpp-native answers directly since 09:03 UTC (3 checks); the gateway's cached view is older than its start (the same since 09:01 UTC).",
      "qwen-coder-vllm is off (connection refused).",
    ]);
    expect(summary.forecast.further).toEqual([
      {
        action: "Start qwen-coder-vllm",
        healthy: 12,
        total: 12,
        percent: 100,
        reason: "127.0.0.1:8001 is off: 1 more model would answer (qwen-coder-vllm).",
      },
    ]);
  });

  it("is unknown, not zero, between the reload and the end of the first cycle, with the same forecast", () => {
    const reloaded = { ...day, reloadedAt: clockAt("09:03:55") };
    const summary = summariseHealth(reloaded);
    expect(summary.gateway).toEqual({ healthy: 0, total: 12, unknown: 12, percent: null, at: null });
    expect(summary.target.verdict).toBe("unknown");
    expect(summary.forecast.afterReload).toEqual({ healthy: 11, total: 12, percent: 91.7 });
    expect(describeDeployments(reloaded).every(({ gateway }) => gateway?.status === "unknown")).toBe(true);
  });

  it("is 11 of 12 after it, which meets the target, with nothing left to explain but what is off", () => {
    const after = summariseHealth({ ...day, gateway: view((group) => group !== "qwen-coder-vllm") });
    expect(after.gateway.percent).toBe(91.7);
    expect(after.target.verdict).toBe("met");
    expect(after.forecast.afterReload.healthy).toBe(11);
    expect(after.forecast.reasons).toEqual(["qwen-coder-vllm is off (connection refused)."]);
  });

  it("explains each deployment by the rule that decided", () => {
    const rules = Object.fromEntries(
      describeDeployments(day).map(({ group, rule, status }) => [group, `${rule}: ${status}`]),
    );
    expect(rules).toMatchObject({
      "llama3.1:latest": "both-agree: healthy",
      "llama-cpp-native": "old-view: healthy",
      "qwen-coder-vllm": "direct-decides: off",
    });
  });
});

describe("forecasts", () => {
  const one = deployment("m");
  const forecast = (own: Partial<Sample>, gatewayView: Partial<Sample> | null, more: Partial<HealthInput> = {}) => {
    const summary = summariseHealth({
      ...day,
      deployments: [one],
      direct: [sample(one.identity, seenAt, { since: clockAt("08:00"), checks: 9, ...own })],
      gateway: gatewayView
        ? [sample(one.identity, seenAt, { witness: "gateway", since: clockAt("08:30"), ...gatewayView })]
        : [],
      ...more,
    });
    return { healthy: summary.forecast.afterReload.healthy, reason: summary.forecast.reasons[0] ?? null, summary };
  };
  const bad = { status: "unhealthy", cause: "server-error", evidence: "it said 500" } as const;

  it("counts one that fails directly as unhealthy although the old view says healthy", () => {
    expect(forecast({ ...bad, cause: "refused" }, {})).toMatchObject({
      healthy: 0,
      reason: "m does not answer directly (it said 500); the gateway's cached view still says healthy.",
    });
  });

  it("keeps the gateway's view of one that nobody can ask directly, and says so", () => {
    const kept = forecast(
      { status: "unknown", cause: "no-key", evidence: "the key K is not available to the console" },
      {},
    );
    expect(kept.healthy).toBe(1);
    expect(kept.reason).toContain("not known directly (the key K is not available to the console)");
    expect(forecast({ status: "unknown" }, bad).healthy).toBe(0);
  });

  it("never counts what neither witness knows", () => {
    const { healthy, reason, summary } = forecast({ status: "unknown" }, null);
    expect(healthy).toBe(0);
    expect(reason).toContain("not known to either witness");
    expect(summary.forecast.afterReload.percent).toBeNull();
  });

  it("does not promise that a reload repairs a key", () => {
    expect(forecast({}, { ...bad, cause: "unauthorised", evidence: "it said 401" })).toMatchObject({
      healthy: 0,
      reason: "m answers directly, but turns the gateway away (it said 401); a reload does not change that.",
    });
  });

  it("counts a slow or busy one, and not one that is rate-limited or still loading", () => {
    expect(forecast({ status: "degraded", cause: "slow" }, bad).healthy).toBe(1);
    expect(forecast({ status: "degraded", cause: "busy" }, bad).healthy).toBe(1);
    expect(forecast({ status: "degraded", cause: "rate-limited" }, bad).healthy).toBe(0);
    const warming = forecast({ status: "warming", cause: "loading", evidence: "503 loading" }, bad);
    expect(warming.healthy).toBe(0);
    expect(warming.summary.forecast.further[0]).toMatchObject({
      action: expect.stringMatching(/^Wait for /),
      healthy: 1,
    });
  });

  it("judges the target by our own checks where the gateway keeps no view", () => {
    const { summary } = forecast({}, null, { gatewayKeepsView: false });
    expect(summary.gateway.percent).toBeNull();
    expect(summary.target).toEqual({ percent: 80, verdict: "met", witness: "direct" });
  });
});

describe("any samples", () => {
  const anySample = fc.record({
    index: fc.integer({ min: 0, max: 12 }),
    seconds: fc.integer({ min: -200, max: 200 }),
    witness: fc.constantFrom("direct" as const, "gateway" as const),
    status: fc.constantFrom("healthy", "degraded", "unhealthy", "warming", "off", "unknown" as const),
  });
  const toSample = ({
    index,
    seconds,
    witness,
    status,
  }: { index: number; seconds: number } & Pick<Sample, "witness" | "status">) =>
    sample(referenceStack[index]?.identity ?? "someone else", new Date(now.getTime() + seconds * 1000).toISOString(), {
      witness,
      status,
    });
  const inputOf = (samples: Sample[]): HealthInput => ({
    ...day,
    deployments: [...referenceStack, ...referenceStack.slice(0, 3)],
    direct: samples.filter(({ witness }) => witness === "direct"),
    gateway: samples.filter(({ witness }) => witness === "gateway"),
  });

  it("give the same in any order, with each deployment exactly once", () => {
    fc.assert(
      fc.property(fc.array(anySample, { maxLength: 60 }), (list) => {
        const samples = list.map(toSample);
        const summary = summariseHealth(inputOf(samples));
        expect(summariseHealth(inputOf(samples.toReversed()))).toEqual(summary);
        expect(describeDeployments(inputOf(samples)).map(({ identity }) => identity)).toEqual(
          referenceStack.map(({ identity }) => identity),
        );
        expect([summary.gateway.total, summary.direct.total, summary.forecast.afterReload.total]).toEqual([12, 12, 12]);
      }),
    );
  });

  it("never count an old or unknown one as healthy", () => {
    fc.assert(
      fc.property(fc.array(anySample, { maxLength: 60 }), (list) => {
        const samples = list.map(toSample);
        const fresh = samples.filter(
          ({ at, status }) => status === "healthy" && Math.abs(now.getTime() - Date.parse(at)) <= staleAfterMs,
        );
        const summary = summariseHealth(inputOf(samples));
        for (const witness of ["direct", "gateway"] as const) {
          const possible = new Set(fresh.filter((one) => one.witness === witness).map(({ identity }) => identity));
          expect(summary[witness].healthy).toBeLessThanOrEqual(possible.size);
          expect(summary[witness].healthy + summary[witness].unknown).toBeLessThanOrEqual(12);
        }
      }),
    );
  });
});
