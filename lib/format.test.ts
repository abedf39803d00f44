import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatFraction,
  formatMicros,
  formatNumber,
  formatPercent,
  formatSha,
} from "./format";

describe("percentages", () => {
  test.each([
    [75, "75 %"],
    [91.7, "91.7 %"],
    [(11 / 12) * 100, "91.6 %"],
    [100, "100 %"],
    [0, "0 %"],
    [99.99, "99.9 %"],
  ])("%d reads %s", (value, text) => expect(formatPercent(value)).toBe(text));

  test("more digits show how close to the target a figure is", () =>
    expect(formatPercent(99.9931, 4)).toBe("99.9931 %"));

  test("nothing below 100 ever reads as 100", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 99.9999, noNaN: true }), fc.integer({ min: 0, max: 3 }), (value, digits) => {
        expect(formatPercent(value, digits)).not.toBe("100 %");
      }),
    );
  });
});

describe("durations", () => {
  test.each([
    [0, "0 s"],
    [0.84, "840 µs"],
    [41, "41 ms"],
    [999.4, "999 ms"],
    [999.6, "1 s"],
    [2592, "2.59 s"],
    [9_996, "10 s"],
    [42_000, "42 s"],
    [59_999, "1 min"],
    [384_000, "6 min 24 s"],
    [11_520_000, "3 h 12 min"],
    [446_400_000, "5 d 4 h"],
    [-1, "–"],
    [Number.NaN, "–"],
  ])("%d ms reads %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

  test.each([
    [5200, "5.2 ms"],
    [9_990, "10 ms"],
    [412, "412 µs"],
    [1_240_000, "1.24 s"],
  ])("%d µs reads %s", (us, text) => expect(formatMicros(us)).toBe(text));
});

test.each([
  [0, "0 B"],
  [1292, "1.3 kB"],
  [412_000_000, "412 MB"],
  [999_600, "1 MB"],
  [1_100_000_000, "1.1 GB"],
])("%d bytes read %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test("numbers are grouped the same way everywhere", () => {
  expect(formatNumber(2_995_731)).toBe("2,995,731");
  expect(formatNumber(-1234.5)).toBe("−1,234.5");
  expect(formatFraction(9, 12)).toBe("9 of 12");
});

test("one of a thing is singular", () => {
  expect(formatCount(1, "model")).toBe("1 model");
  expect(formatCount(0, "model")).toBe("0 models");
  expect(formatCount(2, "entry", "entries")).toBe("2 entries");
});

test("a hash is shortened for reading, not for comparing", () => expect(formatSha("a".repeat(64))).toHaveLength(10));
