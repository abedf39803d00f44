import type { Db } from "@/lib/server/db";
import { type PersonView, Role, type SessionView, type TokenView } from "./schema";

/** A role that is not one of ours, written by hand, counts as the lowest. */
const roleOf = (text: string): Role => Role.catch("viewer").parse(text);

export async function hasAdministrator(db: Db): Promise<boolean> {
  return (await db.user.findFirst({ where: { role: "admin" }, select: { id: true } })) !== null;
}

/** Whether someone besides `personId` could still administer the console. */
export async function hasOtherAdministrator(db: Db, personId: string, now: Date): Promise<boolean> {
  const other = await db.user.findFirst({
    where: {
      role: "admin",
      id: { not: personId },
      OR: [{ banned: null }, { banned: false }, { banned: true, banExpires: { lte: now } }],
    },
    select: { id: true },
  });
  return other !== null;
}

export async function listPeople(db: Db, now: Date): Promise<PersonView[]> {
  const users = await db.user.findMany({
    orderBy: { email: "asc" },
    include: { _count: { select: { sessions: { where: { expiresAt: { gt: now } } } } } },
  });
  return users.map((user) => ({
    id: user.id,
    name: user.name,
    email: user.email,
    role: roleOf(user.role),
    banned: user.banned === true && (user.banExpires === null || user.banExpires > now),
    banReason: user.banReason,
    createdAt: user.createdAt.toISOString(),
    sessions: user._count.sessions,
  }));
}

export type PersonRecord = { id: string; name: string; email: string; role: Role };

export async function findPerson(db: Db, where: { id: string } | { email: string }): Promise<PersonRecord | null> {
  const user = await db.user.findUnique({ where, select: { id: true, name: true, email: true, role: true } });
  return user === null ? null : { ...user, role: roleOf(user.role) };
}

/** The two rows that the sign-in library reads: the person, and the account that holds the password's hash. */
export async function insertPerson(
  db: Db,
  person: { name: string; email: string; role: Role; passwordHash: string },
  now: Date,
): Promise<PersonRecord> {
  const { passwordHash, ...fields } = person;
  const id = crypto.randomUUID();
  const times = { createdAt: now, updatedAt: now };
  await db.user.create({ data: { id, ...fields, emailVerified: true, ...times } });
  await db.account.create({
    data: {
      id: crypto.randomUUID(),
      accountId: id,
      providerId: "credential",
      userId: id,
      password: passwordHash,
      ...times,
    },
  });
  return { id, name: person.name, email: person.email, role: person.role };
}

export async function findPasswordHash(db: Db, personId: string): Promise<string | null> {
  const account = await db.account.findFirst({ where: { userId: personId, providerId: "credential" } });
  return account?.password ?? null;
}

/** Newest use first; those that ended are left out. */
export async function listSessions(db: Db, now: Date, personId?: string): Promise<SessionView[]> {
  const sessions = await db.session.findMany({
    where: { expiresAt: { gt: now }, ...(personId === undefined ? {} : { userId: personId }) },
    orderBy: { updatedAt: "desc" },
    take: 200,
    include: { user: { select: { email: true } } },
  });
  return sessions.map((session) => ({
    id: session.id,
    email: session.user.email,
    address: session.ipAddress,
    agent: session.userAgent,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.updatedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  }));
}

/** Those that work first, then by age. */
export async function listTokens(db: Db): Promise<TokenView[]> {
  const tokens = await db.apiToken.findMany({ orderBy: { createdAt: "desc" }, take: 500 });
  const views = tokens.map((token) => ({
    id: token.id,
    name: token.name,
    role: roleOf(token.role),
    prefix: token.prefix,
    createdBy: token.createdBy,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
  }));
  return [...views.filter((view) => view.revokedAt === null), ...views.filter((view) => view.revokedAt !== null)];
}
