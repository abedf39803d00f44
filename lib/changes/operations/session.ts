import type { FileSnapshot } from "@/lib/adapters/files/schema";
import { sha256 } from "@/lib/adapters/files/sha256";
import type { ReloadOptions } from "@/lib/adapters/reload/schema";
import { appendAudit } from "@/lib/audit/store";
import { changeLease, leaseMs } from "@/lib/changes/leases";
import { type ChangeState, ChangeState as ChangeStateSchema, nextStates, type StepName } from "@/lib/changes/schema";
import { advanceChange, findStoredChange, type StoredChange } from "@/lib/changes/store/changes";
import { findRevision, type StoredRevision } from "@/lib/changes/store/revisions";
import type { ConfigReading, ConfigSource } from "@/lib/config/schema";
import type { GatewayRecord } from "@/lib/gateways/schema";
import type { Actor } from "@/lib/people/schema";
import { err, ok, type Result } from "@/lib/result";
import { readConfigAside } from "@/lib/server/config-reader";
import type { Database } from "@/lib/server/db";
import { findGateway, readSource } from "@/lib/server/gateway";
import { withLease } from "@/lib/server/lease";
import { reloadOptions as hostReloadOptions } from "@/lib/server/means";
import { inTransaction } from "@/lib/server/transaction";
import { type Journal, openJournal } from "./journal";
import { maskFor } from "./masking";
import { defaultLimits, type Limits, type Means, type Outside, realOutside } from "./outside";

/** One process's hold on one change while it runs it. */
export type Session = {
  db: Database;
  actor: Actor;
  change: StoredChange;
  record: GatewayRecord;
  base: StoredRevision & { reading: ConfigReading };
  candidate: { bytes: Uint8Array; text: string; source: ConfigSource; reading: ConfigReading };
  outside: Outside;
  limits: Limits;
  reloadOptions: ReloadOptions;
  mask: (text: string) => string;
  journal: Journal;
};

/** Thrown out of a run whose lease another process has taken: that process now has the say. */
export class LeaseLost extends Error {}

export type SessionRefusal = "unknown-change" | "finished" | "held" | "lost";
type Given = { db: Database; actor: Actor; changeId: string } & Means;

/** Claims the change, keeps the claim alive while `work` runs, and lets go of it however that ends. */
export async function withSession<T>(
  given: Given,
  work: (session: Session) => Promise<T>,
): Promise<Result<T, SessionRefusal>> {
  const { db, changeId, outside = realOutside } = given;
  try {
    const held = await withLease(
      { db, name: changeLease(changeId), ttlMs: leaseMs, clock: outside.clock },
      async (renew) => {
        const session = await openSession(given, async () => {
          if (!(await renew())) throw new LeaseLost();
        });
        return session.ok ? ok(await work(session.value)) : session;
      },
    );
    return held.ok ? held.value : err("held", "Another process is applying it.");
  } catch (error) {
    if (error instanceof LeaseLost) return err("lost", "Another process has taken this change over.");
    throw error;
  }
}

async function openSession(
  given: Given,
  keepClaim: () => Promise<void>,
): Promise<Result<Session, "unknown-change" | "finished">> {
  const {
    db,
    actor,
    changeId,
    outside = realOutside,
    limits = defaultLimits,
    reloadOptions = hostReloadOptions(),
  } = given;
  const change = await findStoredChange(db, changeId);
  const record = change && (await findGateway(db, change.gatewayId));
  const base = change?.baseRevisionId ? await findRevision(db, change.gatewayId, change.baseRevisionId) : null;
  if (!change?.candidate || !record || !base) return err("unknown-change", "There is no such change.");
  if (nextStates[change.state].length === 0) return err("finished", "This change has ended already.");
  const [was, next] = [await readBytes(record, base.bytes), await readBytes(record, change.candidate)];
  const mask = await maskFor(record, [was.reading, next.reading]);
  const journal = openJournal({
    db,
    changeId,
    mask,
    clock: outside.clock,
    beforeStep: async (name) => {
      await keepClaim();
      await moveTo(db, changeId, stateOfStep[name]);
    },
  });
  const parts = { base: { ...base, reading: was.reading }, candidate: { bytes: change.candidate, ...next } };
  return ok({ db, actor, change, record, outside, limits, reloadOptions, mask, journal, ...parts });
}

/** The state in which each step happens; restoring happens in whichever state the failure left. */
const stateOfStep: Record<StepName, ChangeState | null> = {
  check: null,
  keep: null,
  write: "applying",
  reload: null,
  answer: "verifying",
  "read-back": null,
  settle: null,
  restore: null,
  "restore-reload": null,
  "restore-answer": null,
  "restore-read-back": null,
};

async function moveTo(db: Database, changeId: string, state: ChangeState | null): Promise<void> {
  if (state !== null) await advanceChange(db, changeId, state);
}

/** Bytes that are not on disk, read as the gateway would read them there, with the included files of today. */
export async function readBytes(
  record: Pick<GatewayRecord, "configPath">,
  bytes: Uint8Array,
): Promise<{ text: string; source: ConfigSource; reading: ConfigReading }> {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const path = record.configPath;
  const snapshot: FileSnapshot = { path, realPath: path, bytes, text, sha: sha256(bytes), mtimeMs: 0 };
  const source = await readSource(snapshot);
  return { text, source, reading: await readConfigAside(source) };
}

type Ending = { state: "rolled_back" | "failed"; reason: string; stranded: boolean };

/** Ends a change that did not take: state and audit in one transaction. */
export async function endChange(session: Session, { state, reason, stranded }: Ending): Promise<void> {
  const { db, actor, change, outside } = session;
  const finishedAt = outside.clock();
  const shown = session.mask(reason);
  await inTransaction(db, async (tx) => {
    const from = ChangeStateSchema.options.filter((option) => nextStates[option].includes(state));
    if (!(await advanceChange(tx, change.id, state, { reason: shown, stranded, finishedAt })))
      throw new Error(`Change ${change.id} cannot become ${state}: it is in none of ${from.join(", ")}.`);
    const action = state === "rolled_back" ? "change.rolled-back" : "change.failed";
    const after = { reason: shown, stranded };
    await appendAudit(tx, actor, { action, target: change.id, outcome: "failed", after }, finishedAt);
  });
}
