import { sha256 } from "@/lib/adapters/files/sha256";
import { describeReload } from "@/lib/adapters/reload/client";
import { appendAudit } from "@/lib/audit/store";
import { leaseMs, reloadLease } from "@/lib/changes/leases";
import { mayReload } from "@/lib/changes/may-reload";
import { findUnfinishedChange, insertChange, type NewChange } from "@/lib/changes/store/changes";
import type { StoredRevision } from "@/lib/changes/store/revisions";
import { type NewAcknowledgement, writeAcknowledgement } from "@/lib/findings/store";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { err, ok, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import { isLeaseHeld } from "@/lib/server/lease";
import { reloadOptions as hostReloadOptions } from "@/lib/server/means";
import { inTransaction } from "@/lib/server/transaction";
import type { Means } from "./outside";

export type StartRefusal =
  | "unknown-gateway"
  | "unknown-change"
  | "unknown-revision"
  | "nothing-to-apply"
  | "stale"
  | "busy"
  | "blocked"
  | "needs-acknowledgement"
  | "needs-override"
  | "unusable-file"
  | "no-reload-method"
  | "unsafe-reload";

export type StartedChange = { id: string; number: number };
export type Started = Result<StartedChange, StartRefusal>;
/** What every way to begin a change is given. */
export type StartContext = OperationContext & Means & { gatewayId: string };
type Given = StartContext;

/** A finding whose acceptance outlives the change. */
export type Accepted = Omit<NewAcknowledgement, "by" | "at" | "until">;

type Intent = Pick<
  NewChange,
  "kind" | "candidate" | "rollbackOfId" | "draftVersion" | "summary" | "acknowledged" | "overrideReason"
> & {
  accepted: readonly Accepted[];
  /** Errors that the override reason is about. */
  overridden: readonly { rule: string; line: number; message: string }[];
};

/** Row and audit in one transaction; the one that finds another change unfinished is refused. */
export async function recordIntent(
  given: Given,
  record: GatewayRecord,
  base: StoredRevision,
  intent: Intent,
): Promise<Started> {
  const method = await checkReload(given, record, intent.kind);
  if (!method.ok) return method;
  const { db, actor, now } = given;
  const candidateSha = sha256(intent.candidate);
  return inTransaction(db, async (tx) => {
    if (await findUnfinishedChange(tx, record.id)) return refuseBusy();
    if (await isLeaseHeld(tx, { name: reloadLease(record.id), ttlMs: leaseMs, now }))
      return err("busy", "The gateway is being reloaded.");
    const author = actor.name;
    const fields = { gatewayId: record.id, baseSha: base.sha, baseRevisionId: base.id, candidateSha, author };
    const { accepted, overridden, ...change } = intent;
    const started = await insertChange(tx, { ...fields, ...change }, now);
    for (const each of accepted)
      await writeAcknowledgement(tx, record.id, { ...each, by: author, at: now, until: null });
    const { summary, acknowledged, overrideReason } = change;
    const overriding = overridden.length > 0 ? { overridden } : {};
    const after = { gateway: record.id, candidateSha, summary, acknowledged, overrideReason, ...overriding };
    const action = intent.kind === "rollback" ? "change.rollback" : "change.apply";
    const row = { action, target: started.id, outcome: "done", before: { sha: base.sha }, after } as const;
    await appendAudit(tx, actor, row, now);
    return ok(started);
  });
}

async function checkReload(
  given: Given,
  record: GatewayRecord,
  kind: NewChange["kind"],
): Promise<Result<null, StartRefusal>> {
  if (record.reload.kind === "none")
    return err(
      "no-reload-method",
      "The console has no way to reload this gateway, so it could not verify the change or take it back. Choose one in Settings.",
    );
  const described = await (given.outside?.describeReload ?? describeReload)(
    record.reload,
    given.reloadOptions ?? hostReloadOptions(),
  );
  return mayReload(record.reload, described, kind) ? ok(null) : err("unsafe-reload", described.why ?? described.what);
}

export const refuseBusy = () => err("busy", "Another change of this gateway has not ended yet.");
