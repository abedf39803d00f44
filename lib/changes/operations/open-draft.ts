import { appendAudit } from "@/lib/audit/store";
import { findUnfinishedChange } from "@/lib/changes/store/changes";
import { type Draft, type DraftContent, type DraftEdit, findDraft, writeDraft } from "@/lib/changes/store/drafts";
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
  | "no-draft"
  | "nothing-undone";

/** `redoable`: how many edits that were taken back can be made again. */
export type SavedDraft = { version: number; edits: number; warnings: string[]; redoable?: number };

export type DraftGiven = OperationContext & { gatewayId: string };

export type OpenedDraft = { record: GatewayRecord; draft: Draft | null; content: DraftContent };

/** The draft, or an empty one on the file as it is now; one whose edits were all taken back begins there again too. */
export async function openDraft(given: DraftGiven): Promise<Result<OpenedDraft, DraftRefusal>> {
  const { db, gatewayId } = given;
  const record = await findGateway(db, gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  if (await findUnfinishedChange(db, gatewayId)) return refuseBusy();
  const draft = await findDraft(db, gatewayId);
  if (draft && draft.edits.length > 0) return ok({ record, draft, content: draft });
  const synced = await syncGateway(given);
  if (!synced.ok) return err("unreadable-file", synced.detail);
  const base = await findRevisionBySha(db, gatewayId, synced.value.sha);
  if (!base) return err("unreadable-file", "The file could not be imported.");
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(base.bytes);
  return ok({ record, draft, content: { baseSha: base.sha, edits: [], text } });
}

export type MadeEdit = { text: string; summary: string[]; warnings: string[] };

/** The draft's text with one more edit; an edit after which the file could not be read is not made. */
export async function makeEdit(
  record: GatewayRecord,
  content: DraftContent,
  edit: Edit,
): Promise<Result<MadeEdit, DraftRefusal>> {
  const before = await readBytes(record, Buffer.from(content.text));
  const edited = await applyEditsAside(before.source, [edit]);
  if (!edited.ok) return edited;
  const { text, warnings } = edited.value;
  const after = await readBytes(record, Buffer.from(text));
  if (!after.reading.usable && before.reading.usable)
    return err("invalid-value", "The file could not be read any more after this edit, so it was not made.");
  return ok({ text, warnings, summary: describeChanges(before.reading, after.reading) });
}

/** The text that edits lead to from a base revision. */
export async function replayEdits(
  record: GatewayRecord,
  baseSha: string,
  edits: DraftEdit[],
  { db }: DraftGiven,
): Promise<Result<{ text: string; warnings: string[] }, DraftRefusal>> {
  const base = await findRevisionBySha(db, record.id, baseSha);
  if (!base) return err("stale-base", "The file that this draft began with is not known any more.");
  const { source } = await readBytes(record, base.bytes);
  return applyEditsAside(
    source,
    edits.map(({ edit }) => edit),
  );
}

export type DraftNote = { action: string; summary: string[]; warnings?: string[]; undone?: DraftEdit[] };

/** Writes the draft over the version that was read, with its audit row, in one transaction. */
export async function storeDraft(
  given: DraftGiven,
  draft: Draft | null,
  content: DraftContent,
  { action, summary, warnings = [], undone = [] }: DraftNote,
): Promise<Result<SavedDraft, DraftRefusal>> {
  const { db, actor, gatewayId, now } = given;
  const version = draft?.version ?? null;
  const written = await inTransaction(db, async (tx) => {
    if (await findUnfinishedChange(tx, gatewayId)) return "busy" as const;
    if (!(await writeDraft(tx, gatewayId, version, content, actor.name, now, undone))) return "stale" as const;
    const after = { baseSha: content.baseSha, edits: content.edits.length, changed: summary };
    await appendAudit(tx, actor, { action, target: gatewayId, outcome: "done", after }, now);
    return "written" as const;
  });
  if (written === "busy") return refuseBusy();
  if (written === "stale") return refuseStale(await findDraft(db, gatewayId), version ?? 0);
  return ok({ version: (version ?? 0) + 1, edits: content.edits.length, warnings, redoable: undone.length });
}

export const refuseBusy = () =>
  err("busy", "A change is being applied to this gateway. The draft can be edited again when it has ended.");

/** Each edit raised the version by one, unless one was undone meanwhile; then everything in the draft is told. */
export function refuseStale(draft: Draft | null, seenVersion: number) {
  if (!draft) return err("stale", "The draft you saw was applied or discarded meanwhile.");
  const since = draft.version - draft.edits.length === 0 ? draft.edits.slice(seenVersion) : draft.edits;
  const told = since.flatMap(({ by, summary }) => summary.map((line) => `${by}: ${line}`));
  return err("stale", `The draft was changed by someone else meanwhile. ${told.join("; ") || "It was edited."}`);
}
