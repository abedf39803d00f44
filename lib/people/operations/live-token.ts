import { createHash, randomBytes } from "node:crypto";
import type { Db } from "@/lib/server/db";
import { unlessLocked } from "@/lib/server/transaction";
import { Role } from "../schema";

/** 32 random bytes need no slow hash: nobody can try them all. */
export const hashToken = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export const createTokenSecret = (): string => `sb_${randomBytes(32).toString("base64url")}`;

export type LiveToken = { id: string; name: string; role: Role };

/** The token behind a bearer secret, unless it is unknown, expired or revoked; its use is noted once a minute. */
export async function findLiveToken(db: Db, secret: string, now: Date): Promise<LiveToken | null> {
  const token = await db.apiToken.findUnique({ where: { hash: hashToken(secret) } });
  if (token === null || token.revokedAt !== null) return null;
  if (token.expiresAt !== null && token.expiresAt <= now) return null;
  const minuteAgo = new Date(now.getTime() - 60_000);
  if (token.lastUsedAt === null || token.lastUsedAt < minuteAgo)
    await unlessLocked(db.apiToken.updateMany({ where: { id: token.id }, data: { lastUsedAt: now } }));
  const role = Role.safeParse(token.role);
  return role.success ? { id: token.id, name: token.name, role: role.data } : null;
}
