import { expect, test } from "vitest";
import { type HealthRange, rangeQuery, readRange, refreshMs, toLocalField, windowOf } from "./range";

const day = { kind: "last", preset: "24h" };

test.each([
  [{}, day],
  [{ range: "6h" }, { kind: "last", preset: "6h" }],
  [{ range: "1 year" }, day],
  [{ range: ["1h", "6h"] }, day],
  [{ from: "2026-11-23T00:00:00Z" }, day],
  [{ from: "2026-11-24T00:00:00Z", to: "2026-11-23T00:00:00Z" }, day],
  [{ from: "yesterday", to: "2026-11-23T00:00:00Z" }, day],
  [
    { from: "2026-11-23T01:00:00+01:00", to: "2026-11-23T02:00:00Z" },
    { kind: "between", from: "2026-11-23T00:00:00.000Z", to: "2026-11-23T02:00:00.000Z" },
  ],
])("the address %j names the range %j", (search, range) => {
  expect(readRange(search)).toEqual(range);
});

test("a range survives its own address", () => {
  const ranges: HealthRange[] = [
    { kind: "last", preset: "30d" },
    { kind: "between", from: "2026-11-23T00:00:00.000Z", to: "2026-11-24T00:00:00.000Z" },
  ];
  for (const range of ranges) expect(readRange(rangeQuery(range))).toEqual(range);
});

test("a preset moves with the clock and a stretch between two moments does not", () => {
  const now = Date.parse("2026-11-24T12:00:00Z");
  expect(windowOf({ kind: "last", preset: "1h" }, now)).toMatchObject({
    from: "2026-11-24T11:00:00.000Z",
    to: "2026-11-24T12:00:00.000Z",
    slots: 60,
  });
  const fixed = { kind: "between", from: "2026-11-23T00:00:00.000Z", to: "2026-11-23T02:00:00.000Z" } as const;
  expect(windowOf(fixed, now)).toMatchObject({ from: fixed.from, to: fixed.to });
});

test("short ranges are asked for often and long ones once a minute", () => {
  expect(refreshMs({ kind: "last", preset: "1h" })).toBe(10_000);
  expect(refreshMs({ kind: "last", preset: "30d" })).toBe(60_000);
});

test("a moment is written for a field in the viewer's zone", () => {
  expect(toLocalField("2026-11-23T23:30:00Z", "Europe/Berlin")).toBe("2026-11-24T00:30");
});
