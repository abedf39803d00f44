import { askGatewayState } from "@/lib/gateways/operations";
import type { GatewayRecord, GatewayView } from "@/lib/gateways/schema";
import { toGatewayView } from "@/lib/gateways/store";
import type { Database } from "./db";

type Known = { view: GatewayView; askedMs: number; asking: Promise<GatewayView> | null };

const freshMs = 2000;
const patienceMs = 400;
const known = new Map<string, Known>();

/**
 * The gateway's state for a page that cannot wait: asked anew when the last answer is older than two seconds, and when the
 * gateway is slow the last answer is given with the time it was heard.
 */
export async function viewGatewayNow(db: Database, record: GatewayRecord, now: Date): Promise<GatewayView> {
  const before = known.get(record.id);
  if (before && now.getTime() - before.askedMs < freshMs) return merge(record, before.view);
  const asking = before?.asking ?? ask(db, record, now);
  const unknown = toGatewayView(record, { state: "unknown", detail: "It is being asked." }, null);
  const last = before?.view ?? unknown;
  known.set(record.id, { view: last, askedMs: before?.askedMs ?? 0, asking });
  const patience = new Promise<GatewayView>((resolve) => setTimeout(() => resolve(last), patienceMs).unref());
  return merge(record, await Promise.race([asking, patience]));
}

async function ask(db: Database, record: GatewayRecord, now: Date): Promise<GatewayView> {
  const stated = await askGatewayState(db, record, 2500);
  const view = toGatewayView(record, stated, now);
  known.set(record.id, { view, askedMs: now.getTime(), asking: null });
  return view;
}

/** What the database says of the gateway is always current; only what the gateway says may be older. */
const merge = (record: GatewayRecord, { state, stateDetail, stateAt }: GatewayView): GatewayView => ({
  ...toGatewayView(record, { state, detail: stateDetail }, null),
  stateAt,
});
