import { hostname } from "node:os";
import type { Db } from "@/lib/server/db";

/**
 * One change is run by one process. The holder's name tells its machine and process, so that a lease whose process is gone
 * from this machine can be taken at once instead of after its time.
 */
export const leaseMs = 20_000;

export const leaseName = (changeId: string): string => `change:${changeId}`;

export const reloadLease = (gatewayId: string): string => `reload:${gatewayId}`;

export const newHolder = (): string => `${hostname()}/${process.pid}/${crypto.randomUUID()}`;

export async function acquireLease(db: Db, name: string, holder: string, now: Date): Promise<boolean> {
  const expiresAt = new Date(now.getTime() + leaseMs);
  const held = await db.lease.findUnique({ where: { name } });
  if (!held) return createLease(db, name, holder, expiresAt);
  if (held.holder !== holder && held.expiresAt > now && !isGone(held.holder)) return false;
  const { count } = await db.lease.updateMany({ where: { name, holder: held.holder }, data: { holder, expiresAt } });
  return count === 1;
}

/** False when another process has taken over meanwhile. */
export async function renewLease(db: Db, name: string, holder: string, now: Date): Promise<boolean> {
  const expiresAt = new Date(now.getTime() + leaseMs);
  const { count } = await db.lease.updateMany({ where: { name, holder }, data: { expiresAt } });
  return count === 1;
}

export async function isLeaseHeld(db: Db, name: string, now: Date): Promise<boolean> {
  const held = await db.lease.findUnique({ where: { name } });
  return held !== null && held.expiresAt > now && !isGone(held.holder);
}

export async function releaseLease(db: Db, name: string, holder: string): Promise<void> {
  await db.lease.deleteMany({ where: { name, holder } });
}

async function createLease(db: Db, name: string, holder: string, expiresAt: Date): Promise<boolean> {
  const { count } = await db.lease.createMany({ data: [{ name, holder, expiresAt }] }).catch(() => ({ count: 0 }));
  return count === 1;
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
