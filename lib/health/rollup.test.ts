import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseResolution, toHistory, toStrips } from "./history";
import { cutIntoPieces, joinPieces, mergeTallies, type Tally, tally } from "./rollup";
import { type Sample, Status } from "./schema";
import { mergeSketches, quantileOf, sketchOf } from "./sketch";
import { sample } from "./test-factories";

const startMs = Date.parse("2026-11-23T10:00:00.000Z");
const minute = 60_000;
const staleAfterMs = 45_000;
const at = (seconds: number) => new Date(startMs + seconds * 1000).toISOString();
const total = (seconds: Tally["seconds"]) => Object.values(seconds).reduce((sum, amount) => sum + amount, 0);
const window = (minutes: number) => ({ fromMs: startMs, toMs: startMs + minutes * minute, staleAfterMs });
const anySamples = fc.array(
  fc.record({ seconds: fc.integer({ min: -100, max: 900 }), status: fc.constantFrom(...Status.options) }),
  { maxLength: 60 },
);
const toSamples = (list: { seconds: number; status: Status }[]): Sample[] =>
  list.map(({ seconds, status }) => sample("m", at(seconds), { status }));

describe("tally", () => {
  it("lets a sample speak until the next, at most until it is stale", () => {
    const samples = [sample("m", at(0)), sample("m", at(30), { status: "unhealthy" })];
    expect(tally(samples, window(2))).toMatchObject({
      counts: { healthy: 1, unhealthy: 1 },
      seconds: { healthy: 30, unhealthy: 45, unknown: 45 },
    });
  });

  it("hears a sample from just before the window, without counting it", () => {
    expect(tally([sample("m", at(-20))], window(1))).toMatchObject({
      counts: {},
      seconds: { healthy: 25, unknown: 35 },
    });
  });

  it("always accounts for the whole window, in any order", () => {
    fc.assert(
      fc.property(anySamples, (list) => {
        const one = tally(toSamples(list), window(10));
        expect(total(one.seconds)).toBeCloseTo(600, 1);
        const unique = [...new Map(list.map((entry) => [entry.seconds, entry])).values()];
        expect(tally(toSamples(unique.toReversed()), window(10))).toEqual(tally(toSamples(unique), window(10)));
      }),
    );
  });

  it("amounts to the same whether tallied at once or by the minute and joined", () => {
    fc.assert(
      fc.property(anySamples, (list) => {
        const samples = toSamples(list);
        const whole = tally(samples, window(10));
        const pieces = cutIntoPieces(samples, window(10), minute);
        const joined = mergeTallies(joinPieces(pieces, 10 * minute));
        expect(joined.counts).toEqual(pieces.length === 0 ? {} : whole.counts);
        for (const status of Status.options)
          if (pieces.length > 0) expect(joined.seconds[status] ?? 0).toBeCloseTo(whole.seconds[status] ?? 0, 1);
        expect(joined.latency).toEqual(whole.latency);
      }),
    );
  });
});

describe("sketches", () => {
  it("give quantiles within 5 %, the same after merging", () => {
    const values = fc.array(fc.integer({ min: 2, max: 60_000_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const merged = mergeSketches([sketchOf(one), sketchOf(other), null]);
        const sorted = [...one, ...other].toSorted((a, b) => a - b);
        for (const quantile of [0, 0.5, 0.95, 1]) {
          const exact = sorted[Math.floor(quantile * (sorted.length - 1))] ?? 0;
          expect(Math.abs((quantileOf(merged, quantile) ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.06 + 1);
        }
      }),
    );
    expect(quantileOf(sketchOf([]), 0.5)).toBeNull();
  });
});

describe("strips and history", () => {
  const range = { fromMs: startMs, toMs: startMs + 10 * minute, slots: 10 };
  const steady = (identity: string, from: number, to: number, more: Partial<Sample> = {}) =>
    Array.from({ length: (to - from) / 15 }, (_, index) => sample(identity, at(from + index * 15), more));

  it("shows a gap as unknown, never as the value before it", () => {
    const samples = [...steady("m", 0, 180), ...steady("m", 420, 600)];
    const [strip] = toStrips(cutIntoPieces(samples, window(10), minute), ["m"], range);
    expect(strip?.slots.map(({ worst }) => worst[0])).toEqual(["h", "h", "h", "u", "u", "u", "u", "h", "h", "h"]);
    expect(strip?.slots[5]).toMatchObject({ worst: "unknown", samples: 0 });
  });

  it("shows the worst of a slot, with shares that add up to one", () => {
    const samples = [...steady("m", 0, 600), sample("m", at(200), { status: "unhealthy" })];
    const [strip] = toStrips(cutIntoPieces(samples, window(10), minute), ["m", "never seen"], range);
    expect(strip?.slots[3]?.worst).toBe("unhealthy");
    for (const { share } of strip?.slots ?? [])
      expect(Object.values(share ?? {}).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 6);
  });

  it("gives a deployment without samples a strip of unknown", () => {
    const strips = toStrips([], ["__proto__", "b"], range);
    expect(strips.map(({ identity }) => identity)).toEqual(["__proto__", "b"]);
    expect(strips[0]?.slots.every(({ worst }) => worst === "unknown")).toBe(true);
  });

  it("draws percentages from both witnesses, and none where nobody looked", () => {
    const samples = [
      ...steady("a", 0, 300),
      ...steady("b", 0, 300, { status: "off" }),
      ...steady("a", 0, 300, { witness: "gateway" }),
      ...steady("b", 0, 300, { witness: "gateway", status: "unknown" }),
    ];
    const points = toHistory(cutIntoPieces(samples, window(10), minute), range);
    expect(points[0]).toEqual({ at: at(0), gatewayPercent: 50, directPercent: 50, healthy: 1, total: 2, known: 2 });
    expect(points[8]).toEqual({
      at: at(480),
      gatewayPercent: null,
      directPercent: null,
      healthy: 0,
      total: 0,
      known: 0,
    });
  });

  it("never draws 100 % over a slot in which something failed", () => {
    fc.assert(
      fc.property(anySamples, (list) => {
        const points = toHistory(cutIntoPieces(toSamples(list), window(10), minute), range);
        for (const { directPercent, healthy, total: all, known } of points) {
          expect(healthy).toBeLessThanOrEqual(known);
          expect(directPercent === 100).toBe(all > 0 && healthy === all);
        }
      }),
    );
  });

  it.each([
    [1, 60, "minute"],
    [24, 48, "quarter-hour"],
    [24, 96, "quarter-hour"],
    [24, 288, "five-minutes"],
    [24, 24, "hour"],
    [24 * 7, 84, "hour"],
    [0.25, 60, null],
  ])("reads %s h in %i slots from %s", (hours, slots, resolution) => {
    expect(chooseResolution({ fromMs: 0, toMs: hours * 3_600_000, slots })).toBe(resolution);
  });
});
