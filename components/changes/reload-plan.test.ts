import { expect, test } from "vitest";
import type { ReloadRunView } from "@/lib/changes/schema";
import { typicalDurationMs } from "./reload-plan";

const run = (durationMs: number, outcome: ReloadRunView["outcome"] = "reloaded"): ReloadRunView => ({
  id: "1",
  method: "none",
  at: "2026-11-23T09:00:00Z",
  outcome,
  detail: null,
  durationMs,
  probesSent: 0,
  probesFailed: 0,
  author: "user:a@b.c",
});

test("a typical time is promised only from reloads that worked", () => {
  expect(typicalDurationMs([])).toBeNull();
  expect(typicalDurationMs([run(90_000, "failed")])).toBeNull();
  expect(typicalDurationMs([run(9000), run(5000), run(7000), run(90_000, "failed")])).toBe(7000);
});
