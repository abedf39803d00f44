import { randomUUID } from "node:crypto";
import { ReloadRunView } from "@/lib/changes/schema";
import type { Db } from "@/lib/server/db";

export type NewReloadRun = Omit<ReloadRunView, "id" | "at"> & { gatewayId: string; at: Date };

export async function insertReloadRun(db: Db, run: NewReloadRun): Promise<string> {
  const id = randomUUID();
  await db.reloadRun.create({ data: { id, ...run } });
  return id;
}

export async function listReloadRuns(db: Db, gatewayId: string, limit = 5): Promise<ReloadRunView[]> {
  const rows = await db.reloadRun.findMany({ where: { gatewayId }, orderBy: { at: "desc" }, take: limit });
  return rows.map((row) => ReloadRunView.parse({ ...row, at: row.at.toISOString() }));
}
