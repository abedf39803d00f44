import { expect, test } from "vitest";
import type { ChangeStepView } from "@/lib/changes/schema";
import { timelineSteps } from "./timeline-steps";

const step = (name: ChangeStepView["name"], state: ChangeStepView["state"] = "done"): ChangeStepView => ({
  name,
  state,
  detail: null,
  evidence: null,
  startedAt: "2026-11-23T09:00:00Z",
  finishedAt: null,
});

test("a change under way shows what is still to come", () => {
  const steps = timelineSteps({ state: "applying", steps: [step("check"), step("keep"), step("write", "running")] });
  expect(steps.map((each) => `${each.name} ${each.state}`)).toEqual([
    "check done",
    "keep done",
    "write running",
    "reload waiting",
    "answer waiting",
    "read-back waiting",
    "settle waiting",
  ]);
});

test("a change that is over, or on its way back, promises nothing more", () => {
  expect(timelineSteps({ state: "failed", steps: [step("check", "failed")] })).toHaveLength(1);
  expect(timelineSteps({ state: "verifying", steps: [step("write"), step("restore", "running")] })).toHaveLength(2);
});
