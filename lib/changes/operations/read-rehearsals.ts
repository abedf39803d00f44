import { leaseMs, rehearsalBeginsMs, rehearsalLease } from "@/lib/changes/leases";
import type { RehearsalDetail, RehearsalView } from "@/lib/rehearsal/schema";
import { findRehearsal, listRehearsals } from "@/lib/rehearsal/store";
import { err, ok, type Result } from "@/lib/result";
import type { Database } from "@/lib/server/db";
import { findGateway } from "@/lib/server/gateway";
import { isLeaseHeld } from "@/lib/server/lease";
import { readCurrentTexts } from "./start-rehearsal";

type Given = { db: Database; gatewayId: string; now: Date };

/** The newest rehearsals of a gateway; one whose console went away while it ran is told as interrupted. */
export async function readRehearsals(given: Given): Promise<Result<RehearsalView[], "unknown-gateway">> {
  const { db, gatewayId } = given;
  if (!(await findGateway(db, gatewayId))) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  const isRunning = await isAlive(given);
  const views = await listRehearsals(db, gatewayId, await readCurrentTexts(db, gatewayId));
  return ok(views.map((view) => settle(view, isRunning, given.now)));
}

export async function readRehearsal(
  given: Given & { id: string },
): Promise<Result<RehearsalDetail, "unknown-gateway" | "unknown-rehearsal">> {
  const { db, gatewayId, id } = given;
  if (!(await findGateway(db, gatewayId))) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  const isRunning = await isAlive(given);
  const found = await findRehearsal(db, gatewayId, id, await readCurrentTexts(db, gatewayId));
  if (!found) return err("unknown-rehearsal", "There is no such rehearsal.");
  return ok(settle(found, isRunning, given.now));
}

const isAlive = ({ db, gatewayId, now }: Given): Promise<boolean> =>
  isLeaseHeld(db, { name: rehearsalLease(gatewayId), ttlMs: leaseMs, now });

function settle<View extends RehearsalView>(view: View, isRunning: boolean, now: Date): View {
  const isBeginning = now.getTime() - Date.parse(view.startedAt) < rehearsalBeginsMs;
  if (view.state !== "running" || isRunning || isBeginning) return view;
  const detail = "The console ended while it ran. Rehearse again.";
  return { ...view, state: "failed", failure: { reason: "interrupted", detail } };
}
