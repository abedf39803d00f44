import type { ReadFailure } from "@/lib/adapters/files/schema";
import { appendAudit } from "@/lib/audit/store";
import { findUnfinishedChange } from "@/lib/changes/store/changes";
import { findLastRevision, insertRevision } from "@/lib/changes/store/revisions";
import type { ConfigReading } from "@/lib/config/schema";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { recordFileState } from "@/lib/gateways/store";
import { replaceRegistry } from "@/lib/models/store";
import { type Actor, consoleActor } from "@/lib/people/schema";
import { err, ok, type Result } from "@/lib/result";
import type { Database } from "@/lib/server/db";
import { findGateway, type LoadedGateway, loadGateway } from "@/lib/server/gateway";
import { inTransaction } from "@/lib/server/transaction";
import { includedFiles } from "./settle-change";

export type Synced = { sha: string; outcome: "unchanged" | "imported" | "outside" | "applying" };
export type SyncRefusal = "unknown-gateway" | "unusable-file" | ReadFailure;

type Given = { db: Database; gatewayId: string; now: Date; actor?: Actor };

/**
 * Makes the database agree with the file on disk: a new SHA becomes a revision and the registry is projected anew. A file that
 * cannot be used changes neither; what was last good stays in force and is marked with the problem and its line.
 */
export async function syncGateway({
  db,
  gatewayId,
  now,
  actor = consoleActor,
}: Given): Promise<Result<Synced, SyncRefusal>> {
  const record = await findGateway(db, gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  const loaded = await loadGateway(record);
  if (!loaded.ok) return markUnusable(db, record, loaded.reason, explainRead[loaded.reason], now);
  const { sha, reading } = loaded.value;
  const running = await findUnfinishedChange(db, gatewayId);
  if (running && (await belongsToChange(db, running.id, sha))) return ok({ sha, outcome: "applying" });
  if (!reading.usable) return markUnusable(db, record, "unusable-file", describeProblem(reading), now);
  return recordRevision(db, loaded.value, actor, now);
}

const explainRead: Record<ReadFailure, string> = {
  missing: "The file is not there.",
  "is-a-folder": "There is a folder where the file should be.",
  unreadable: "The console may not read the file.",
  "too-large": "The file is too large.",
  "not-text": "The file is not UTF-8 text.",
};

function describeProblem({ problems }: ConfigReading): string {
  const problem = problems.find((one) => one.severity === "error");
  return problem ? `Line ${problem.place.line}: ${problem.message}` : "The file holds no configuration.";
}

async function markUnusable<R extends SyncRefusal>(
  db: Database,
  record: GatewayRecord,
  reason: R,
  problem: string,
  now: Date,
): Promise<Result<never, R>> {
  if (record.fileProblem !== problem) await recordFileState(db, record.id, { sha: null, problem, at: now });
  return err(reason, problem);
}

/** The bytes that a running change found or wrote are its own business until it ends. */
async function belongsToChange(db: Database, changeId: string, sha: string): Promise<boolean> {
  const change = await db.change.findUnique({ where: { id: changeId }, select: { baseSha: true, candidateSha: true } });
  return change !== null && (change.baseSha === sha || change.candidateSha === sha);
}

async function recordRevision(
  db: Database,
  loaded: LoadedGateway,
  actor: Actor,
  now: Date,
): Promise<Result<Synced, never>> {
  const { record, sha, source, graph, snapshot } = loaded;
  const includes = includedFiles(source);
  return inTransaction(db, async (tx) => {
    const last = await findLastRevision(tx, record.id);
    const sameFile = last?.sha === sha;
    const sameIncludes = JSON.stringify(last?.includes) === JSON.stringify(includes);
    if (sameFile && sameIncludes) {
      if (record.fileProblem !== null || record.currentSha !== sha)
        await recordFileState(tx, record.id, { sha, problem: null, at: now });
      return ok({ sha, outcome: "unchanged" } as const);
    }
    const origin = last ? ("outside" as const) : ("imported" as const);
    const author = origin === "imported" ? actor.name : "outside";
    const note = sameFile ? "An included file was changed." : null;
    const fields = { gatewayId: record.id, sha, bytes: snapshot.bytes, includes, origin, author, note, changeId: null };
    const revision = await insertRevision(tx, fields, now);
    await recordFileState(tx, record.id, { sha, problem: null, at: now });
    await replaceRegistry(tx, record.id, graph, now);
    const row = { action: `config.${origin}`, target: record.id, outcome: "done" } as const;
    const before = last && { sha: last.sha, revision: last.number };
    await appendAudit(tx, actor, { ...row, before, after: { sha, revision: revision.number } }, now);
    return ok({ sha, outcome: origin });
  });
}
