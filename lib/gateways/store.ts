import type { Db } from "@/lib/server/db";
import { toGatewayRecord } from "@/lib/server/gateway";
import type { GatewayInput } from "./gateway-input";
import type { StatedGateway } from "./gateway-state";
import { type GatewayRecord, type GatewayView, renderReloadMethod } from "./schema";

export async function insertGateway(tx: Db, input: GatewayInput, now: Date): Promise<GatewayRecord> {
  const fields = { ...toColumns(input), createdAt: now, updatedAt: now, removedAt: null };
  const row = await tx.gateway.upsert({ where: { id: input.id }, create: { id: input.id, ...fields }, update: fields });
  return toGatewayRecord(row);
}

export async function updateGatewayRow(tx: Db, input: GatewayInput, now: Date): Promise<number> {
  const { count } = await tx.gateway.updateMany({
    where: { id: input.id, removedAt: null },
    data: { ...toColumns(input), updatedAt: now },
  });
  return count;
}

export async function markGatewayRemoved(tx: Db, id: string, now: Date): Promise<number> {
  const { count } = await tx.gateway.updateMany({
    where: { id, removedAt: null },
    data: { removedAt: now, updatedAt: now },
  });
  return count;
}

/** What the file was last seen as. `sha` null leaves the last good one in force: the registry is then old, and says since when. */
export async function recordFileState(
  tx: Db,
  gatewayId: string,
  seen: { sha: string | null; problem: string | null; at: Date },
): Promise<void> {
  const good = seen.sha === null ? {} : { currentSha: seen.sha, readAt: seen.at };
  await tx.gateway.updateMany({ where: { id: gatewayId }, data: { ...good, fileProblem: seen.problem } });
}

export async function recordVersion(db: Db, gatewayId: string, version: string): Promise<void> {
  await db.gateway.updateMany({
    where: { id: gatewayId, OR: [{ version: null }, { NOT: { version } }] },
    data: { version },
  });
}

export async function countUnfinishedChanges(tx: Db, gatewayId: string): Promise<number> {
  return tx.change.count({ where: { gatewayId, finishedAt: null } });
}

export const toGatewayView = (record: GatewayRecord, stated: StatedGateway, at: Date | null): GatewayView => ({
  id: record.id,
  name: record.name,
  url: record.url,
  configPath: record.configPath,
  reload: renderReloadMethod(record.reload),
  version: record.version,
  state: stated.state,
  stateDetail: stated.detail,
  stateAt: at?.toISOString() ?? null,
  currentSha: record.currentSha,
  readAt: record.readAt,
  fileProblem: record.fileProblem,
});

const toColumns = (input: GatewayInput) => ({
  name: input.name,
  url: input.url,
  configPath: input.configPath,
  keyFile: input.keyFile,
  reload: input.reload,
  logPath: input.logPath,
  ...(input.targetPercent === undefined ? {} : { targetPercent: input.targetPercent }),
});
