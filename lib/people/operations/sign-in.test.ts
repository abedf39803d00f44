import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { signInWithPassword } from "@/lib/server/auth";
import { createTestConsole, type TestConsole, testPassword } from "@/lib/testing/console";
import { findLiveSession } from "./live-session";
import { type SignInContext, signIn } from "./sign-in";

let signalbox: TestConsole;
beforeAll(async () => {
  signalbox = await createTestConsole();
});
afterAll(() => signalbox.close());
beforeEach(async () => {
  await signalbox.db.signInAttempt.deleteMany();
});

const from = (origin: string, over: Partial<SignInContext> = {}): SignInContext => ({
  db: signalbox.db,
  now: new Date(),
  origin,
  agent: "Test/1",
  openSession: (email, password) => signInWithPassword(email, password, new Headers()),
  ...over,
});
const wrong = async () => null;

test("the right password opens a session that carries address, agent and an idle limit", async () => {
  const { email, id } = await signalbox.addPerson("viewer");
  expect(await signIn(from("198.51.100.1"), { email, password: testPassword })).toEqual({ ok: true, value: { email } });
  const session = await signalbox.db.session.findFirstOrThrow({ where: { userId: id } });
  expect(session).toMatchObject({ ipAddress: "198.51.100.1", userAgent: "Test/1" });
  expect(session.expiresAt.getTime() - Date.now()).toBeLessThan(4 * 24 * 3600_000);
  expect(await findLiveSession(signalbox.db, session.token, new Date())).toMatchObject({ email, role: "viewer" });
  expect(await signalbox.lastAudit()).toMatchObject({
    actor: `user:${email}`,
    action: "session.sign-in",
    outcome: "done",
  });
  expect(await signalbox.db.signInAttempt.count()).toBe(0);
});

test("a wrong password and an unknown e-mail get the same words and an audit row", async () => {
  const { email } = await signalbox.addPerson("viewer");
  const known = await signIn(from("198.51.100.2"), { email, password: "wrong wrong wrong" });
  const unknown = await signIn(from("198.51.100.2"), { email: "nobody@example.org", password: "wrong wrong wrong" });
  expect(known).toEqual(unknown);
  expect(await signalbox.lastAudit()).toMatchObject({
    actor: "anonymous",
    target: "nobody@example.org",
    outcome: "denied",
  });
});

test("the sixth attempt is refused without trying the password, and says when to come back", async () => {
  const { email } = await signalbox.addPerson("viewer");
  const openSession = vi.fn(wrong);
  for (let i = 0; i < 5; i += 1) await signIn(from("198.51.100.3", { openSession }), { email, password: "no" });
  const sixth = await signIn(from("198.51.100.3", { openSession }), { email, password: testPassword });
  expect(sixth).toMatchObject({ ok: false, reason: "too-many", detail: expect.stringMatching(/in 15 minutes/) });
  expect(openSession).toHaveBeenCalledTimes(5);
  const other = await signIn(from("198.51.100.4"), { email, password: testPassword });
  expect(other.ok).toBe(true);
});

test("many attempts at once do not slip past the limit", async () => {
  const { email } = await signalbox.addPerson("viewer");
  const openSession = vi.fn(wrong);
  await Promise.all(
    Array.from({ length: 12 }, () => signIn(from("198.51.100.5", { openSession }), { email, password: "no" })),
  );
  expect(openSession).toHaveBeenCalledTimes(5);
});

test("a flood on one account leaves others, and its owner's usual address, unaffected", async () => {
  const victim = await signalbox.addPerson("admin");
  const other = await signalbox.addPerson("viewer");
  await signIn(from("192.0.2.10"), { email: victim.email, password: testPassword });
  for (let i = 0; i < 30; i += 1)
    await signIn(from(`203.0.113.${i}`, { openSession: wrong }), { email: victim.email, password: "no" });
  expect(await signIn(from("192.0.2.99"), { email: victim.email, password: testPassword })).toMatchObject({
    reason: "too-many",
    detail: expect.stringMatching(/in \d+ seconds?\.$/),
  });
  expect((await signIn(from("192.0.2.10"), { email: victim.email, password: testPassword })).ok).toBe(true);
  expect((await signIn(from("192.0.2.99"), { email: other.email, password: testPassword })).ok).toBe(true);
});

test("who is blocked does not enter with the right password", async () => {
  const { email, id } = await signalbox.addPerson("viewer");
  await signalbox.db.user.update({ where: { id }, data: { banned: true } });
  expect(await signIn(from("198.51.100.6"), { email, password: testPassword })).toMatchObject({ reason: "banned" });
  expect(await signalbox.db.session.count({ where: { userId: id } })).toBe(0);
});

test("a session ends when it idles, and after its absolute age however much it is used", async () => {
  const { email, id } = await signalbox.addPerson("viewer");
  await signIn(from("198.51.100.7"), { email, password: testPassword });
  const { token, createdAt } = await signalbox.db.session.findFirstOrThrow({ where: { userId: id } });
  const after = (days: number) => new Date(createdAt.getTime() + days * 24 * 3600_000);
  for (let day = 2; day <= 28; day += 2)
    expect(await findLiveSession(signalbox.db, token, after(day)), `day ${day}`).not.toBeNull();
  expect(await findLiveSession(signalbox.db, token, after(30.1))).toBeNull();
  await signalbox.db.session.updateMany({ where: { token }, data: { expiresAt: after(400) } });
  expect(await findLiveSession(signalbox.db, token, after(30.1))).toBeNull();
  await signalbox.db.session.updateMany({ where: { token }, data: { expiresAt: after(3) } });
  expect(await findLiveSession(signalbox.db, token, after(3.1))).toBeNull();
});
