import { describe, expect, it } from "vitest";
import { observe } from "./observe";
import type { Sample } from "./schema";
import { clockAt, sample } from "./test-factories";
import { judgeDeployment, verdictRules } from "./verdict";

const now = new Date(clockAt("14:10"));
const staleAfterMs = 55_000;
const justNow = clockAt("14:09:50");
type Says = Partial<Sample> | null;
const see = (says: Says, witness: Sample["witness"]) =>
  observe(says === null ? undefined : sample("m", justNow, { witness, checks: 3, ...says }), { now, staleAfterMs });
const judge = (direct: Says, gateway: Says) =>
  judgeDeployment({ direct: see(direct, "direct"), gateway: see(gateway, "gateway"), now, staleAfterMs });

const good = (since: string) => ({ since: clockAt(since) });
const bad = (since: string, more: Says = {}) =>
  ({ status: "unhealthy", cause: "server-error", evidence: "it said 500", since: clockAt(since), ...more }) as const;

describe("judgeDeployment", () => {
  it.each([
    ["both agree", good("14:00"), good("13:00"), "both-agree", "healthy"],
    ["both agree that it fails", bad("14:00"), bad("13:00"), "both-agree", "unhealthy"],
    ["the gateway's view is older than the server", good("14:05"), bad("14:02"), "old-view", "healthy"],
    ["both were first seen at once", good("14:02"), bad("14:02"), "old-view", "healthy"],
    [
      "the view turned bad while it answered all along",
      good("13:00"),
      bad("14:02"),
      "gateway-turned-later",
      "degraded",
    ],
    [
      "the gateway's key is refused",
      good("13:00"),
      bad("14:02", { cause: "unauthorised" }),
      "gateway-turned-away",
      "degraded",
    ],
    [
      "the key was refused before, and works now",
      good("14:05"),
      bad("14:02", { cause: "unauthorised" }),
      "old-view",
      "healthy",
    ],
    ["it fails directly, the old view is fine", bad("14:08"), good("13:00"), "direct-decides", "unhealthy"],
    ["it is loading", bad("14:08", { status: "warming", cause: "loading" }), bad("13:00"), "direct-decides", "warming"],
    ["only the gateway knows", { status: "unknown", cause: "no-key" }, good("13:00"), "gateway-only", "healthy"],
    ["only we know", good("13:00"), null, "direct-only", "healthy"],
    ["nobody knows", null, { status: "unknown", cause: "no-view" }, "nobody-knows", "unknown"],
    ["the direct sample is too old", { at: clockAt("14:08") }, null, "nobody-knows", "unknown"],
  ] as const)("when %s", (_, direct, gateway, rule, status) => {
    expect(judge(direct, gateway)).toMatchObject({ rule, status });
  });

  it("says who saw what since when", () => {
    expect(judge(good("14:05"), bad("14:02")).reasoning).toBe(
      "Gateway says unhealthy, the same view since 14:02 UTC; direct says healthy since 14:05 UTC (3 checks): " +
        "the gateway's cached view is old; a reload or its next check will clear it.",
    );
  });

  it("has a distinct id for each rule and always one that applies", () => {
    expect(new Set(verdictRules.map(({ id }) => id)).size).toBe(verdictRules.length);
    expect(
      verdictRules.at(-1)?.applies({ direct: see(null, "direct"), gateway: see(null, "gateway"), now, staleAfterMs }),
    ).toBe(true);
  });
});

describe("observe", () => {
  it("never repeats a value that is too old, nor one from before a reload", () => {
    const options = { now, staleAfterMs };
    const old = sample("m", new Date(now.getTime() - staleAfterMs - 1).toISOString());
    expect(observe(old, options)).toMatchObject({
      status: "unknown",
      evidence: "the last check is too old to say anything",
    });
    expect(observe(sample("m", justNow), { ...options, validFrom: clockAt("14:09:55") }).status).toBe("unknown");
    expect(observe(sample("m", justNow), { ...options, validFrom: clockAt("14:09:45") }).status).toBe("healthy");
    expect(observe(undefined, options)).toMatchObject({ status: "unknown", at: null });
  });
});
