import { vi } from "vitest";
import { createPerson } from "@/lib/people/operations/people";
import { createToken } from "@/lib/people/operations/tokens";
import { consoleActor, type Role } from "@/lib/people/schema";
import type { Database } from "@/lib/server/db";
import { createTestDatabase } from "./db";

export const testPassword = "correct horse battery staple";
export const testUrl = "http://127.0.0.1:3100";

export type TestConsole = Awaited<ReturnType<typeof createTestConsole>>;

/** The server's own plumbing on a database of its own: `env()`, `db()` and `auth()` answer from it. Once per test file. */
export async function createTestConsole() {
  const { db, folder, close } = await createTestDatabase();
  vi.stubEnv("SIGNALBOX_DATA", folder);
  const holder: typeof globalThis & { signalboxDatabase?: Database } = globalThis;
  holder.signalboxDatabase = db;
  const context = { db, actor: consoleActor, now: new Date() };

  async function addPerson(role: Role, email = `${role}-${crypto.randomUUID().slice(0, 8)}@example.org`) {
    const created = await createPerson(context, { name: `A ${role}`, email, role, password: testPassword });
    if (!created.ok) throw new Error(created.detail);
    return { id: created.value.id, email };
  }

  /** A new person with this role, and the cookie of a session of theirs. */
  async function signInAs(role: Role) {
    const person = await addPerson(role);
    const { auth } = await import("@/lib/server/auth");
    const body = { email: person.email, password: testPassword };
    const { headers } = await auth().api.signInEmail({ body, headers: new Headers(), returnHeaders: true });
    return { ...person, cookie: (headers.get("set-cookie") ?? "").split(";")[0] ?? "" };
  }

  async function addToken(role: Role, expiresInDays: number | null = null) {
    const created = await createToken(context, { name: `t-${crypto.randomUUID().slice(0, 8)}`, role, expiresInDays });
    if (!created.ok) throw new Error(created.detail);
    return created.value;
  }

  const lastAudit = () => db.auditEntry.findFirst({ orderBy: { seq: "desc" } });

  return { db, folder, context, addPerson, signInAs, addToken, lastAudit, close };
}
