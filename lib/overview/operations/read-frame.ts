import { sha256 } from "@/lib/adapters/files/sha256";
import { listChanges } from "@/lib/changes/store/changes";
import { findDraft } from "@/lib/changes/store/drafts";
import type { FrameView } from "@/lib/overview/frame";
import type { Database } from "@/lib/server/db";
import { listGateways } from "@/lib/server/gateway";
import { viewGatewayNow } from "@/lib/server/gateway-views";

const remembersMs = 10 * 60_000;

/** The frame around every page. A change stays in it while it goes on, and for ten minutes when it did not take. */
export async function readFrame(db: Database, gatewayId: string | null, now: Date): Promise<FrameView> {
  const records = await listGateways(db);
  const gateways = await Promise.all(records.map((record) => viewGatewayNow(db, record, now)));
  const current = gateways.find(({ id }) => id === gatewayId) ?? gateways[0] ?? null;
  if (!current) return { gateways, current: null, draftEdits: 0, change: null };
  const [change] = (await listChanges(db, current.id, { limit: 1 })).changes;
  const draft = await findDraft(db, current.id);
  const isRecent = !change?.finishedAt || now.getTime() - Date.parse(change.finishedAt) < remembersMs;
  const shown = change && (isRecent || change.stranded) ? change : null;
  return {
    gateways,
    current,
    draftEdits: draft && sha256(draft.text) !== draft.baseSha ? draft.edits.length : 0,
    change: shown && {
      id: shown.id,
      number: shown.number,
      state: shown.state,
      stranded: shown.stranded,
      reason: shown.reason,
    },
  };
}
