import type { ReadFailure } from "@/lib/adapters/files/schema";
import { loadDraft } from "@/lib/changes/operations/read-draft";
import type { ChangeView } from "@/lib/changes/schema";
import { listChanges } from "@/lib/changes/store/changes";
import { listRevisions } from "@/lib/changes/store/revisions";
import { toFindingViews } from "@/lib/findings/acknowledged";
import { isOpen } from "@/lib/findings/open-findings";
import { checkGateway } from "@/lib/findings/operations/check-gateway";
import { listAcknowledgements } from "@/lib/findings/store";
import { staleAfter } from "@/lib/health/observe";
import { readHealthOf } from "@/lib/health/operations/read-health";
import { readStrips } from "@/lib/health/operations/read-history";
import { lastReloadAt } from "@/lib/health/store/samples";
import { collectNeeds } from "@/lib/overview/collect-needs";
import { assessReadiness, byIdentity } from "@/lib/overview/readiness";
import type { OverviewView } from "@/lib/overview/schema";
import { toStripRows } from "@/lib/overview/strip-rows";
import { tellVerdict } from "@/lib/overview/tell-verdict";
import { ok, type Result } from "@/lib/result";
import { assessFate } from "@/lib/routing/fate/gateway-fate";
import type { Database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { readKnownGateway } from "@/lib/server/gateway";
import { viewGatewayNow } from "@/lib/server/gateway-views";

const rangeMs = 24 * 3_600_000;
const slots = 48;

type Given = { db: Database; gatewayId: string; now: Date };

/** Everything the first page shows, in one answer. */
export async function readOverview({
  db,
  gatewayId,
  now,
}: Given): Promise<Result<OverviewView, "unknown-gateway" | ReadFailure>> {
  const loaded = await readKnownGateway(db, gatewayId);
  if (!loaded.ok) return loaded;
  const { record, graph, reading } = loaded.value;
  const gateway = await viewGatewayNow(db, record, now);
  const { deployments, ...health } = await readHealthOf(db, loaded.value, now);
  const readiness = assessReadiness(graph, byIdentity(deployments), record.version);
  const draft = await loadDraft({ db, gatewayId });
  const lastChange = (await listChanges(db, gatewayId, { limit: 1 })).changes[0] ?? null;
  const lastRevision = (await listRevisions(db, gatewayId, { limit: 1 })).revisions[0] ?? null;
  const takenAt = await lastReloadAt(db, gatewayId);
  const known = { acknowledgements: await listAcknowledgements(db, gatewayId), now };
  const findings = toFindingViews(await checkGateway(record, reading, graph), known).filter(isOpen);
  const identities = graph.deployments.map(({ identity }) => identity);
  const range = { gatewayId, from: new Date(now.getTime() - rangeMs), to: now, now };
  const strips = await readStrips(db, { ...range, staleAfterMs: staleAfter(env().probeIntervalMs), slots, identities });
  return ok({
    at: now.toISOString(),
    verdict: tellVerdict({ state: gateway.state, health, stranded: lastChange?.stranded ?? false }),
    health,
    needs: collectNeeds({ gateway, health, readiness, findings, draft, lastChange, lastRevision, takenAt }),
    readiness,
    diversity: assessFate(graph, { version: record.version }).diversity,
    strips: toStripRows(strips, deployments, rangeMs),
    lastChange: lastChange && shortly(lastChange),
  });
}

const shortly = ({ id, number, state, stranded, summary, author, createdAt }: ChangeView) => ({
  id,
  number,
  state,
  stranded,
  summary,
  author,
  at: createdAt,
});
