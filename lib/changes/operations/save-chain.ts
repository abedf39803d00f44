import { findDraft } from "@/lib/changes/store/drafts";
import { findRevisionBySha } from "@/lib/changes/store/revisions";
import type { ChainKind, ChainTarget } from "@/lib/config/schema";
import { err, ok, type Result } from "@/lib/result";
import { keepTarget, restoreTarget } from "@/lib/routing/kept-targets";
import type { OperationContext } from "@/lib/server/context";
import type { Db } from "@/lib/server/db";
import { findGateway, readKnownGateway } from "@/lib/server/gateway";
import { saveEdit } from "./edit-draft";
import type { DraftRefusal, SavedDraft } from "./open-draft";
import { readBytes } from "./session";

type Given = OperationContext & {
  gatewayId: string;
  kind: ChainKind;
  model: string;
  /** As the browser has them: maps kept here are named by their fingerprints. An empty list removes the chain. */
  targets: readonly ChainTarget[];
  expectedVersion: number;
};

/** Puts a list as it was arranged in the browser into the draft. */
export async function saveChain(given: Given): Promise<Result<SavedDraft, DraftRefusal>> {
  const { kind, model, targets, expectedVersion } = given;
  if (targets.length === 0) {
    const removed = await saveEdit({ ...given, edit: { type: "remove-chain", kind, model } });
    const wasNever = !removed.ok && removed.reason === "unknown-chain";
    return wasNever ? ok({ version: expectedVersion, edits: 0, warnings: [] }) : removed;
  }
  const restored = await restore(given.db, given.gatewayId, targets);
  if (!restored.ok) return restored;
  return saveEdit({ ...given, edit: { type: "set-chain", kind, model, targets: restored.value } });
}

async function restore(
  db: Db,
  gatewayId: string,
  targets: readonly ChainTarget[],
): Promise<Result<ChainTarget[], "stale">> {
  const plain = targets.filter((target) => keepTarget(target) === target);
  if (plain.length === targets.length) return ok([...targets]);
  const known = await listWritten(db, gatewayId);
  const found = targets.flatMap((target) => restoreTarget(target, known) ?? []);
  if (found.length === targets.length) return ok(found);
  return err("stale", "A target with settings of its own is not in the file or the draft any more.");
}

/** Every target of the file, of the draft, and of the file that the draft began with. */
async function listWritten(db: Db, gatewayId: string): Promise<ChainTarget[]> {
  const [record, loaded] = [await findGateway(db, gatewayId), await readKnownGateway(db, gatewayId)];
  const draft = await findDraft(db, gatewayId);
  const base = draft && (await findRevisionBySha(db, gatewayId, draft.baseSha));
  const texts = [...(base ? [base.bytes] : []), ...(draft ? [Buffer.from(draft.text)] : [])];
  const readings = record ? await Promise.all(texts.map((bytes) => readBytes(record, bytes))) : [];
  const all = [...readings.map(({ reading }) => reading), ...(loaded.ok ? [loaded.value.reading] : [])];
  return all.flatMap(({ chains }) => chains.flatMap((chain) => chain.targets));
}
