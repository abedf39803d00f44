import { splitLastStep } from "@/lib/changes/draft-steps";
import type { DraftContent } from "@/lib/changes/store/drafts";
import { err, ok, type Result } from "@/lib/result";
import {
  type DraftGiven,
  type DraftRefusal,
  makeEdit,
  type OpenedDraft,
  openDraft,
  refuseStale,
  replayEdits,
  type SavedDraft,
  storeDraft,
} from "./open-draft";

type Given = DraftGiven & { expectedVersion?: number };

/** Takes back the last edit, or the edits that were made at once with it; the text is made again from the base revision and the edits before it. Kept for `redoEdit`. */
export async function undoLastEdit(given: Given): Promise<Result<SavedDraft, DraftRefusal>> {
  const opened = await openDraft(given);
  if (!opened.ok) return opened;
  const { record, draft, content } = opened.value;
  const { rest: edits, step } = splitLastStep(content.edits);
  if (!draft || step.length === 0) return err("no-draft", "There is no edit to take back.");
  if (given.expectedVersion !== undefined && given.expectedVersion !== draft.version)
    return refuseStale(draft, given.expectedVersion);
  const replayed = await replayEdits(record, draft.baseSha, edits, given);
  if (!replayed.ok) return replayed;
  const { text, warnings } = replayed.value;
  const summary = step.flatMap((edit) => edit.summary);
  const note = { action: "draft.undo", summary, warnings, undone: [...draft.undone, ...step.toReversed()] };
  return storeDraft(given, draft, { ...content, edits, text }, note);
}

/** Makes the edit again that was taken back last, on the draft as it is now; a new edit in between forgets it. */
export async function redoEdit(given: Given): Promise<Result<SavedDraft, DraftRefusal>> {
  const opened = await openDraft(given);
  if (!opened.ok) return opened;
  const { record, draft, content } = opened.value;
  if (!draft || draft.undone.length === 0) return err("nothing-undone", "There is no edit to make again.");
  if (given.expectedVersion !== undefined && given.expectedVersion !== draft.version)
    return refuseStale(draft, given.expectedVersion);
  const { rest: undone, step } = splitLastStep(draft.undone);
  const made = await makeStep(record, content, step.toReversed());
  if (!made.ok) return made;
  const { warnings, ...next } = made.value;
  const summary = next.edits.slice(content.edits.length).flatMap((edit) => edit.summary);
  return storeDraft(given, draft, next, { action: "draft.redo", summary, warnings, undone });
}

async function makeStep(
  record: OpenedDraft["record"],
  content: DraftContent,
  step: DraftContent["edits"],
): Promise<Result<DraftContent & { warnings: string[] }, DraftRefusal>> {
  let next: DraftContent & { warnings: string[] } = { ...content, warnings: [] };
  for (const entry of step) {
    const made = await makeEdit(record, next, entry.edit);
    if (!made.ok) return made;
    const { text, summary, warnings } = made.value;
    next = { ...next, text, edits: [...next.edits, { ...entry, summary }], warnings: [...next.warnings, ...warnings] };
  }
  return ok(next);
}
