import type { ReloadDescription } from "@/lib/adapters/reload/schema";
import { describeReloadFor } from "@/lib/changes/operations/reload-gateway";
import { emptyGatewayForm, type GatewayFormInput } from "@/lib/gateways/gateway-form";
import { type ImportSummary, summariseImport } from "@/lib/gateways/import-summary";
import { type GatewayRecord, type GatewayView, renderReloadMethod } from "@/lib/gateways/schema";
import { err, ok, type Result } from "@/lib/result";
import type { Database } from "./db";
import { env } from "./env";
import { listGateways, loadGateway } from "./gateway";
import { viewGatewayNow } from "./gateway-views";
import { reloadOptions } from "./means";

export const isFromEnvironment = (id: string): boolean => env().gateway?.id === id;

/** Every gateway for the settings: what it says of itself, what it is held to, and who registered it. */
export async function listGatewayRows(
  db: Database,
  now: Date,
): Promise<(GatewayView & { targetPercent: number; fromEnvironment: boolean })[]> {
  const records = await listGateways(db);
  return Promise.all(
    records.map(async (record) => ({
      ...(await viewGatewayNow(db, record, now)),
      targetPercent: record.targetPercent,
      fromEnvironment: isFromEnvironment(record.id),
    })),
  );
}

/** A gateway's settings as its form shows them; never its key. */
export const toFormValues = (record: GatewayRecord): GatewayFormInput => ({
  ...emptyGatewayForm,
  id: record.id,
  name: record.name,
  url: record.url,
  configPath: record.configPath,
  keyFrom: record.keyFile === null ? "none" : "file",
  keyFile: record.keyFile ?? "",
  reload: renderReloadMethod(record.reload),
  logPath: record.logPath ?? "",
  targetPercent: String(record.targetPercent),
});

export type Imported = { summary: ImportSummary; reload: { method: string; description: ReloadDescription } };

/** What the gateway's file holds, also when it cannot be used, and how it is reloaded. */
export async function readImport(db: Database, record: GatewayRecord): Promise<Result<Imported, string>> {
  const loaded = await loadGateway(record);
  if (!loaded.ok) return loaded;
  const described = await describeReloadFor({ db, gatewayId: record.id, reloadOptions: reloadOptions() });
  if (!described.ok) return err(described.reason, described.detail);
  const { recent: _recent, ...description } = described.value;
  const { reading, graph } = loaded.value;
  const summary = summariseImport({ reading, graph, version: record.version });
  return ok({ summary, reload: { method: renderReloadMethod(record.reload), description } });
}
