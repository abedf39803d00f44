import { hostname } from "node:os";
import { err, ok, type Result } from "@/lib/result";
import type { Db } from "./db";

export type LeaseRequest = { name: string; holder: string; ttlMs: number; now: Date };

/** Tells its machine and process, so that what a process held that is gone from this machine need not be waited for. */
export const newHolder = (): string => `${hostname()}/${process.pid}/${crypto.randomUUID()}`;

/** Later than any lease that was taken by a right clock. */
const implausible = ({ ttlMs, now }: Pick<LeaseRequest, "ttlMs" | "now">): Date => new Date(now.getTime() + 10 * ttlMs);

/**
 * Takes the lease, or renews it for its holder; false when someone else holds it. It is free when it has run out, when it ends
 * so far ahead that the clock of its holder must have been wrong, or when its holder is gone.
 */
export async function acquireLease(db: Db, request: LeaseRequest): Promise<boolean> {
  const { name, holder, now } = request;
  const expiresAt = new Date(now.getTime() + request.ttlMs);
  const taken = await db.lease.updateMany({
    where: { name, OR: [{ holder }, { expiresAt: { lte: now } }, { expiresAt: { gt: implausible(request) } }] },
    data: { holder, expiresAt },
  });
  if (taken.count > 0) return true;
  const held = await db.lease.findUnique({ where: { name } });
  if (held) {
    if (!isGone(held.holder)) return false;
    const { count } = await db.lease.updateMany({ where: { name, holder: held.holder }, data: { holder, expiresAt } });
    return count > 0;
  }
  const created = await db.$executeRaw`
    INSERT INTO "Lease" ("name", "holder", "expiresAt") VALUES (${name}, ${holder}, ${expiresAt})
    ON CONFLICT ("name") DO NOTHING`;
  return created > 0;
}

/** False when it is someone else's, or nobody's, by now: it is then not taken again. */
export async function renewLease(db: Db, { name, holder, ttlMs, now }: LeaseRequest): Promise<boolean> {
  const expiresAt = new Date(now.getTime() + ttlMs);
  const { count } = await db.lease.updateMany({ where: { name, holder }, data: { expiresAt } });
  return count > 0;
}

export async function isLeaseHeld(db: Db, request: Omit<LeaseRequest, "holder">): Promise<boolean> {
  const { name, now } = request;
  const held = await db.lease.findUnique({ where: { name } });
  return held !== null && held.expiresAt > now && held.expiresAt <= implausible(request) && !isGone(held.holder);
}

/** Gives it back, so that the next holder need not wait; nothing happens when it is someone else's by now. */
export async function releaseLease(db: Db, { name, holder }: Pick<LeaseRequest, "name" | "holder">): Promise<void> {
  await db.lease.deleteMany({ where: { name, holder } });
}

type Held = { db: Db; name: string; ttlMs: number; clock: () => Date };

/** Does `work` under the lease, renews it as long as that takes, and gives it back however it ends. `renew` tells whether it is still held. */
export async function withLease<T>(
  { db, name, ttlMs, clock }: Held,
  work: (renew: () => Promise<boolean>) => Promise<T>,
): Promise<Result<T, "held">> {
  const holder = newHolder();
  const request = () => ({ name, holder, ttlMs, now: clock() });
  if (!(await acquireLease(db, request()))) return err("held");
  const renew = () => renewLease(db, request());
  const timer = setInterval(() => void renew().catch(() => {}), ttlMs / 5);
  try {
    return ok(await work(renew));
  } finally {
    clearInterval(timer);
    await releaseLease(db, { name, holder });
  }
}

function isGone(holder: string): boolean {
  const [host, pid] = holder.split("/");
  if (host !== hostname() || !pid || Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
