import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sample } from "@/lib/health/schema";
import { newestRollupAt, readRollups, saveRollups } from "@/lib/health/store/rollups";
import { insertSamples } from "@/lib/health/store/samples";
import { referenceStack, sample } from "@/lib/health/test-factories";
import type { Database } from "@/lib/server/db";
import { createTestDatabase } from "@/lib/testing/db";
import { readHistory, readStrips } from "./read-history";
import { rollUpSamples, trimHistory } from "./roll-up";

let test: Awaited<ReturnType<typeof createTestDatabase>>;
const gatewayId = "lab";
const staleAfterMs = 190_000;
const stepMs = 60_000;
const startMs = Date.parse("2026-11-22T10:00:00.000Z");
const hourMs = 3_600_000;
const identities = referenceStack.map(({ identity }) => identity);

/** Both witnesses of all twelve, except for an hour in which nobody looked; vLLM is off, one failed for ten minutes. */
function simulate(fromMs: number, toMs: number): Sample[] {
  const samples: Sample[] = [];
  for (let ms = fromMs; ms < toMs; ms += stepMs) {
    if (ms >= startMs + 5 * hourMs && ms < startMs + 6 * hourMs) continue;
    const at = new Date(ms).toISOString();
    for (const [index, identity] of identities.entries()) {
      const isDown = index === 0 && ms >= startMs + 2 * hourMs && ms < startMs + 2 * hourMs + 600_000;
      const status = index === 5 ? "off" : isDown ? "unhealthy" : "healthy";
      samples.push(
        sample(identity, at, { status }),
        sample(identity, at, { witness: "gateway", status: index < 9 ? "healthy" : "unhealthy" }),
      );
    }
  }
  return samples;
}

const addGateway = async (db: Database) => {
  const dates = { createdAt: new Date(startMs), updatedAt: new Date(startMs) };
  await db.gateway.create({
    data: { id: gatewayId, name: "lab", url: "http://x", configPath: "/x", reload: "none", ...dates },
  });
};

const insert = async (samples: Sample[]) => {
  for (let start = 0; start < samples.length; start += 2_000)
    await insertSamples(test.db, gatewayId, samples.slice(start, start + 2_000));
};
const rollUpTo = async (ms: number) => {
  for (let call = 0; call < 14; call += 1) await rollUpSamples(test.db, { gatewayId, now: new Date(ms), staleAfterMs });
};
const dump = () => test.db.healthRollup.findMany({ orderBy: { id: "asc" } });

beforeAll(async () => {
  test = await createTestDatabase();
  await addGateway(test.db);
  await insert(simulate(startMs, startMs + 8 * hourMs));
  await rollUpTo(startMs + 8 * hourMs);
});
afterAll(() => test.close());

describe("rolling up", () => {
  it("catches up over a silence and reaches the last closed minute, five minutes and hour", async () => {
    const now = new Date(startMs + 8 * hourMs);
    expect((await newestRollupAt(test.db, gatewayId, "minute", now))?.getTime()).toBe(startMs + 8 * hourMs - 120_000);
    expect((await newestRollupAt(test.db, gatewayId, "five-minutes", now))?.getTime()).toBe(
      startMs + 8 * hourMs - 600_000,
    );
    expect((await newestRollupAt(test.db, gatewayId, "quarter-hour", now))?.getTime()).toBe(startMs + 7.5 * hourMs);
    expect((await newestRollupAt(test.db, gatewayId, "hour", now))?.getTime()).toBe(startMs + 6 * hourMs);
  });

  it("changes nothing when it is done again", async () => {
    const before = await dump();
    await rollUpTo(startMs + 8 * hourMs);
    expect(await dump()).toEqual(before);
  });

  it("agrees with the samples: an hour's seconds and counts are those that were sampled", async () => {
    const hours = await readRollups(test.db, gatewayId, "hour", {
      from: new Date(startMs + 2 * hourMs),
      to: new Date(startMs + 3 * hourMs),
      witness: "direct",
    });
    const failed = hours.find(({ identity }) => identity === identities[0]);
    expect(failed).toMatchObject({
      counts: { healthy: 50, unhealthy: 10 },
      seconds: { healthy: 3000, unhealthy: 600 },
    });
    const silent = await readRollups(test.db, gatewayId, "hour", {
      from: new Date(startMs + 5 * hourMs),
      to: new Date(startMs + 6 * hourMs),
    });
    expect(silent).toHaveLength(24);
    expect(silent.every(({ counts, seconds }) => Object.keys(counts).length === 0 && seconds.unknown === 3470)).toBe(
      true,
    );
  });

  it("trims what is past its time, in batches, and keeps the rest", async () => {
    const copy = await createTestDatabase();
    await addGateway(copy.db);
    await insertSamples(copy.db, gatewayId, simulate(startMs, startMs + 300_000));
    await rollUpSamples(copy.db, { gatewayId, now: new Date(startMs + 400_000), staleAfterMs });
    expect(await trimHistory(copy.db, gatewayId, new Date(startMs + 47 * hourMs))).toBe(0);
    expect(await trimHistory(copy.db, gatewayId, new Date(startMs + 49 * hourMs))).toBe(120);
    expect(await copy.db.healthRollup.count({ where: { resolution: "minute" } })).toBeGreaterThan(0);
    await trimHistory(copy.db, gatewayId, new Date(startMs + 8 * 24 * hourMs));
    expect(await copy.db.healthRollup.count({ where: { resolution: "minute" } })).toBe(0);
    await copy.close();
  });
});

describe("reading history", () => {
  const range = {
    gatewayId,
    from: new Date(startMs),
    to: new Date(startMs + 8 * hourMs),
    now: new Date(startMs + 8 * hourMs),
    staleAfterMs,
  };

  it("gives a strip per deployment with the failure and the gap where they were", async () => {
    const strips = await readStrips(test.db, { ...range, slots: 16, identities });
    expect(strips.map(({ identity }) => identity)).toEqual(identities);
    const worst = strips[0]?.slots.map((slot) => slot.worst) ?? [];
    expect(worst).toHaveLength(16);
    expect(worst[4]).toBe("unhealthy");
    expect([worst[10], worst[11]]).toEqual(["unknown", "unknown"]);
    expect(worst.filter((status) => status === "healthy")).toHaveLength(13);
    expect(strips[5]?.slots[0]?.worst).toBe("off");
  });

  // The last samples before the gap speak for 130 s into the first of its four points.
  it("draws 75 % by the gateway and 91.7 % directly, and a gap that changes no percentage", async () => {
    const points = await readHistory(test.db, { ...range, points: 32 });
    expect(points).toHaveLength(32);
    expect(points[0]).toMatchObject({ gatewayPercent: 75, directPercent: 91.7, healthy: 11, total: 12, known: 12 });
    expect(points[8]?.directPercent).toBeLessThan(91.7);
    const seen = new Set(points.map(({ gatewayPercent }) => gatewayPercent));
    expect(seen).toEqual(new Set([75, null]));
    expect(points.filter(({ gatewayPercent }) => gatewayPercent === null)).toHaveLength(3);
  });

  it("reads the last minutes from samples that are not rolled up yet", async () => {
    const recent = { ...range, from: new Date(startMs + 8 * hourMs - 600_000) };
    const [strip] = await readStrips(test.db, { ...recent, slots: 10, identities });
    expect(strip?.slots.every(({ worst }) => worst === "healthy")).toBe(true);
  });

  it("gives fewer points rather than reading a day of samples", async () => {
    expect(await readHistory(test.db, { ...range, points: 1000 })).toHaveLength(8 * 60);
    const hour = { ...range, from: new Date(startMs + 7 * hourMs) };
    expect(await readHistory(test.db, { ...hour, points: 100 })).toHaveLength(100);
  });

  it("does not paint what is still to come", async () => {
    const ahead = { ...range, from: new Date(startMs + 7 * hourMs), to: new Date(startMs + 9 * hourMs) };
    const points = await readHistory(test.db, { ...ahead, points: 12 });
    expect(points.map(({ directPercent }) => directPercent)).toEqual([...Array(6).fill(91.7), ...Array(6).fill(null)]);
  });

  it("takes a day of twelve deployments in 30 ms", async () => {
    const day = await createTestDatabase();
    await addGateway(day.db);
    const dayMs = 24 * hourMs;
    const piece = { counts: { healthy: 60 }, seconds: { healthy: 900 }, latency: null };
    const pieces = Array.from({ length: 96 }, (_, index) => startMs + index * 900_000).flatMap((from) =>
      identities.flatMap((identity) =>
        (["direct", "gateway"] as const).map((witness) => ({
          identity,
          witness,
          startMs: from,
          endMs: from + 900_000,
          ...piece,
        })),
      ),
    );
    await saveRollups(day.db, gatewayId, "quarter-hour", pieces);
    const asked = { ...range, to: new Date(startMs + dayMs), now: new Date(startMs + dayMs) };
    const best = async (work: () => Promise<unknown>) => {
      const times: number[] = [];
      for (let run = 0; run < 9; run += 1) {
        const started = performance.now();
        await work();
        times.push(performance.now() - started);
      }
      return Math.min(...times);
    };
    expect(await best(() => readStrips(day.db, { ...asked, slots: 48, identities }))).toBeLessThan(30);
    expect(await best(() => readHistory(day.db, { ...asked, points: 96 }))).toBeLessThan(30);
    await day.close();
  });
});
