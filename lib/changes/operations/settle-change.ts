import { sha256 } from "@/lib/adapters/files/sha256";
import { appendAudit } from "@/lib/audit/store";
import { advanceChange } from "@/lib/changes/store/changes";
import { deleteDraft } from "@/lib/changes/store/drafts";
import { insertRevision } from "@/lib/changes/store/revisions";
import type { ConfigSource } from "@/lib/config/schema";
import { recordFileState, recordVersion } from "@/lib/gateways/store";
import { replaceRegistry } from "@/lib/models/store";
import { toRoutingGraph } from "@/lib/routing/graph";
import { inTransaction } from "@/lib/server/transaction";
import { done, failed, type StepOutcome } from "./journal";
import type { Session } from "./session";
import type { TakenEffect } from "./take-effect";

export type Measured = TakenEffect & { probesSent: number; probesFailed: number };

export const includedFiles = (source: ConfigSource) =>
  source.included.map(({ path, text }) => ({ path, sha: sha256(text) }));

/** Revision, registry, state of the file, end of the draft, end of the change and its audit row: one transaction. */
export async function settleChange(session: Session, measured: Measured): Promise<StepOutcome<null>> {
  const { db, actor, change, record, candidate, outside } = session;
  const file = await outside.readFileSnapshot(record.configPath);
  if (!file.ok || file.value.sha !== change.candidateSha)
    return failed("The file was changed by someone else while this change was being verified.");
  const now = outside.clock();
  const graph = toRoutingGraph(candidate.reading);
  await inTransaction(db, async (tx) => {
    const revision = await insertRevision(
      tx,
      {
        gatewayId: record.id,
        sha: change.candidateSha,
        bytes: candidate.bytes,
        includes: includedFiles(candidate.source),
        origin: change.kind === "rollback" ? "rollback" : "applied",
        author: change.author,
        note: null,
        changeId: change.id,
      },
      now,
    );
    await recordFileState(tx, record.id, { sha: change.candidateSha, problem: null, at: now });
    await replaceRegistry(tx, record.id, graph, now);
    if (change.draftVersion !== null) await deleteDraft(tx, record.id, change.draftVersion);
    if (!(await advanceChange(tx, change.id, "applied", { revisionId: revision.id, finishedAt: now })))
      throw new Error(`Change ${change.id} cannot be settled from its present state.`);
    const after = { sha: change.candidateSha, revision: revision.number };
    const row = {
      action: "change.applied",
      target: change.id,
      outcome: "done",
      before: { sha: change.baseSha },
      after,
    } as const;
    await appendAudit(tx, actor, row, now);
  });
  if (measured.version !== null) await recordVersion(db, record.id, measured.version);
  return done(null, describeReload(measured));
}

const describeReload = ({ durationMs, probesSent, probesFailed }: Measured): string =>
  `Applied. The reload took ${(durationMs / 1000).toFixed(1)} s; of ${probesSent} requests sent meanwhile ${probesFailed} failed.`;
