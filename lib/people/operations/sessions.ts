import { appendAudit } from "@/lib/audit/store";
import { err, ok, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import { inTransaction } from "@/lib/server/transaction";

/** Ends one session; one's own, or, for an administrator, anybody's. The next request of it is a stranger's. */
export async function revokeSession(
  { db, actor, now }: OperationContext,
  input: { id: string },
): Promise<Result<{ email: string }, "not-found" | "not-yours">> {
  return inTransaction(db, async (tx) => {
    const session = await tx.session.findUnique({ where: { id: input.id }, include: { user: true } });
    if (session === null) return err("not-found", "This session has ended already.");
    const { email } = session.user;
    if (actor.role !== "admin" && actor.name !== `user:${email}`)
      return err("not-yours", "Only administrators end the sessions of others.");
    await tx.session.delete({ where: { id: session.id } });
    const before = { address: session.ipAddress, createdAt: session.createdAt.toISOString() };
    await appendAudit(tx, actor, { action: "session.revoke", target: email, outcome: "done", before }, now);
    return ok({ email });
  });
}

/** "Sign out everywhere": all sessions of one person, except the one that asks when it says so. */
export async function revokeAllSessions(
  { db, actor, now }: OperationContext,
  input: { email: string; except?: string },
): Promise<Result<{ ended: number }, "not-yours">> {
  if (actor.role !== "admin" && actor.name !== `user:${input.email}`)
    return err("not-yours", "Only administrators end the sessions of others.");
  return inTransaction(db, async (tx) => {
    const kept = input.except === undefined ? {} : { id: { not: input.except } };
    const { count } = await tx.session.deleteMany({ where: { user: { email: input.email }, ...kept } });
    const record = {
      action: "session.revoke-all",
      target: input.email,
      outcome: "done",
      after: { ended: count },
    } as const;
    await appendAudit(tx, actor, record, now);
    return ok({ ended: count });
  });
}

export async function signOut(
  { db, actor, now }: OperationContext,
  input: { sessionId: string },
): Promise<Result<null, never>> {
  return inTransaction(db, async (tx) => {
    await tx.session.deleteMany({ where: { id: input.sessionId } });
    const target = actor.name.replace(/^user:/, "");
    await appendAudit(tx, actor, { action: "session.sign-out", target, outcome: "done" }, now);
    return ok(null);
  });
}
