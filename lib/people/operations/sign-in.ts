import { appendAudit } from "@/lib/audit/store";
import { err, ok, type Result } from "@/lib/result";
import type { Database } from "@/lib/server/db";
import { anonymous, recordDenial } from "@/lib/server/denials";
import { inTransaction } from "@/lib/server/transaction";
import { sessionEnd } from "../session-limits";
import { renderWait } from "../sign-in-limit";
import { findPerson } from "../store";
import { forgiveAttempts, reserveAttempt } from "./attempts";

export type SignInContext = {
  db: Database;
  now: Date;
  /** Address of whoever signs in. */
  origin: string;
  agent: string | null;
  /** Checks the password; when it is right, opens a session and returns its token. */
  openSession: (email: string, password: string) => Promise<string | null>;
};

export async function signIn(
  { db, now, origin, agent, openSession }: SignInContext,
  { email, password }: { email: string; password: string },
): Promise<Result<{ email: string }, "too-many" | "wrong" | "banned">> {
  const attempt = { account: email, address: origin };
  const deny = (why: string) =>
    recordDenial(db, anonymous(origin), { action: "session.sign-in", target: email, why }, now);

  const waitMs = await reserveAttempt(db, attempt, now);
  if (waitMs > 0) {
    await deny("too many attempts");
    return err("too-many", `Too many attempts to sign in. Try again ${renderWait(waitMs)}.`);
  }
  const token = await openSession(email, password);
  if (token === null) {
    await deny("wrong e-mail or password");
    return err("wrong", "The e-mail or the password is wrong.");
  }
  return inTransaction(db, async (tx) => {
    const person = await findPerson(tx, { email });
    const session = await tx.session.findUnique({ where: { token }, include: { user: true } });
    const banned = session?.user.banned === true && (session.user.banExpires === null || session.user.banExpires > now);
    if (person === null || session === null || banned) {
      await tx.session.deleteMany({ where: { token } });
      const actor = { ...anonymous(origin), name: `user:${email}` };
      const record = { action: "session.sign-in", target: email, outcome: "denied", after: { why: "banned" } } as const;
      await appendAudit(tx, actor, record, now);
      return err("banned", "This account is blocked. An administrator can unblock it.");
    }
    await forgiveAttempts(tx, attempt);
    const expiresAt = sessionEnd(now, now);
    await tx.session.deleteMany({ where: { userId: person.id, expiresAt: { lte: now } } });
    await tx.session.update({ where: { token }, data: { ipAddress: origin, userAgent: agent, expiresAt } });
    const actor = { name: `user:${email}`, role: person.role, origin };
    await appendAudit(tx, actor, { action: "session.sign-in", target: email, outcome: "done" }, now);
    return ok({ email });
  });
}
