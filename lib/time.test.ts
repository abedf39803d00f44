import { expect, test } from "vitest";
import { absoluteTime, clockTime, relativeTime } from "./time";

const now = Date.parse("2026-11-23T12:00:00Z");

test.each([
  ["2026-11-23T11:59:57Z", "just now"],
  ["2026-11-23T11:59:48Z", "12 s ago"],
  ["2026-11-23T11:55:10Z", "4 min ago"],
  ["2026-11-23T08:48:00Z", "3 h ago"],
  ["2026-11-22T02:00:00Z", "34 h ago"],
  ["2026-11-17T12:00:00Z", "6 d ago"],
  ["2026-01-02T12:00:00Z", "2026-01-02"],
  ["2026-11-23T12:06:24Z", "in 6 min"],
  ["rubbish", "at an unknown time"],
])("%s reads %s", (at, text) => expect(relativeTime(at, now)).toBe(text));

test("the absolute time names its zone", () => {
  expect(absoluteTime("2026-11-23T09:12:40Z")).toBe("23 Nov 2026, 09:12:40 UTC");
  expect(absoluteTime("2026-11-23T09:12:40Z", "Asia/Tokyo")).toContain("18:12:40");
  expect(absoluteTime("rubbish")).toBe("rubbish");
});

test("a clock time says its day only when it was another day in the viewer's zone", () => {
  expect(clockTime("2026-11-23T09:12:40Z", now)).toBe("09:12");
  expect(clockTime("2026-11-22T23:30:00Z", now)).toBe("22 Nov 23:30");
  expect(clockTime("2026-11-22T23:30:00Z", now, "Asia/Tokyo")).toBe("08:30");
});
