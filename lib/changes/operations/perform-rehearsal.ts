import { leaseMs, rehearsalLease } from "@/lib/changes/leases";
import { type RehearsalProgress, runRehearsal } from "@/lib/rehearsal/operations/run-rehearsal";
import { recordFailure, recordProgress, recordReport } from "@/lib/rehearsal/store";
import type { Database } from "@/lib/server/db";
import { withLease } from "@/lib/server/lease";
import { unlessLocked } from "@/lib/server/transaction";
import type { StartedRehearsal } from "./start-rehearsal";

/** Progress is written this often at most: a Router answers in milliseconds. */
const progressEveryMs = 400;

type Given = {
  db: Database;
  started: StartedRehearsal;
  signal: AbortSignal;
  /** Waits for those that were begun before. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
};

/** Runs what was recorded and keeps what came of it, however that ends. */
export async function performRehearsal({ db, started, signal, inTurn }: Given): Promise<void> {
  const { id, gatewayId, given } = started;
  const held = await withLease(
    { db, name: rehearsalLease(gatewayId), ttlMs: leaseMs, clock: () => new Date() },
    async () => {
      const note = noteProgress(db, id);
      note.tell({ done: 0, total: 0, doing: "Waiting for its turn" });
      const run = () => runRehearsal({ ...given, signal, onProgress: note.tell });
      const ran = await inTurn(run).finally(note.settle);
      if (ran.ok) return recordReport(db, id, ran.value, new Date());
      return recordFailure(db, id, { reason: ran.reason, detail: ran.detail ?? ran.reason }, new Date());
    },
  );
  if (!held.ok)
    await recordFailure(db, id, { reason: "aborted", detail: "Another rehearsal began first." }, new Date());
}

function noteProgress(db: Database, id: string) {
  let last = 0;
  let writing: Promise<void> = Promise.resolve();
  return {
    tell: (progress: RehearsalProgress): void => {
      const now = performance.now();
      if (progress.done > 0 && now - last < progressEveryMs) return;
      last = now;
      writing = writing.then(() => unlessLocked(recordProgress(db, id, progress)));
    },
    settle: () => writing,
  };
}
