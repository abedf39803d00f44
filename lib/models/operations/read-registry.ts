import type { ReadFailure } from "@/lib/adapters/files/schema";
import { toFindingViews } from "@/lib/findings/acknowledged";
import { checkGateway } from "@/lib/findings/operations/check-gateway";
import type { FindingView } from "@/lib/findings/schema";
import { listAcknowledgements } from "@/lib/findings/store";
import { staleAfter } from "@/lib/health/observe";
import { readHealthOf } from "@/lib/health/operations/read-health";
import { readStrips } from "@/lib/health/operations/read-history";
import { type KeyFinder, resolveTargets } from "@/lib/health/probe-targets";
import { latencyP50 } from "@/lib/health/store/samples";
import type { RegistryRow, RegistryView } from "@/lib/models/registry";
import { toRegistryRows } from "@/lib/models/registry-rows";
import type { ModelView } from "@/lib/models/schema";
import { toModelViews } from "@/lib/models/views";
import { ok, type Result } from "@/lib/result";
import type { Database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type KnownGateway, readKnownGateway } from "@/lib/server/gateway";

export const registryRangeMs = 24 * 3_600_000;
const slots = 96;

type Given = { db: Database; gatewayId: string; keys: KeyFinder; now: Date };

/** Every deployment of the file with what is known of it now. */
export async function readRegistry(given: Given): Promise<Result<RegistryView, "unknown-gateway" | ReadFailure>> {
  const loaded = await readKnownGateway(given.db, given.gatewayId);
  if (!loaded.ok) return loaded;
  const models = toModelViews(loaded.value.graph);
  const { rows } = await readRows(loaded.value, models, given);
  return ok({ at: given.now.toISOString(), rows });
}

export type RegistryReading = {
  rows: RegistryRow[];
  findings: FindingView[];
  strips: Awaited<ReturnType<typeof readStrips>>;
};

/** Rows of some of a gateway's models. */
export async function readRows(
  loaded: KnownGateway,
  models: readonly ModelView[],
  { db, gatewayId, keys, now }: Given,
): Promise<RegistryReading> {
  const { record, graph, reading } = loaded;
  const identities = models.flatMap(({ deployments }) => deployments.map(({ identity }) => identity));
  const from = new Date(now.getTime() - registryRangeMs);
  const staleAfterMs = staleAfter(env().probeIntervalMs);
  const strips = await readStrips(db, { gatewayId, from, to: now, now, staleAfterMs, slots, identities });
  const measured = await Promise.all(
    identities.map(async (identity) => [identity, await latencyP50(db, gatewayId, identity)] as const),
  );
  const known = { acknowledgements: await listAcknowledgements(db, gatewayId), now };
  const findings = toFindingViews(await checkGateway(record, reading, graph), known);
  const { deployments } = await readHealthOf(db, loaded, now);
  const targets = resolveTargets(reading.deployments, keys);
  const facts = {
    health: deployments,
    strips,
    measured: new Map(measured),
    findings,
    targets,
    rangeMs: registryRangeMs,
  };
  return { rows: toRegistryRows(models, facts), findings, strips };
}
