import { type Judged, judgeFindings } from "@/lib/changes/judge-findings";
import { type DiffSide, renderDiff } from "@/lib/changes/render-diff";
import type { DraftDiff, DraftView, ThreeWayView } from "@/lib/changes/schema";
import { type Draft, findDraft } from "@/lib/changes/store/drafts";
import { findRevision, findRevisionBySha, type StoredRevision } from "@/lib/changes/store/revisions";
import { maskYaml } from "@/lib/config/mask-yaml";
import type { ConfigReading } from "@/lib/config/schema";
import { checkGateway } from "@/lib/findings/operations/check-gateway";
import { listAcknowledgements } from "@/lib/findings/store";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { describeChanges } from "@/lib/models/describe-changes";
import { err, ok, type Result } from "@/lib/result";
import { applyEditsAside } from "@/lib/server/config-reader";
import type { Database, Db } from "@/lib/server/db";
import { findGateway, loadGateway } from "@/lib/server/gateway";
import { readBytes } from "./session";

type Given = { db: Database; gatewayId: string; now?: Date };

/** The gateway's draft with what it changes in words; `stale` when the file it began with is not on disk any more. */
export async function loadDraft({ db, gatewayId }: Given): Promise<DraftView | null> {
  const read = await readSides(db, gatewayId);
  if (!read.ok) return null;
  const { draft, before, after, record } = read.value;
  const loaded = await loadGateway(record);
  return {
    gatewayId,
    baseSha: draft.baseSha,
    version: draft.version,
    edits: draft.edits.length,
    redoable: draft.undone.length,
    changed: after.text !== before.text,
    semantic: describeChanges(before.reading, after.reading),
    stale: draft.edits.length > 0 && (!loaded.ok || loaded.value.sha !== draft.baseSha),
    updatedBy: draft.updatedBy,
    updatedAt: draft.updatedAt.toISOString(),
  };
}

export type DraftDiffRefusal = "unknown-gateway" | "no-draft" | "stale-base";

/** What applying the draft would change: lines with secrets masked, words, findings, and warnings of its edits. */
export async function readDraftDiff({ db, gatewayId, now }: Given): Promise<Result<DraftDiff, DraftDiffRefusal>> {
  const read = await readSides(db, gatewayId);
  if (!read.ok) return read;
  const { record, draft, before, after } = read.value;
  const replayed = await applyEditsAside(
    before.source,
    draft.edits.map(({ edit }) => edit),
  );
  return ok({
    baseSha: draft.baseSha,
    unified: renderDiff(sideOf(record, before.text), sideOf(record, after.text)),
    semantic: describeChanges(before.reading, after.reading),
    ...(await findingsBetween(db, record, before.reading, after.reading, now)),
    warnings: replayed.ok ? replayed.value.warnings : [],
  });
}

/** Base, draft and disk, when someone else has written the file since the draft began. */
export async function readThreeWay({ db, gatewayId }: Given): Promise<Result<ThreeWayView, DraftDiffRefusal>> {
  const read = await readSides(db, gatewayId);
  if (!read.ok) return read;
  const { record, draft, before, after } = read.value;
  const loaded = await loadGateway(record);
  if (!loaded.ok) return ok({ ...emptyThreeWay(draft), diskProblem: loaded.detail ?? loaded.reason });
  const disk = loaded.value;
  return ok({
    baseSha: draft.baseSha,
    diskSha: disk.sha,
    diskProblem: disk.reading.usable ? null : "The file on disk cannot be read.",
    yours: describeChanges(before.reading, after.reading),
    theirs: disk.reading.usable ? describeChanges(before.reading, disk.reading) : [],
    unifiedTheirs: renderDiff(sideOf(record, before.text), sideOf(record, disk.source.main.text)),
  });
}

/** The masked line diff between any two revisions of a gateway. */
export async function readRevisionDiff(
  { db, gatewayId }: Given,
  ids: { from: string; to: string },
): Promise<Result<{ unified: string; semantic: string[] }, "unknown-gateway" | "unknown-revision">> {
  const record = await findGateway(db, gatewayId);
  if (!record) return err("unknown-gateway");
  const [from, to] = [await findRevision(db, gatewayId, ids.from), await findRevision(db, gatewayId, ids.to)];
  if (!from || !to) return err("unknown-revision", "There is no such revision.");
  const [before, after] = [await readBytes(record, from.bytes), await readBytes(record, to.bytes)];
  const unified = renderDiff(revisionSide(from, before.text), revisionSide(to, after.text));
  return ok({ unified, semantic: describeChanges(before.reading, after.reading) });
}

export async function findingsBetween(
  db: Db,
  record: GatewayRecord,
  before: ConfigReading,
  after: ConfigReading,
  now = new Date(),
): Promise<Judged> {
  const acknowledgements = await listAcknowledgements(db, record.id);
  const [old, next] = [await checkGateway(record, before), await checkGateway(record, after)];
  return judgeFindings(old, next, { acknowledgements, now });
}

async function readSides(db: Db, gatewayId: string) {
  const record = await findGateway(db, gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  const draft = await findDraft(db, gatewayId);
  if (!draft) return err("no-draft", "There is no draft.");
  const base = await findRevisionBySha(db, gatewayId, draft.baseSha);
  if (!base) return err("stale-base", "The file that this draft began with is not known any more.");
  const before = await readBytes(record, base.bytes);
  const after = await readBytes(record, Buffer.from(draft.text));
  return ok({ record, draft, base, before, after });
}

const sideOf = (record: GatewayRecord, text: string): DiffSide => ({
  name: record.configPath.split("/").at(-1) ?? record.configPath,
  text,
  masked: maskYaml(text),
});

const revisionSide = (revision: StoredRevision, text: string): DiffSide => ({
  name: `revision ${revision.number}`,
  text,
  masked: maskYaml(text),
});

const emptyThreeWay = (draft: Draft): ThreeWayView => ({
  baseSha: draft.baseSha,
  diskSha: null,
  diskProblem: null,
  yours: draft.edits.flatMap((edit) => edit.summary),
  theirs: [],
  unifiedTheirs: "",
});
