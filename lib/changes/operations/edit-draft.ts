import { appendAudit } from "@/lib/audit/store";
import { findUnfinishedChange } from "@/lib/changes/store/changes";
import { type Draft, type DraftEdit, deleteDraft, findDraft } from "@/lib/changes/store/drafts";
import type { Edit } from "@/lib/config/schema";
import { err, ok, type Result } from "@/lib/result";
import { findGateway } from "@/lib/server/gateway";
import { inTransaction } from "@/lib/server/transaction";
import {
  type DraftGiven,
  type DraftRefusal,
  makeEdit,
  openDraft,
  refuseBusy,
  refuseStale,
  replayEdits,
  type SavedDraft,
  storeDraft,
} from "./open-draft";
import { syncGateway } from "./sync-gateway";

/** Adds one edit to the gateway's draft. `expectedVersion` is the draft the operator saw: null or absent for none. */
export async function saveEdit(
  given: DraftGiven & { edit: Edit; expectedVersion?: number | null },
): Promise<Result<SavedDraft, DraftRefusal>> {
  const opened = await openDraft(given);
  if (!opened.ok) return opened;
  const { record, draft, content } = opened.value;
  const seen = given.expectedVersion;
  if (seen !== undefined && (seen ?? 0) !== (draft?.version ?? 0)) return refuseStale(draft, seen ?? 0);
  const made = await makeEdit(record, content, given.edit);
  if (!made.ok) return made;
  const { text, summary, warnings } = made.value;
  if (text === content.text) return unchanged(draft, content.edits.length, warnings);
  const entry: DraftEdit = { edit: given.edit, by: given.actor.name, at: given.now.toISOString(), summary };
  const next = { ...content, text, edits: [...content.edits, entry] };
  return storeDraft(given, draft, next, { action: "draft.edit", summary, warnings });
}

/** An edit that changes no byte is none. */
const unchanged = (draft: Draft | null, edits: number, warnings: string[]): Result<SavedDraft, DraftRefusal> =>
  ok({ version: draft?.version ?? 0, edits, warnings, redoable: draft?.undone.length ?? 0 });

/** Throws the draft away, or refuses where it is not the one of `expectedVersion` any more: somebody's edit would go with it. */
export async function discardDraft(
  given: DraftGiven & { expectedVersion?: number },
): Promise<Result<null, DraftRefusal>> {
  const { db, actor, gatewayId, now, expectedVersion } = given;
  if (await findUnfinishedChange(db, gatewayId)) return refuseBusy();
  return inTransaction(db, async (tx) => {
    const draft = await findDraft(tx, gatewayId);
    if (!draft) return err("no-draft", "There is no draft.");
    if (expectedVersion !== undefined && expectedVersion !== draft.version) return refuseStale(draft, expectedVersion);
    await deleteDraft(tx, gatewayId);
    const before = { baseSha: draft.baseSha, edits: draft.edits.flatMap((edit) => edit.summary) };
    await appendAudit(tx, actor, { action: "draft.discard", target: gatewayId, outcome: "done", before }, now);
    return ok(null);
  });
}

/** Puts the draft's edits on the file as it is now, when each of them still can be made there. What was undone is kept. */
export async function rebaseDraft(given: DraftGiven): Promise<Result<SavedDraft, DraftRefusal>> {
  const { db, gatewayId } = given;
  const [record, draft] = [await findGateway(db, gatewayId), await findDraft(db, gatewayId)];
  if (!record) return err("unknown-gateway");
  if (!draft) return err("no-draft", "There is no draft.");
  if (await findUnfinishedChange(db, gatewayId)) return refuseBusy();
  const synced = await syncGateway(given);
  if (!synced.ok) return err("unreadable-file", synced.detail);
  const { sha } = synced.value;
  const replayed = await replayEdits(record, sha, draft.edits, given);
  if (!replayed.ok) return replayed;
  const { text, warnings } = replayed.value;
  const content = { baseSha: sha, edits: draft.edits, text };
  const summary = [`from ${draft.baseSha.slice(0, 12)} to ${sha.slice(0, 12)}`];
  return storeDraft(given, draft, content, { action: "draft.rebase", summary, warnings, undone: draft.undone });
}
