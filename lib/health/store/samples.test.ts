import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clockAt, sample } from "@/lib/health/test-factories";
import { createTestDatabase } from "@/lib/testing/db";
import { insertSamples, lastReloadAt, latencyP50, latestSamples, recentSamples, trimSamples } from "./samples";

let test: Awaited<ReturnType<typeof createTestDatabase>>;
const odd = ["plain", "with space", `quo"te'`, "a/b:c", "日本 🚦", "__proto__", "%_"];

const addGateway = (id: string) =>
  test.db.gateway.create({
    data: {
      id,
      name: id,
      url: "http://x",
      configPath: "/x",
      reload: "none",
      createdAt: new Date(),
      updatedAt: new Date(),
    },
  });

beforeAll(async () => {
  test = await createTestDatabase();
  await addGateway("one");
  await addGateway("two");
});
afterAll(() => test.close());

describe("samples", () => {
  it("come back as they went in, the newest of each witness, of this gateway only", async () => {
    const rich = { since: clockAt("08:00"), checks: 7, answeredAt: clockAt("09:00:02") };
    for (const identity of odd) {
      await insertSamples(test.db, "one", [
        sample(identity, clockAt("09:00:01"), { status: "unhealthy", cause: "timeout" }),
        sample(identity, clockAt("09:00:02"), rich),
        sample(identity, clockAt("09:00:01"), {
          witness: "gateway",
          status: "unknown",
          cause: "no-view",
          totalUs: null,
        }),
        sample(identity, clockAt("09:00:03"), { witness: "traffic" }),
      ]);
      await insertSamples(test.db, "two", [sample(identity, clockAt("09:00:09"))]);
    }
    const latest = await latestSamples(test.db, "one", {
      identities: [...odd, "never seen"],
      until: new Date(clockAt("10:00")),
    });
    expect(latest).toHaveLength(2 * odd.length);
    expect(latest.find((one) => one.identity === `quo"te'` && one.witness === "direct")).toEqual(
      sample(`quo"te'`, clockAt("09:00:02"), rich),
    );
  });

  it("of a clock that was ahead are not the newest", async () => {
    await insertSamples(test.db, "one", [sample("plain", clockAt("23:00"))]);
    const latest = await latestSamples(test.db, "one", { identities: ["plain"], until: new Date(clockAt("10:00")) });
    expect(latest.find(({ witness }) => witness === "direct")?.at).toBe(clockAt("09:00:02"));
  });

  it("are asked of the registry when no deployments are named", async () => {
    await test.db.deployment.create({
      data: {
        id: "d",
        gatewayId: "one",
        identity: "a/b:c",
        position: 0,
        groupName: "g",
        model: "m",
        provider: "p",
        backend: "b",
        view: "{}",
        firstSeenAt: new Date(),
        lastSeenAt: new Date(),
        presentNow: true,
      },
    });
    const latest = await latestSamples(test.db, "one", { until: new Date(clockAt("10:00")) });
    expect(new Set(latest.map(({ identity }) => identity))).toEqual(new Set(["a/b:c"]));
  });

  it("list the recent ones newest first, all witnesses", async () => {
    const recent = await recentSamples(test.db, "one", "a/b:c", 3);
    expect(recent.map(({ witness }) => witness)[0]).toBe("traffic");
    expect(recent).toHaveLength(3);
  });

  it("give the median of what was answered, and nothing where nothing was", async () => {
    await insertSamples(
      test.db,
      "one",
      [5, 1, 9, 3, 7].map((ms, index) =>
        sample("timed", clockAt(`09:00:0${index}`), { totalUs: ms * 1000, firstByteUs: ms }),
      ),
    );
    await insertSamples(test.db, "one", [
      sample("timed", clockAt("09:00:08"), { status: "unhealthy", totalUs: 5_000_000 }),
    ]);
    expect(await latencyP50(test.db, "one", "timed")).toEqual({ firstByteUs: 5, totalUs: 5000, samples: 5 });
    expect(await latencyP50(test.db, "one", "nothing")).toEqual({ firstByteUs: null, totalUs: null, samples: 0 });
  });

  it("are trimmed in batches, the oldest first", async () => {
    const before = new Date(clockAt("09:00:02"));
    const old = await test.db.probeSample.count({ where: { at: { lt: before } } });
    expect(old).toBeGreaterThan(3);
    expect(await trimSamples(test.db, before, 3)).toBe(3);
    while ((await trimSamples(test.db, before, 3)) > 0);
    expect(await test.db.probeSample.count({ where: { at: { lt: before } } })).toBe(0);
    expect(await test.db.probeSample.count({ where: { at: { gte: before } } })).toBeGreaterThan(0);
  });

  it("know the last reload of a gateway", async () => {
    expect(await lastReloadAt(test.db, "one")).toBeNull();
    const run = { method: "none", outcome: "done", durationMs: 1, probesSent: 0, probesFailed: 0, author: "x" };
    for (const time of ["09:00", "11:00", "10:00"])
      await test.db.reloadRun.create({ data: { id: time, gatewayId: "one", at: new Date(clockAt(time)), ...run } });
    expect(await lastReloadAt(test.db, "one")).toBe(clockAt("11:00"));
    expect(await lastReloadAt(test.db, "two")).toBeNull();
  });
});
