import type { ChangeDesk, RollbackPreview } from "@/lib/changes/desk";
import { renderDiff } from "@/lib/changes/render-diff";
import { findStoredChange, type StoredChange } from "@/lib/changes/store/changes";
import { findRevision } from "@/lib/changes/store/revisions";
import { maskYaml } from "@/lib/config/mask-yaml";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { describeChanges } from "@/lib/models/describe-changes";
import { err, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import type { Database } from "@/lib/server/db";
import { findGateway, loadGateway } from "@/lib/server/gateway";
import type { Means } from "./outside";
import type { StartedChange, StartRefusal } from "./record-intent";
import { readBytes } from "./session";
import { rollbackChange, rollbackToRevision } from "./start-change";

type Given = OperationContext & Means & { gatewayId: string; diskSha: string };
type Started = Result<StartedChange, StartRefusal>;

/** Rolls a change back when the file is still the one that the preview was made against. */
export async function rollBackChange(given: Given & { changeId: string }): Promise<Started> {
  const change = await findStoredChange(given.db, given.changeId);
  if (change?.gatewayId !== given.gatewayId) return err("unknown-change", "There is no such change.");
  return (await isAsPreviewed(given)) ? rollbackChange(given) : refuseMoved();
}

/** The same for any revision of the history. */
export async function rollBackToRevision(given: Given & { revisionId: string }): Promise<Started> {
  return (await isAsPreviewed(given)) ? rollbackToRevision(given) : refuseMoved();
}

async function isAsPreviewed({ db, gatewayId, diskSha }: Given): Promise<boolean> {
  const record = await findGateway(db, gatewayId);
  const loaded = record && (await loadGateway(record));
  return loaded === null || (loaded.ok ? loaded.value.sha : "") === diskSha;
}

const refuseMoved = () =>
  err("stale", "The file was changed since this page showed what a rollback would do. Look at it again.");

/** What was said when the change was applied, and what rolling it back would do to the file as it is now. */
export async function readChangeDesk(db: Database, changeId: string): Promise<ChangeDesk | null> {
  const change = await findStoredChange(db, changeId);
  const record = change && (await findGateway(db, change.gatewayId));
  if (!record) return null;
  const acknowledged = change.acknowledged.map(({ rule, reason }) => ({ about: rule, reason }));
  const override = change.overrideReason ? [{ about: "errors", reason: change.overrideReason }] : [];
  return {
    gateway: { id: record.id, name: record.name, configPath: record.configPath },
    reasons: [...acknowledged, ...override],
    rollback: await previewRollback(db, record, change),
  };
}

async function previewRollback(
  db: Database,
  record: GatewayRecord,
  { state, baseRevisionId }: StoredChange,
): Promise<RollbackPreview | null> {
  if ((state !== "applied" && state !== "confirmed") || !baseRevisionId) return null;
  const [target, loaded] = [await findRevision(db, record.id, baseRevisionId), await loadGateway(record)];
  if (!target || !loaded.ok || loaded.value.sha === target.sha) return null;
  const { sha, reading, source } = loaded.value;
  const restored = await readBytes(record, target.bytes);
  const now = { name: "the file as it is", text: source.main.text, masked: maskYaml(source.main.text) };
  const then = { name: `revision ${target.number}`, text: restored.text, masked: maskYaml(restored.text) };
  return {
    diskSha: sha,
    revision: target.number,
    unified: renderDiff(now, then),
    semantic: describeChanges(reading, restored.reading),
  };
}
