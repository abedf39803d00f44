import { appendAudit } from "@/lib/audit/store";
import { findUnfinishedChange } from "@/lib/changes/store/changes";
import {
  type Draft,
  type DraftContent,
  type DraftEdit,
  deleteDraft,
  findDraft,
  writeDraft,
} from "@/lib/changes/store/drafts";
import { findRevisionBySha } from "@/lib/changes/store/revisions";
import type { EditRefusal } from "@/lib/config/edit-outcome";
import type { Edit } from "@/lib/config/schema";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { describeChanges } from "@/lib/models/describe-changes";
import { err, ok, type Result } from "@/lib/result";
import { applyEditsAside } from "@/lib/server/config-reader";
import type { OperationContext } from "@/lib/server/context";
import { findGateway } from "@/lib/server/gateway";
import { inTransaction } from "@/lib/server/transaction";
import { readBytes } from "./session";
import { syncGateway } from "./sync-gateway";

export type DraftRefusal =
  | EditRefusal
  | "unknown-gateway"
  | "unreadable-file"
  | "stale"
  | "stale-base"
  | "busy"
  | "no-draft";

export type SavedDraft = { version: number; edits: number; warnings: string[] };

type Given = OperationContext & { gatewayId: string };

/** Adds one edit to the gateway's draft. `expectedVersion` is the draft the operator saw: null or absent for none. */
export async function saveEdit(
  given: Given & { edit: Edit; expectedVersion?: number | null },
): Promise<Result<SavedDraft, DraftRefusal>> {
  const opened = await openDraft(given);
  if (!opened.ok) return opened;
  const { record, draft, content } = opened.value;
  const seen = given.expectedVersion;
  if (seen !== undefined && (seen ?? 0) !== (draft?.version ?? 0)) return refuseStale(draft, seen ?? 0);
  const before = await readBytes(record, Buffer.from(content.text));
  const edited = await applyEditsAside(before.source, [given.edit]);
  if (!edited.ok) return edited;
  const after = await readBytes(record, Buffer.from(edited.value.text));
  if (!after.reading.usable && before.reading.usable)
    return err("invalid-value", "The file could not be read any more after this edit, so it was not made.");
  const summary = describeChanges(before.reading, after.reading);
  const entry: DraftEdit = { edit: given.edit, by: given.actor.name, at: given.now.toISOString(), summary };
  const next = { ...content, text: edited.value.text, edits: [...content.edits, entry] };
  return store(given, draft, next, { action: "draft.edit", summary }, edited.value.warnings);
}

/** Takes back the last edit; the text is made again from the base revision and the edits before it. */
export async function undoLastEdit(
  given: Given & { expectedVersion?: number },
): Promise<Result<SavedDraft | null, DraftRefusal>> {
  const opened = await openDraft(given);
  if (!opened.ok) return opened;
  const { record, draft, content } = opened.value;
  if (!draft) return err("no-draft", "There is no draft.");
  if (given.expectedVersion !== undefined && given.expectedVersion !== draft.version)
    return refuseStale(draft, given.expectedVersion);
  const edits = content.edits.slice(0, -1);
  if (edits.length === 0) return discardDraft(given);
  const replayed = await replay(record, draft.baseSha, edits, given);
  if (!replayed.ok) return replayed;
  const summary = content.edits.at(-1)?.summary ?? [];
  return store(given, draft, { ...content, edits, text: replayed.value.text }, { action: "draft.undo", summary }, []);
}

export async function discardDraft(given: Given): Promise<Result<null, DraftRefusal>> {
  const { db, actor, gatewayId, now } = given;
  if (await findUnfinishedChange(db, gatewayId)) return refuseBusy();
  return inTransaction(db, async (tx) => {
    const draft = await findDraft(tx, gatewayId);
    if (!draft) return err("no-draft", "There is no draft.");
    await deleteDraft(tx, gatewayId);
    const before = { baseSha: draft.baseSha, edits: draft.edits.flatMap((edit) => edit.summary) };
    await appendAudit(tx, actor, { action: "draft.discard", target: gatewayId, outcome: "done", before }, now);
    return ok(null);
  });
}

/** Puts the draft's edits on the file as it is now, when each of them still can be made there. */
export async function rebaseDraft(given: Given): Promise<Result<SavedDraft, DraftRefusal>> {
  const { db, gatewayId } = given;
  const [record, draft] = [await findGateway(db, gatewayId), await findDraft(db, gatewayId)];
  if (!record) return err("unknown-gateway");
  if (!draft) return err("no-draft", "There is no draft.");
  if (await findUnfinishedChange(db, gatewayId)) return refuseBusy();
  const synced = await syncGateway(given);
  if (!synced.ok) return err("unreadable-file", synced.detail);
  const { sha } = synced.value;
  const replayed = await replay(record, sha, draft.edits, given);
  if (!replayed.ok) return replayed;
  const content = { baseSha: sha, edits: draft.edits, text: replayed.value.text };
  const note = { action: "draft.rebase", summary: [`from ${draft.baseSha.slice(0, 12)} to ${sha.slice(0, 12)}`] };
  return store(given, draft, content, note, replayed.value.warnings);
}

type OpenedDraft = { record: GatewayRecord; draft: Draft | null; content: DraftContent };

/** The draft, or an empty one on the file as it is now. */
async function openDraft(given: Given): Promise<Result<OpenedDraft, DraftRefusal>> {
  const { db, gatewayId } = given;
  const record = await findGateway(db, gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  if (await findUnfinishedChange(db, gatewayId)) return refuseBusy();
  const draft = await findDraft(db, gatewayId);
  if (draft) return ok({ record, draft, content: draft });
  const synced = await syncGateway(given);
  if (!synced.ok) return err("unreadable-file", synced.detail);
  const base = await findRevisionBySha(db, gatewayId, synced.value.sha);
  if (!base) return err("unreadable-file", "The file could not be imported.");
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(base.bytes);
  return ok({ record, draft: null, content: { baseSha: base.sha, edits: [], text } });
}

async function replay(
  record: GatewayRecord,
  baseSha: string,
  edits: DraftEdit[],
  { db }: Given,
): Promise<Result<{ text: string; warnings: string[] }, DraftRefusal>> {
  const base = await findRevisionBySha(db, record.id, baseSha);
  if (!base) return err("stale-base", "The file that this draft began with is not known any more.");
  const { source } = await readBytes(record, base.bytes);
  return applyEditsAside(
    source,
    edits.map(({ edit }) => edit),
  );
}

async function store(
  given: Given,
  draft: Draft | null,
  content: DraftContent,
  note: { action: string; summary: string[] },
  warnings: string[],
): Promise<Result<SavedDraft, DraftRefusal>> {
  const { db, actor, gatewayId, now } = given;
  const written = await inTransaction(db, async (tx) => {
    if (await findUnfinishedChange(tx, gatewayId)) return "busy" as const;
    if (!(await writeDraft(tx, gatewayId, draft?.version ?? null, content, actor.name, now))) return "stale" as const;
    const after = { baseSha: content.baseSha, edits: content.edits.length, changed: note.summary };
    await appendAudit(tx, actor, { action: note.action, target: gatewayId, outcome: "done", after }, now);
    return "written" as const;
  });
  if (written === "busy") return refuseBusy();
  if (written === "stale") return refuseStale(await findDraft(db, gatewayId), draft?.version ?? 0);
  return ok({ version: (draft?.version ?? 0) + 1, edits: content.edits.length, warnings });
}

const refuseBusy = () =>
  err("busy", "A change is being applied to this gateway. The draft can be edited again when it has ended.");

/** Each edit raised the version by one, unless one was undone meanwhile; then everything in the draft is told. */
function refuseStale(draft: Draft | null, seenVersion: number) {
  if (!draft) return err("stale", "The draft you saw was applied or discarded meanwhile.");
  const since = draft.version - draft.edits.length === 0 ? draft.edits.slice(seenVersion) : draft.edits;
  const told = since.flatMap(({ by, summary }) => summary.map((line) => `${by}: ${line}`));
  return err("stale", `The draft was changed by someone else meanwhile. ${told.join("; ") || "It was edited."}`);
}
