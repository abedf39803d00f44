import { err, type Result } from "@/lib/result";
import {
  type DraftGiven,
  type DraftRefusal,
  makeEdit,
  openDraft,
  refuseStale,
  replayEdits,
  type SavedDraft,
  storeDraft,
} from "./open-draft";

type Given = DraftGiven & { expectedVersion?: number };

/** Takes back the last edit; the text is made again from the base revision and the edits before it. Kept for `redoEdit`. */
export async function undoLastEdit(given: Given): Promise<Result<SavedDraft, DraftRefusal>> {
  const opened = await openDraft(given);
  if (!opened.ok) return opened;
  const { record, draft, content } = opened.value;
  const last = draft?.edits.at(-1);
  if (!draft || !last) return err("no-draft", "There is no edit to take back.");
  if (given.expectedVersion !== undefined && given.expectedVersion !== draft.version)
    return refuseStale(draft, given.expectedVersion);
  const edits = content.edits.slice(0, -1);
  const replayed = await replayEdits(record, draft.baseSha, edits, given);
  if (!replayed.ok) return replayed;
  const { text, warnings } = replayed.value;
  const note = { action: "draft.undo", summary: last.summary, warnings, undone: [...draft.undone, last] };
  return storeDraft(given, draft, { ...content, edits, text }, note);
}

/** Makes the edit again that was taken back last, on the draft as it is now; a new edit in between forgets it. */
export async function redoEdit(given: Given): Promise<Result<SavedDraft, DraftRefusal>> {
  const opened = await openDraft(given);
  if (!opened.ok) return opened;
  const { record, draft, content } = opened.value;
  const last = draft?.undone.at(-1);
  if (!draft || !last) return err("nothing-undone", "There is no edit to make again.");
  if (given.expectedVersion !== undefined && given.expectedVersion !== draft.version)
    return refuseStale(draft, given.expectedVersion);
  const made = await makeEdit(record, content, last.edit);
  if (!made.ok) return made;
  const { text, summary, warnings } = made.value;
  const next = { ...content, text, edits: [...content.edits, { ...last, summary }] };
  const note = { action: "draft.redo", summary, warnings, undone: draft.undone.slice(0, -1) };
  return storeDraft(given, draft, next, note);
}
