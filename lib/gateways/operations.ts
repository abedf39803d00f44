import { readFileSnapshot } from "@/lib/adapters/files/read-file-snapshot";
import type { ReadFailure } from "@/lib/adapters/files/schema";
import { readReadiness } from "@/lib/adapters/litellm/client";
import { describeReload, snapshotProcesses } from "@/lib/adapters/reload/client";
import type { ProcessSnapshot, ReloadOptions } from "@/lib/adapters/reload/schema";
import { appendAudit } from "@/lib/audit/store";
import { type Actor, consoleActor } from "@/lib/people/schema";
import { err, ok, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import type { Database } from "@/lib/server/db";
import type { GatewayFromEnv } from "@/lib/server/env";
import { findGateway, gatewayConnection, listGateways } from "@/lib/server/gateway";
import { reloadOptions } from "@/lib/server/means";
import { inTransaction } from "@/lib/server/transaction";
import type { GatewayInput } from "./gateway-input";
import { type SeenProcess, type StatedGateway, toGatewayState } from "./gateway-state";
import { type GatewayRecord, type GatewayView, parseReloadMethod, renderReloadMethod } from "./schema";
import {
  countUnfinishedChanges,
  insertGateway,
  markGatewayRemoved,
  recordVersion,
  toGatewayView,
  updateGatewayRow,
} from "./store";

export type GatewayRefusal = "taken" | "unknown-gateway" | "config-path" | "key-file" | "reload" | "busy";

type Given = OperationContext & { reloadOptions?: ReloadOptions };

/** Registers the gateway that the environment names, or brings it up to date; silent when nothing differs. */
export async function ensureGatewayFromEnv(db: Database, gateway: GatewayFromEnv, now: Date): Promise<GatewayRecord> {
  const known = await findGateway(db, gateway.id);
  const input: GatewayInput = { ...gateway };
  if (known && sameSettings(known, input)) return known;
  return inTransaction(db, async (tx) => {
    const record = await insertGateway(tx, input, now);
    await auditGateway(tx, consoleActor, "gateway.from-environment", input, now, known);
    return record;
  });
}

export async function addGateway(given: Given, input: GatewayInput): Promise<Result<GatewayRecord, GatewayRefusal>> {
  const { db, actor, now } = given;
  const usable = await checkSettings(input, given.reloadOptions);
  if (!usable.ok) return usable;
  return inTransaction(db, async (tx) => {
    if (await findGateway(tx, input.id)) return err("taken", `There is a gateway ${input.id} already.`);
    const record = await insertGateway(tx, input, now);
    await auditGateway(tx, actor, "gateway.add", input, now, null);
    return ok(record);
  });
}

export async function updateGateway(given: Given, input: GatewayInput): Promise<Result<null, GatewayRefusal>> {
  const { db, actor, now } = given;
  const usable = await checkSettings(input, given.reloadOptions);
  if (!usable.ok) return usable;
  return inTransaction(db, async (tx) => {
    if ((await countUnfinishedChanges(tx, input.id)) > 0) return err("busy", "A change is being applied to it.");
    const before = await findGateway(tx, input.id);
    if ((await updateGatewayRow(tx, input, now)) === 0) return unknown(input.id);
    await auditGateway(tx, actor, "gateway.update", input, now, before);
    return ok(null);
  });
}

/** The console forgets the gateway; its file and its process stay as they are, and its history is kept. */
export async function removeGateway(given: OperationContext, id: string): Promise<Result<null, GatewayRefusal>> {
  return inTransaction(given.db, async (tx) => {
    if ((await countUnfinishedChanges(tx, id)) > 0) return err("busy", "A change is being applied to it.");
    if ((await markGatewayRemoved(tx, id, given.now)) === 0) return unknown(id);
    await appendAudit(tx, given.actor, { action: "gateway.remove", target: id, outcome: "done" }, given.now);
    return ok(null);
  });
}

/** The gateway with what it says of itself at this moment. */
export async function viewGateway(
  db: Database,
  id: string,
  now: Date,
  timeoutMs = 2500,
): Promise<Result<GatewayView, "unknown-gateway">> {
  const record = await findGateway(db, id);
  if (!record) return unknown(id);
  const stated = await askGatewayState(db, record, timeoutMs);
  return ok(toGatewayView(record, stated, now));
}

export async function viewGateways(db: Database, now: Date, timeoutMs = 2500): Promise<GatewayView[]> {
  const records = await listGateways(db);
  return Promise.all(
    records.map(async (record) => toGatewayView(record, await askGatewayState(db, record, timeoutMs), now)),
  );
}

export async function askGatewayState(db: Database, record: GatewayRecord, timeoutMs: number): Promise<StatedGateway> {
  const readiness = await readReadiness(await gatewayConnection(record), { timeoutMs });
  if (readiness.ok && readiness.value.version !== null && readiness.value.version !== record.version)
    await recordVersion(db, record.id, readiness.value.version);
  const process = readiness.ok ? null : await snapshotProcesses(record.reload, reloadOptions());
  return toGatewayState(readiness, process && toSeenProcess(process), Date.now());
}

const toSeenProcess = ({ mainPid, mainStartedAt, workers }: ProcessSnapshot): SeenProcess => {
  const starts = [mainStartedAt ?? 0, ...workers.map(({ startedAt }) => startedAt)];
  return { runs: mainPid !== null, startedAt: mainPid === null ? null : Math.max(...starts) };
};

const unknown = (id: string) => err("unknown-gateway", `There is no gateway ${id}.`);

const explainRead: Record<ReadFailure, string> = {
  missing: "There is no such file.",
  "is-a-folder": "That is a folder; name the YAML file in it.",
  unreadable: "The console may not read it; give its user the right to.",
  "too-large": "It is too large to be a gateway's configuration.",
  "not-text": "It is not a text file.",
};

async function checkSettings(input: GatewayInput, options?: ReloadOptions): Promise<Result<null, GatewayRefusal>> {
  const file = await readFileSnapshot(input.configPath);
  if (!file.ok) return err("config-path", explainRead[file.reason]);
  const key = input.keyFile === null ? null : await readFileSnapshot(input.keyFile);
  if (key && !key.ok) return err("key-file", explainRead[key.reason]);
  const method = parseReloadMethod(input.reload);
  if (!method) return err("reload", "That is not a way to reload.");
  if (method.kind === "none") return ok(null);
  const described = await describeReload(method, options ?? reloadOptions());
  return described.safe ? ok(null) : err("reload", described.why ?? described.what);
}

const shown = (input: GatewayInput) => ({ ...input, keyFile: input.keyFile === null ? null : "set" });

async function auditGateway(
  tx: Parameters<typeof appendAudit>[0],
  actor: Actor,
  action: string,
  input: GatewayInput,
  now: Date,
  before: GatewayRecord | null,
): Promise<void> {
  const was = before && {
    ...before,
    reload: renderReloadMethod(before.reload),
    keyFile: before.keyFile ? "set" : null,
  };
  await appendAudit(tx, actor, { action, target: input.id, outcome: "done", before: was, after: shown(input) }, now);
}

const sameSettings = (known: GatewayRecord, input: GatewayInput): boolean =>
  known.name === input.name &&
  known.url === input.url &&
  known.configPath === input.configPath &&
  known.keyFile === input.keyFile &&
  known.logPath === input.logPath &&
  renderReloadMethod(known.reload) === renderReloadMethod(parseReloadMethod(input.reload) ?? { kind: "none" });
