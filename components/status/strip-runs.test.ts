import { expect, test } from "vitest";
import type { Status, StripSlot } from "@/lib/health/schema";
import { stripRuns, stripSummary } from "./strip-runs";

const slots = (...statuses: Status[]): StripSlot[] =>
  statuses.map((worst, index) => ({ startAt: `2026-11-23T0${index}:00:00Z`, worst, samples: 10 }));
const end = "2026-11-23T09:00:00Z";

test("neighbours of one status read as one stretch, and the last ends with the strip", () => {
  expect(stripRuns(slots("healthy", "healthy", "unhealthy"), end)).toEqual([
    { status: "healthy", fromAt: "2026-11-23T00:00:00Z", toAt: "2026-11-23T02:00:00Z", slots: 2, samples: 20 },
    { status: "unhealthy", fromAt: "2026-11-23T02:00:00Z", toAt: end, slots: 1, samples: 10 },
  ]);
});

test("the same status after a gap is a stretch of its own", () => {
  expect(stripRuns(slots("healthy", "unknown", "healthy"), end).map((run) => run.status)).toEqual([
    "healthy",
    "unknown",
    "healthy",
  ]);
});

test("a strip is summed up by slots, and says when there is nothing", () => {
  expect(stripSummary(slots("healthy", "unknown", "healthy"))).toBe("healthy 2 of 3, unknown 1 of 3");
  expect(stripSummary([])).toBe("no history yet");
});
