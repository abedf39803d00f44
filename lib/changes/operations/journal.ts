import type { StepName } from "@/lib/changes/schema";
import { insertStep, updateStep } from "@/lib/changes/store/changes";
import type { Db } from "@/lib/server/db";

/** How a step ended. A failed one carries the sentence that becomes the change's reason. */
export type StepDone<T> = { ok: true; value: T; detail: string; evidence?: string };
export type StepFailed = { ok: false; detail: string; evidence?: string };
export type StepOutcome<T> = StepDone<T> | StepFailed;

export const done = <T>(value: T, detail: string, evidence?: string): StepDone<T> =>
  evidence === undefined ? { ok: true, value, detail } : { ok: true, value, detail, evidence };

export const failed = (detail: string, evidence?: string): StepFailed =>
  evidence === undefined ? { ok: false, detail } : { ok: false, detail, evidence };

export type Progress = (detail: string) => Promise<void>;

/** Writes steps as they happen; every text passes through `mask` before it is stored. */
export type Journal = {
  step: <T>(name: StepName, work: (progress: Progress) => Promise<StepOutcome<T>>) => Promise<StepOutcome<T>>;
};

type Given = {
  db: Db;
  changeId: string;
  mask: (text: string) => string;
  clock: () => Date;
  beforeStep: (name: StepName) => Promise<void>;
};

export function openJournal({ db, changeId, mask, clock, beforeStep }: Given): Journal {
  return {
    step: async (name, work) => {
      await beforeStep(name);
      const id = await insertStep(db, changeId, name, clock());
      const outcome = await work((detail) => updateStep(db, id, { detail: mask(detail) }));
      await updateStep(db, id, {
        state: outcome.ok ? "done" : "failed",
        detail: mask(outcome.detail),
        evidence: outcome.evidence === undefined ? null : mask(outcome.evidence),
        finishedAt: clock(),
      });
      return outcome;
    },
  };
}

/** For a reload without a change: there is no row to write to. */
export const silentJournal: Journal = { step: (_name, work) => work(async () => {}) };
