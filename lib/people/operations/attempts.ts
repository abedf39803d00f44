import type { Database, Db } from "@/lib/server/db";
import { inTransaction } from "@/lib/server/transaction";
import { historyLimit, type SignInHistory, signInWaitMs, windowMs } from "../sign-in-limit";

const keepMs = 24 * 3600_000;
const knownMs = 90 * 24 * 3600_000;

/** `account` is an e-mail address, or `:setup` for the setup code. */
type Attempt = { account: string; address: string };

/**
 * Counts an attempt before it is made, so that many at once cannot all slip through, and says how long to wait instead
 * when there were too many. What succeeds is taken back with `forgiveAttempts`.
 */
export async function reserveAttempt(db: Database, attempt: Attempt, now: Date): Promise<number> {
  return inTransaction(db, async (tx) => {
    const waitMs = signInWaitMs(await readHistory(tx, attempt, now), now);
    if (waitMs > 0) return waitMs;
    await tx.signInAttempt.deleteMany({ where: { at: { lt: new Date(now.getTime() - keepMs) } } });
    const { account: email, address } = attempt;
    await tx.signInAttempt.create({ data: { id: crypto.randomUUID(), at: now, email, address } });
    return 0;
  });
}

export async function forgiveAttempts(db: Db, { account, address }: Attempt): Promise<void> {
  await db.signInAttempt.deleteMany({ where: { email: account, address } });
}

async function readHistory(db: Db, { account, address }: Attempt, now: Date): Promise<SignInHistory> {
  const since = { gt: new Date(now.getTime() - windowMs) };
  const newest = async (where: { email?: string; address?: string }) => {
    const rows = await db.signInAttempt.findMany({
      where: { ...where, at: since },
      orderBy: { at: "desc" },
      take: historyLimit,
      select: { at: true },
    });
    return rows.map((row) => row.at);
  };
  return {
    pair: await newest({ email: account, address }),
    address: await newest({ address }),
    account: await newest({ email: account }),
    total: await db.signInAttempt.count({ where: { at: since } }),
    known: await isKnown(db, { account, address }, now),
  };
}

async function isKnown(db: Db, { account, address }: Attempt, now: Date): Promise<boolean> {
  const before = await db.auditEntry.findFirst({
    where: {
      actor: `user:${account}`,
      action: "session.sign-in",
      outcome: "done",
      origin: address,
      at: { gt: new Date(now.getTime() - knownMs) },
    },
    select: { seq: true },
  });
  return before !== null;
}
