import { type AuditActor, appendAudit } from "@/lib/audit/store";
import type { Database } from "./db";
import { log } from "./log";
import { inTransaction } from "./transaction";

const perMinute = 30;
const recent = { since: 0, rows: 0, suppressed: 0 };

/**
 * Writes the audit row of a call that was not allowed. Strangers can call as often as they like, so theirs are written
 * up to 30 a minute; the next row after that says how many were left out. Those of people and tokens always are.
 */
export async function recordDenial(
  db: Database,
  actor: AuditActor,
  denial: { action: string; target: string; why: string },
  now: Date,
): Promise<void> {
  log().warn({ actor: actor.name, origin: actor.origin, ...denial }, "denied");
  const stranger = actor.role === "none";
  if (stranger && !withinQuota(now)) return;
  const suppressed = stranger ? recent.suppressed : 0;
  if (stranger) recent.suppressed = 0;
  const after = suppressed > 0 ? { why: denial.why, leftOut: suppressed } : { why: denial.why };
  await inTransaction(db, (tx) =>
    appendAudit(tx, actor, { action: denial.action, target: denial.target, outcome: "denied", after }, now),
  );
}

function withinQuota(now: Date): boolean {
  if (now.getTime() - recent.since >= 60_000) {
    recent.since = now.getTime();
    recent.rows = 0;
  }
  recent.rows += 1;
  if (recent.rows <= perMinute) return true;
  recent.suppressed += 1;
  return false;
}

export const anonymous = (origin: string): AuditActor => ({ name: "anonymous", role: "none", origin });
