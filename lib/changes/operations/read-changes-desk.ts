import { type ChangesDesk, type Comparison, pageSize } from "@/lib/changes/desk";
import { effectOnChains } from "@/lib/changes/effect-on-chains";
import { listChanges } from "@/lib/changes/store/changes";
import { type Draft, findDraft } from "@/lib/changes/store/drafts";
import { findRevision, findRevisionBySha, listRevisions } from "@/lib/changes/store/revisions";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { toRoutingGraph } from "@/lib/routing/graph";
import type { Database } from "@/lib/server/db";
import { loadGateway } from "@/lib/server/gateway";
import { loadDraft, readDraftDiff, readRevisionDiff, readThreeWay } from "./read-draft";
import { readBytes } from "./session";

type Given = {
  db: Database;
  record: GatewayRecord;
  /** As the address asks: ids of revisions, `current` for the newest, and numbers that pages of the history begin below. */
  asked: { from: string | null; to: string | null; changesBefore: number | null; revisionsBefore: number | null };
};

/** The draft with all that must be known before it is applied, and the history. */
export async function readChangesDesk({ db, record, asked }: Given): Promise<ChangesDesk> {
  const { id, name, configPath, fileProblem } = record;
  const loaded = await loadGateway(record);
  const problem = loaded.ok ? (loaded.value.reading.usable ? null : "It cannot be read.") : loaded.detail;
  const changesBefore = asked.changesBefore === null ? {} : { before: asked.changesBefore };
  const revisionsBefore = asked.revisionsBefore === null ? {} : { before: asked.revisionsBefore };
  return {
    gateway: { id, name, configPath },
    diskSha: loaded.ok ? loaded.value.sha : "",
    old: problem === null ? null : (fileProblem ?? problem ?? "It cannot be read."),
    draft: await readDraft(db, record),
    changes: await listChanges(db, id, { limit: pageSize, ...changesBefore }),
    revisions: await listRevisions(db, id, { limit: pageSize, ...revisionsBefore }),
    comparison: asked.from && asked.to ? await compare(db, id, asked.from, asked.to) : null,
  };
}

async function readDraft(db: Database, record: GatewayRecord): Promise<ChangesDesk["draft"]> {
  const given = { db, gatewayId: record.id };
  const draft = await findDraft(db, record.id);
  if (!draft) return null;
  const diff = await readDraftDiff(given);
  const view = (await loadDraft(given)) ?? unreadable(draft);
  const threeWay = view.stale ? await readThreeWay(given) : null;
  return {
    view,
    diff: diff.ok ? diff.value : null,
    effects: await readEffects(db, record, draft),
    threeWay: threeWay?.ok ? threeWay.value : null,
  };
}

/** A draft whose beginning is not known any more: it can only be rebased or discarded. */
const unreadable = ({ gatewayId, baseSha, version, edits, undone, updatedBy, updatedAt }: Draft) => ({
  gatewayId,
  baseSha,
  version,
  edits: edits.length,
  redoable: undone.length,
  changed: true,
  semantic: edits.flatMap(({ summary }) => summary),
  stale: true,
  updatedBy,
  updatedAt: updatedAt.toISOString(),
});

async function readEffects(db: Database, record: GatewayRecord, draft: Draft) {
  const base = await findRevisionBySha(db, record.id, draft.baseSha);
  if (!base) return [];
  const [before, after] = [await readBytes(record, base.bytes), await readBytes(record, Buffer.from(draft.text))];
  return effectOnChains(toRoutingGraph(before.reading), toRoutingGraph(after.reading), record.version);
}

async function compare(db: Database, gatewayId: string, from: string, to: string): Promise<Comparison | "missing"> {
  const [first, second] = [await findView(db, gatewayId, from), await findView(db, gatewayId, to)];
  if (!first || !second) return "missing";
  const diff = await readRevisionDiff({ db, gatewayId }, { from: first.id, to: second.id });
  return diff.ok ? { from: first, to: second, ...diff.value } : "missing";
}

async function findView(db: Database, gatewayId: string, asked: string) {
  const found = asked === "current" ? null : await findRevision(db, gatewayId, asked);
  if (asked !== "current" && !found) return undefined;
  const page = found ? { before: found.number + 1, limit: 1 } : { limit: 1 };
  return (await listRevisions(db, gatewayId, page)).revisions[0];
}
