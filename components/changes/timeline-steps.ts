import type { ChangeStepView, ChangeView, StepName } from "@/lib/changes/schema";
import { isFinished } from "@/lib/changes/schema";

const planned: readonly StepName[] = ["check", "keep", "write", "reload", "answer", "read-back", "settle"];

export type TimelineStep = Omit<ChangeStepView, "state" | "startedAt"> & {
  state: ChangeStepView["state"] | "waiting";
  startedAt: string | null;
};

/** What was done, and, while the change is under way, what is still to come. */
export function timelineSteps(change: Pick<ChangeView, "state" | "steps">): TimelineStep[] {
  if (isFinished(change.state) || change.steps.some((step) => step.name.startsWith("restore")))
    return [...change.steps];
  const seen = new Set(change.steps.map((step) => step.name));
  const coming = planned.filter((name) => !seen.has(name));
  return [
    ...change.steps,
    ...coming.map((name) => ({
      name,
      state: "waiting" as const,
      detail: null,
      evidence: null,
      startedAt: null,
      finishedAt: null,
    })),
  ];
}

export const stepWords: Record<StepName, string> = {
  check: "Checked",
  keep: "Kept the old file",
  write: "Written",
  reload: "Reloaded",
  answer: "Answering",
  "read-back": "Read back equal",
  settle: "Settled",
  restore: "Old file restored",
  "restore-reload": "Reloaded with the old file",
  "restore-answer": "Answering again",
  "restore-read-back": "Old file read back equal",
};
