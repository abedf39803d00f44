import { sha256 } from "@/lib/adapters/files/sha256";
import { appendAudit } from "@/lib/audit/store";
import { type JudgedFinding, judgeApply } from "@/lib/changes/judge-findings";
import type { Acknowledgement } from "@/lib/changes/schema";
import { findStoredChange, findUnfinishedChange } from "@/lib/changes/store/changes";
import { findDraft } from "@/lib/changes/store/drafts";
import { findRevision, findRevisionBySha, insertRevision, type StoredRevision } from "@/lib/changes/store/revisions";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { describeChanges } from "@/lib/models/describe-changes";
import { err, ok, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import { findGateway } from "@/lib/server/gateway";
import { inTransaction } from "@/lib/server/transaction";
import { type Means, realOutside } from "./outside";
import { findingsBetween, readThreeWay } from "./read-draft";
import { type Accepted, recordIntent, refuseBusy, type StartContext, type Started } from "./record-intent";
import { readBytes } from "./session";
import { syncGateway } from "./sync-gateway";

type Given = StartContext;

export type StartInput = {
  /** The file that the previewed diff was against. */
  baseSha: string;
  /** The draft that was previewed; a later one is refused as stale. */
  draftVersion?: number;
  acknowledged?: Acknowledgement[];
  overrideReason?: string | null;
};

/** Records the intent to apply the gateway's draft. Nothing is written to the file yet: `runChange` does that. */
export async function startChange(given: Given & StartInput): Promise<Started> {
  return audited(given, "change.apply", await judgeDraft(given));
}

async function judgeDraft(given: Given & StartInput): Promise<Started> {
  const { db, gatewayId, baseSha, acknowledged = [], overrideReason = null } = given;
  const record = await findGateway(db, gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  const draft = await findDraft(db, gatewayId);
  if (!draft || draft.edits.length === 0) return err("nothing-to-apply", "There is no draft to apply.");
  if (draft.baseSha !== baseSha || (given.draftVersion ?? draft.version) !== draft.version)
    return err("stale", "The draft is not the one that was previewed any more. Look at its difference again.");
  const base = await findRevisionBySha(db, gatewayId, baseSha);
  if (!base) return err("stale", "The file that this draft began with is not known any more.");
  const bytes = Buffer.from(draft.text);
  if (sha256(bytes) === baseSha) return err("nothing-to-apply", "The draft changes nothing in the file.");
  const synced = await syncGateway(given);
  if (!synced.ok || synced.value.sha !== baseSha) return refuseChangedFile(given, synced.ok ? null : synced.detail);
  const [before, after] = [await readBytes(record, base.bytes), await readBytes(record, bytes)];
  if (!after.reading.usable) return err("unusable-file", "The file could not be read any more with this draft.");
  // Overriding a blocking finding is an administrator's.
  const override = given.actor.role === "admin" ? overrideReason : null;
  const { findings } = await findingsBetween(db, record, before.reading, after.reading, given.now);
  const verdict = judgeApply(findings, acknowledged, override);
  if (!verdict.may) return err(verdict.reason, tellFindings(verdict.findings));
  const summary = describeChanges(before.reading, after.reading);
  return recordIntent(given, record, base, {
    kind: "draft",
    candidate: bytes,
    rollbackOfId: null,
    draftVersion: draft.version,
    summary,
    acknowledged,
    accepted: acceptedNow(findings, acknowledged),
    overrideReason: override,
    overridden: verdict.overridden.map(({ rule, line, message }) => ({ rule, line, message })),
  });
}

/** Findings that this apply was given a reason for: they are not asked about again. */
const acceptedNow = (findings: readonly JudgedFinding[], acknowledged: readonly Acknowledgement[]): Accepted[] =>
  findings.flatMap((finding) => {
    const said = acknowledged.find(({ rule }) => rule === finding.rule);
    if (!finding.needsAcknowledgement || !said) return [];
    const { id, rule, severity, message } = finding;
    return [{ finding: id, rule, severity, message, reason: said.reason.trim() }];
  });

/** The file as it was before a change, as a change of its own. */
export async function rollbackChange(given: OperationContext & Means & { changeId: string }): Promise<Started> {
  const change = await findStoredChange(given.db, given.changeId);
  if (!change?.baseRevisionId) return err("unknown-change", "There is no such change.");
  if (change.state !== "applied" && change.state !== "confirmed")
    return err("nothing-to-apply", "This change did not take, so there is nothing to roll back.");
  const target = { gatewayId: change.gatewayId, revisionId: change.baseRevisionId };
  return rollbackToRevision({ ...given, ...target, rollbackOfId: change.id });
}

/** The exact bytes of an earlier revision, as a change of its own. What is on disk now becomes its base and can be had back. */
export async function rollbackToRevision(
  given: Given & { revisionId: string; rollbackOfId?: string },
): Promise<Started> {
  return audited(given, "change.rollback", await judgeRollback(given));
}

async function judgeRollback(given: Given & { revisionId: string; rollbackOfId?: string }): Promise<Started> {
  const { db, gatewayId } = given;
  const record = await findGateway(db, gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  const target = await findRevision(db, gatewayId, given.revisionId);
  if (!target) return err("unknown-revision", "There is no such revision.");
  const base = await baseOnDisk(given, record);
  if (!base.ok) return base;
  if (base.value.sha === target.sha) return err("nothing-to-apply", "The file is exactly that already.");
  const [before, after] = [await readBytes(record, base.value.bytes), await readBytes(record, target.bytes)];
  if (!after.reading.usable)
    return err("unusable-file", "That revision cannot be read, so the gateway would not start.");
  return recordIntent(given, record, base.value, {
    kind: "rollback",
    candidate: target.bytes,
    rollbackOfId: given.rollbackOfId ?? null,
    draftVersion: null,
    summary: [`back to revision ${target.number}`, ...describeChanges(before.reading, after.reading)],
    acknowledged: [],
    accepted: [],
    overrideReason: null,
    overridden: [],
  });
}

/** What is on disk as a revision, also when somebody has just written it or no gateway could read it: nothing is lost. */
async function baseOnDisk(
  given: Given,
  record: GatewayRecord,
): Promise<Result<StoredRevision, Extract<Started, { ok: false }>["reason"]>> {
  const { db, gatewayId, now } = given;
  if (await findUnfinishedChange(db, gatewayId)) return refuseBusy();
  const synced = await syncGateway(given);
  const file = await (given.outside ?? realOutside).readFileSnapshot(record.configPath);
  if (!file.ok) return err("stale", file.detail);
  const { sha, bytes } = file.value;
  const known = await findRevisionBySha(db, gatewayId, sha);
  if (known) return ok(known);
  const note = synced.ok ? null : (synced.detail ?? null);
  const fields = {
    gatewayId,
    sha,
    bytes,
    includes: [],
    origin: "outside",
    author: "outside",
    note,
    changeId: null,
  } as const;
  const kept = await inTransaction(db, (tx) => insertRevision(tx, { ...fields, includes: [] }, now));
  return ok({ ...kept, sha, bytes });
}

async function refuseChangedFile(given: Given, problem: string | null | undefined): Promise<Started> {
  const ways = await readThreeWay(given);
  const theirs = ways.ok && ways.value.theirs.length > 0 ? ` On disk since then: ${ways.value.theirs.join("; ")}.` : "";
  return err("stale", `The file on disk is not the one this draft began with. ${problem ?? ""}${theirs}`.trim());
}

const tellFindings = (findings: JudgedFinding[]): string =>
  findings.map(({ line, message }) => `line ${line}: ${message}`).join("; ");

/** A refused attempt leaves a row too. */
async function audited(given: Given, action: string, started: Started): Promise<Started> {
  if (started.ok) return started;
  const after = { reason: started.reason, detail: started.detail };
  const row = { action, target: given.gatewayId, outcome: "refused", after } as const;
  await inTransaction(given.db, (tx) => appendAudit(tx, given.actor, row, given.now));
  return started;
}
