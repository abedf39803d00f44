import { appendAudit } from "@/lib/audit/store";
import { endOf } from "@/lib/findings/acknowledged";
import { findingId } from "@/lib/findings/finding-id";
import { checkGateway } from "@/lib/findings/operations/check-gateway";
import { deleteAcknowledgement, findAcknowledgement, writeAcknowledgement } from "@/lib/findings/store";
import { readDraftSide } from "@/lib/models/operations/draft-side";
import { err, ok, type Result } from "@/lib/result";
import type { Finding } from "@/lib/routing/schema";
import type { OperationContext } from "@/lib/server/context";
import { findGateway } from "@/lib/server/gateway";
import { inTransaction } from "@/lib/server/transaction";

type Given = OperationContext & { gatewayId: string /** Its id. */; finding: string };

export type AcknowledgeRefusal = "unknown-gateway" | "unknown-finding" | "past-date" | "unreadable-file";

/** Accepts a finding of the file or of the draft, with a reason and perhaps until a day. Saying it again replaces it. */
export async function acknowledgeFinding(
  given: Given & { reason: string; until?: string | null | undefined },
): Promise<Result<null, AcknowledgeRefusal>> {
  const { db, actor, now, gatewayId, finding: id, reason } = given;
  const until = given.until ? endOf(given.until) : null;
  if (until !== null && until <= now) return err("past-date", "Choose a day that is still to come, or none.");
  const found = await findById(given);
  if (!found.ok) return found;
  const { rule, severity, message } = found.value;
  await inTransaction(db, async (tx) => {
    const before = await findAcknowledgement(tx, gatewayId, id);
    const said = { finding: id, rule, severity, message, reason: reason.trim(), by: actor.name, at: now, until };
    await writeAcknowledgement(tx, gatewayId, said);
    const after = { finding: id, rule, message, reason: said.reason, until: until?.toISOString() ?? null };
    const row = { action: "finding.acknowledge", target: gatewayId, outcome: "done", after } as const;
    await appendAudit(
      tx,
      actor,
      before ? { ...row, before: { reason: before.reason, until: before.until } } : row,
      now,
    );
  });
  return ok(null);
}

/** Takes an acknowledgement back, also one whose finding is gone. */
export async function withdrawAcknowledgement(
  given: Given,
): Promise<Result<null, "unknown-gateway" | "no-acknowledgement">> {
  const { db, actor, now, gatewayId, finding } = given;
  if (!(await findGateway(db, gatewayId))) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  return inTransaction(db, async (tx) => {
    const before = await findAcknowledgement(tx, gatewayId, finding);
    if (!before || !(await deleteAcknowledgement(tx, gatewayId, finding)))
      return err("no-acknowledgement", "Nobody has acknowledged this finding, or it was taken back meanwhile.");
    await appendAudit(tx, actor, { action: "finding.withdraw", target: gatewayId, outcome: "done", before }, now);
    return ok(null);
  });
}

async function findById({ db, gatewayId, finding }: Given): Promise<Result<Finding, AcknowledgeRefusal>> {
  const side = await readDraftSide(db, gatewayId);
  if (!side.ok)
    return side.reason === "unknown-gateway" ? err(side.reason, side.detail) : err("unreadable-file", side.detail);
  const { file, draft, reading, graph } = side.value;
  const ofDraft = draft ? await checkGateway(file.record, reading, graph) : [];
  const all = [...ofDraft, ...(await checkGateway(file.record, file.reading, file.graph))];
  const found = all.find((each) => findingId(each) === finding);
  return found
    ? ok(found)
    : err("unknown-finding", "This finding is not in the file or the draft any more, so there is nothing to accept.");
}
