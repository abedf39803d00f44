import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figureOf, judgeTarget, percentOf } from "./figure";
import { Status } from "./schema";

describe("percentOf", () => {
  it.each([
    [9, 12, 75],
    [11, 12, 91.7],
    [12, 12, 100],
    [0, 12, 0],
    [1, 3, 33.3],
    [2, 3, 66.7],
    [1, 8, 12.5],
    [1, 16, 6.3],
    [9_999, 10_000, 99.9],
    [0, 0, null],
  ])("shows %i of %i as %s", (part, total, percent) => {
    expect(percentOf(part, total)).toBe(percent);
  });

  it("reaches 100 only when nothing is missing, and is never a tenth off", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (total, seed) => {
        const part = seed % (total + 1);
        const percent = percentOf(part, total) ?? -1;
        expect(percent === 100).toBe(part === total);
        expect(Math.abs(percent - (part * 100) / total)).toBeLessThan(0.1);
      }),
    );
  });
});

describe("judgeTarget", () => {
  it.each([
    ["9 of 12 misses > 80 %", 9, 12, 0, 80, "missed"],
    ["11 of 12 meets > 80 %", 11, 12, 0, 80, "met"],
    ["exactly on the target misses it", 8, 10, 0, 80, "missed"],
    ["91.7 shown does not meet > 91.7", 11, 12, 0, 91.7, "missed"],
    ["9 of 12 with 1 unknown still misses > 90 %", 9, 12, 1, 90, "missed"],
    ["9 of 12 with 2 unknown could meet > 90 %", 9, 12, 2, 90, "unknown"],
    ["10 of 12 with 2 unknown meets > 80 % whatever they are", 10, 12, 2, 80, "met"],
    ["all unknown decides nothing", 0, 12, 12, 100, "unknown"],
    ["nothing to count decides nothing", 0, 0, 0, 80, "unknown"],
    ["a target of 100 is met by all", 12, 12, 0, 100, "met"],
    ["a target of 100 is missed by all but one", 11, 12, 0, 100, "missed"],
  ] as const)("%s", (_, healthy, total, unknown, target, verdict) => {
    expect(judgeTarget({ healthy, total, unknown }, target)).toBe(verdict);
  });
});

describe("figureOf", () => {
  it("counts each state once, never unknown as healthy, whatever the order", () => {
    const states = fc.array(fc.record({ status: fc.constantFrom(...Status.options), at: fc.constant(null) }));
    fc.assert(
      fc.property(states, (list) => {
        const figure = figureOf(list);
        expect(figure.total).toBe(list.length);
        expect(figure.healthy + figure.unknown).toBeLessThanOrEqual(figure.total);
        expect(figure.healthy).toBe(list.filter(({ status }) => status === "healthy").length);
        expect(figureOf(list.toReversed())).toEqual(figure);
        expect(figure.percent === null).toBe(figure.unknown === figure.total);
      }),
    );
  });

  it("says null, not zero, when no state is known", () => {
    expect(figureOf([{ status: "unknown", at: null }])).toEqual({
      healthy: 0,
      total: 1,
      unknown: 1,
      percent: null,
      at: null,
    });
  });
});
