import type { Db } from "./db";

export type LeaseRequest = { name: string; holder: string; ttlMs: number; now: Date };

/**
 * Takes the lease, or renews it for its holder; false when someone else holds it. It is free when it has run out, or when it
 * ends so far ahead that the clock of its holder must have been wrong.
 */
export async function acquireLease(db: Db, { name, holder, ttlMs, now }: LeaseRequest): Promise<boolean> {
  const expiresAt = new Date(now.getTime() + ttlMs);
  const implausible = new Date(now.getTime() + 10 * ttlMs);
  const taken = await db.lease.updateMany({
    where: { name, OR: [{ holder }, { expiresAt: { lte: now } }, { expiresAt: { gt: implausible } }] },
    data: { holder, expiresAt },
  });
  if (taken.count > 0) return true;
  const created = await db.$executeRaw`
    INSERT INTO "Lease" ("name", "holder", "expiresAt") VALUES (${name}, ${holder}, ${expiresAt})
    ON CONFLICT ("name") DO NOTHING`;
  return created > 0;
}

/** Gives it back, so that the next holder need not wait; nothing happens when it is someone else's by now. */
export async function releaseLease(db: Db, { name, holder }: Pick<LeaseRequest, "name" | "holder">): Promise<void> {
  await db.lease.deleteMany({ where: { name, holder } });
}
