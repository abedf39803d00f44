import type { Db } from "@/lib/server/db";
import { unlessLocked } from "@/lib/server/transaction";
import { Role } from "../schema";
import { sessionEnd, touchSeconds } from "../session-limits";

export type LiveSession = { id: string; email: string; role: Role };

/** The session behind a token, with the role its person has now; null when it ended or its person may not enter. */
export async function findLiveSession(db: Db, token: string, now: Date): Promise<LiveSession | null> {
  const session = await db.session.findUnique({ where: { token }, include: { user: true } });
  if (session === null || session.expiresAt <= now) return null;
  const { user } = session;
  if (user.banned === true && (user.banExpires === null || user.banExpires > now)) return null;
  const end = sessionEnd(session.createdAt, now);
  if (end <= now) return null;
  if (Math.abs(end.getTime() - session.expiresAt.getTime()) > touchSeconds * 1000)
    await unlessLocked(db.session.updateMany({ where: { id: session.id }, data: { expiresAt: end } }));
  const role = Role.safeParse(user.role);
  return role.success ? { id: session.id, email: user.email, role: role.data } : null;
}
