import fc from "fast-check";
import { expect, it } from "vitest";
import { suspectsOwnNetwork } from "./own-network";
import { jitterMs, nextRoundMs } from "./schedule";

it("never drifts: the next round is always a multiple of the interval after the start", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.integer({ min: 50, max: 60_000 }),
      fc.nat(1e7),
      (start, interval, later) => {
        const next = nextRoundMs(start, interval, start + later);
        expect((next - start) % interval).toBe(0);
        expect(next).toBeGreaterThan(start + later);
        expect(next - (start + later)).toBeLessThanOrEqual(interval);
      },
    ),
  );
});

it("spreads backends within a fifth of the interval, another moment each round", () => {
  const offsets = Array.from({ length: 200 }, (_, round) => jitterMs("http://127.0.0.1:1", round, 5_000));
  expect(Math.max(...offsets)).toBeLessThan(1_000);
  expect(new Set(offsets).size).toBeGreaterThan(100);
});

it.each([
  ["all remote hosts fail at once", ["dns", "timeout"], true],
  ["one of them answers", ["dns", "none"], false],
  ["one answers with an error", ["timeout", "server-error"], false],
  ["there is only one remote host", ["dns"], false],
  ["there is none", [], false],
] as const)("when %s: our own network is suspected %s", (_, causes, expected) => {
  expect(suspectsOwnNetwork(causes.map((cause, index) => ({ host: `h${index}`, cause })))).toBe(expected);
});
