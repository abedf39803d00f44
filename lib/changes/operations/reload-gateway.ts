import { describeReload } from "@/lib/adapters/reload/client";
import type { ReloadDescription } from "@/lib/adapters/reload/schema";
import { appendAudit } from "@/lib/audit/store";
import { leaseMs, reloadLease } from "@/lib/changes/leases";
import { mayReload } from "@/lib/changes/may-reload";
import type { ReloadRunView } from "@/lib/changes/schema";
import { findUnfinishedChange } from "@/lib/changes/store/changes";
import { insertReloadRun, listReloadRuns } from "@/lib/changes/store/reloads";
import { renderReloadMethod } from "@/lib/gateways/schema";
import { recordVersion } from "@/lib/gateways/store";
import { err, ok, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import type { Database } from "@/lib/server/db";
import { findGateway, type LoadedGateway, loadGateway } from "@/lib/server/gateway";
import { withLease } from "@/lib/server/lease";
import { reloadOptions as hostReloadOptions } from "@/lib/server/means";
import { inTransaction } from "@/lib/server/transaction";
import { silentJournal } from "./journal";
import { maskFor } from "./masking";
import { defaultLimits, type Means, realOutside, startStopwatch } from "./outside";
import { type Effect, takeEffect } from "./take-effect";
import { startTrickle } from "./trickle";

export type ReloadRefusal =
  | "unknown-gateway"
  | "unusable-file"
  | "busy"
  | "no-reload-method"
  | "unsafe-reload"
  | "failed";

type Given = OperationContext & Means & { gatewayId: string };

/** Reloads without changing anything: the gateway takes the file as it is and is read back against it. */
export async function reloadGateway(given: Given): Promise<Result<ReloadRunView, ReloadRefusal>> {
  const { db, gatewayId, outside = realOutside } = given;
  const lease = { db, name: reloadLease(gatewayId), ttlMs: leaseMs, clock: outside.clock };
  // A change looks for the lease before it begins, and what is prepared under the lease looks for a change.
  const held = await withLease(lease, async () => {
    const ready = await prepare(given);
    return ready.ok ? runReload(given, ready.value) : audited(given, ready);
  });
  return held.ok ? held.value : audited(given, err("busy", "A reload of this gateway is going on already."));
}

async function runReload(given: Given, loaded: LoadedGateway): Promise<Result<ReloadRunView, "failed">> {
  const { db, actor, gatewayId, outside = realOutside } = given;
  const run = await reloadLoaded(given, loaded);
  const isReloaded = run.outcome === "reloaded";
  const row = { action: "gateway.reload", target: gatewayId, outcome: isReloaded ? "done" : "failed" } as const;
  await inTransaction(db, (tx) => appendAudit(tx, actor, { ...row, after: run }, outside.clock()));
  return isReloaded ? ok(run) : err("failed", run.detail ?? undefined);
}

/** What pressing Reload does, whether it is safe here, and what the last ones took. */
export async function describeReloadFor(
  given: { db: Database; gatewayId: string } & Means,
): Promise<Result<ReloadDescription & { recent: ReloadRunView[] }, "unknown-gateway">> {
  const record = await findGateway(given.db, given.gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${given.gatewayId}.`);
  const described = await (given.outside?.describeReload ?? describeReload)(
    record.reload,
    given.reloadOptions ?? hostReloadOptions(),
  );
  return ok({ ...described, recent: await listReloadRuns(given.db, given.gatewayId) });
}

async function prepare(given: Given): Promise<Result<LoadedGateway, ReloadRefusal>> {
  const record = await findGateway(given.db, given.gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${given.gatewayId}.`);
  if (await findUnfinishedChange(given.db, given.gatewayId)) return err("busy", "A change is being applied to it.");
  if (record.reload.kind === "none")
    return err("no-reload-method", "The console has no way to reload this gateway. Choose one in Settings.");
  const described = await (given.outside?.describeReload ?? describeReload)(
    record.reload,
    given.reloadOptions ?? hostReloadOptions(),
  );
  if (!mayReload(record.reload, described, "reload")) return err("unsafe-reload", described.why ?? described.what);
  const loaded = await loadGateway(record);
  if (!loaded.ok) return err("unusable-file", `${brokenFile} ${loaded.detail ?? loaded.reason}`);
  const { usable, problems } = loaded.value.reading;
  const problem = problems.find(
    ({ severity, rule }) => severity === "error" && (!usable || rule === "missing-include"),
  );
  if (!usable || problem) return err("unusable-file", `${brokenFile} Line ${problem?.place.line}: ${problem?.message}`);
  return loaded;
}

const brokenFile = "The file on disk is broken, and a gateway that is reloaded with it would end.";

async function reloadLoaded(given: Given, loaded: LoadedGateway): Promise<ReloadRunView> {
  const { db, actor, outside = realOutside, limits = defaultLimits, reloadOptions = hostReloadOptions() } = given;
  const { record, reading } = loaded;
  const mask = await maskFor(record, [reading]);
  const effect: Effect = { outside, limits, reloadOptions, record, reading, mask, known: new Set() };
  const at = outside.clock();
  const elapsed = startStopwatch(outside);
  const trickle = startTrickle(outside, record.url, limits.trickleMs);
  const taken = await takeEffect(effect, silentJournal).finally(trickle.stop);
  const { sent, failed } = await trickle.stop();
  const run = {
    at,
    method: renderReloadMethod(record.reload),
    outcome: taken.ok ? ("reloaded" as const) : ("failed" as const),
    detail: mask(taken.detail),
    durationMs: taken.ok ? taken.value.durationMs : elapsed(),
    probesSent: sent,
    probesFailed: failed,
    author: actor.name,
  };
  if (taken.ok && taken.value.version !== null) await recordVersion(db, record.id, taken.value.version);
  const id = await insertReloadRun(db, { gatewayId: record.id, ...run });
  return { id, ...run, at: at.toISOString() };
}

async function audited<R extends ReloadRefusal>(
  { db, actor, gatewayId, now }: Given,
  refusal: { ok: false; reason: R; detail?: string },
) {
  const after = { reason: refusal.reason, detail: refusal.detail };
  const row = { action: "gateway.reload", target: gatewayId, outcome: "refused", after } as const;
  await inTransaction(db, (tx) => appendAudit(tx, actor, row, now));
  return refusal;
}
