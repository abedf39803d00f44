import { afterAll, beforeAll, expect, test } from "vitest";
import { signInWithPassword } from "@/lib/server/auth";
import { createTestConsole, type TestConsole, testPassword } from "@/lib/testing/console";
import type { Actor } from "../schema";
import { listPeople, listSessions, listTokens } from "../store";
import { findLiveToken, hashToken } from "./live-token";
import { changeOwnPassword, resetPassword } from "./passwords";
import { banPerson, changeRole, createPerson, deletePerson, unbanPerson } from "./people";
import { revokeAllSessions, revokeSession, signOut } from "./sessions";
import { createToken, revokeToken } from "./tokens";

let signalbox: TestConsole;
let root: { id: string; email: string };
beforeAll(async () => {
  signalbox = await createTestConsole();
  root = await signalbox.addPerson("admin", "root@example.org");
});
afterAll(() => signalbox.close());

const as = (actor: Partial<Actor> = {}) => ({
  db: signalbox.db,
  now: new Date(),
  actor: { name: "user:root@example.org", role: "admin", origin: "198.51.100.1", ...actor } satisfies Actor,
});
const sessionsOf = (id: string) => signalbox.db.session.count({ where: { userId: id } });

test("a new person can sign in, and nobody else with that e-mail is made", async () => {
  const input = { name: "Ada", email: "ada@example.org", role: "operator", password: "seven green umbrellas" } as const;
  expect((await createPerson(as(), input)).ok).toBe(true);
  expect(await createPerson(as(), input)).toMatchObject({ reason: "email-taken" });
  expect(await signInWithPassword("ada@example.org", input.password, new Headers())).toEqual(expect.any(String));
  const row = await signalbox.lastAudit();
  expect(row).toMatchObject({ action: "person.create", target: "ada@example.org", actor: "user:root@example.org" });
  expect(JSON.stringify(row)).not.toContain("umbrellas");
});

test("the last administrator cannot be demoted, blocked or deleted, by anyone", async () => {
  const other = as({ name: "cli:ops", origin: "host" });
  const refused = { ok: false, reason: "last-administrator" };
  expect(await changeRole(other, { id: root.id, role: "operator" })).toMatchObject(refused);
  expect(await banPerson(other, { id: root.id, reason: "" })).toMatchObject(refused);
  expect(await deletePerson(other, { id: root.id })).toMatchObject(refused);
  const second = await signalbox.addPerson("admin");
  await signalbox.db.user.update({ where: { id: second.id }, data: { banned: true } });
  expect(await deletePerson(other, { id: root.id })).toMatchObject(refused);
  await signalbox.db.user.update({ where: { id: second.id }, data: { banned: false } });
  expect((await deletePerson(other, { id: second.id })).ok).toBe(true);
});

test("two administrators who demote each other at once leave one", async () => {
  const pair = await Promise.all([signalbox.addPerson("admin"), signalbox.addPerson("admin")]);
  await signalbox.db.user.update({ where: { id: root.id }, data: { role: "viewer" } });
  const results = await Promise.all(pair.map(({ id }) => changeRole(as({ name: "cli:x" }), { id, role: "viewer" })));
  await signalbox.db.user.update({ where: { id: root.id }, data: { role: "admin" } });
  expect(results.filter((result) => result.ok)).toHaveLength(1);
});

test("nobody blocks or deletes themselves", async () => {
  expect(await banPerson(as(), { id: root.id, reason: "" })).toMatchObject({ reason: "yourself" });
  expect(await deletePerson(as(), { id: root.id })).toMatchObject({ reason: "yourself" });
});

test("lowering a role ends the tokens that the person could no longer make", async () => {
  const { id, email } = await signalbox.signInAs("admin");
  const mine = as({ name: `user:${email}` });
  const strong = await createToken(mine, { name: "strong", role: "operator", expiresInDays: null });
  const weak = await createToken(mine, { name: "weak", role: "viewer", expiresInDays: null });
  expect((await changeRole(as(), { id, role: "viewer" })).ok).toBe(true);
  if (!strong.ok || !weak.ok) throw new Error("tokens were not made");
  expect(await findLiveToken(signalbox.db, strong.value.token, new Date())).toBeNull();
  expect(await findLiveToken(signalbox.db, weak.value.token, new Date())).toMatchObject({ role: "viewer" });
});

test("blocking and deleting end sessions, and unblocking lets in again", async () => {
  const { id, email } = await signalbox.signInAs("operator");
  expect((await banPerson(as(), { id, reason: "left" })).ok).toBe(true);
  expect(await sessionsOf(id)).toBe(0);
  expect((await listPeople(signalbox.db, new Date())).find((p) => p.id === id)).toMatchObject({
    banned: true,
    banReason: "left",
  });
  expect((await unbanPerson(as(), { id })).ok).toBe(true);
  expect(await signInWithPassword(email, testPassword, new Headers())).not.toBeNull();
  expect((await deletePerson(as(), { id })).ok).toBe(true);
  expect(await sessionsOf(id)).toBe(0);
  expect(await deletePerson(as(), { id })).toMatchObject({ reason: "not-found" });
});

test("a reset password replaces the old one and ends the sessions", async () => {
  const { id, email } = await signalbox.signInAs("viewer");
  expect(await resetPassword(as(), { id, password: "short" })).toMatchObject({ reason: "weak-password" });
  expect((await resetPassword(as(), { id, password: "nine purple teapots" })).ok).toBe(true);
  expect(await sessionsOf(id)).toBe(0);
  expect(await signInWithPassword(email, testPassword, new Headers())).toBeNull();
  expect(await signInWithPassword(email, "nine purple teapots", new Headers())).not.toBeNull();
});

test("one's own password needs the current one and keeps only this session", async () => {
  const { id, email } = await signalbox.signInAs("viewer");
  await signInWithPassword(email, testPassword, new Headers());
  const { id: sessionId } = await signalbox.db.session.findFirstOrThrow({ where: { userId: id } });
  const mine = { ...as({ name: `user:${email}`, role: "viewer" }), sessionId };
  const password = "nine purple teapots";
  expect(await changeOwnPassword(mine, { current: "wrong", password })).toMatchObject({ reason: "wrong-password" });
  expect((await changeOwnPassword(mine, { current: testPassword, password })).ok).toBe(true);
  expect(await signalbox.db.session.findMany({ where: { userId: id } })).toMatchObject([{ id: sessionId }]);
});

test("people end their own sessions, administrators anybody's", async () => {
  const { id, email } = await signalbox.signInAs("viewer");
  const [session] = await listSessions(signalbox.db, new Date(), id);
  if (session === undefined) throw new Error("no session");
  const stranger = as({ name: "user:x@example.org", role: "operator" });
  expect(await revokeSession(stranger, { id: session.id })).toMatchObject({ reason: "not-yours" });
  expect(await revokeAllSessions(stranger, { email })).toMatchObject({ reason: "not-yours" });
  expect((await revokeSession(as(), { id: session.id })).ok).toBe(true);
  await signInWithPassword(email, testPassword, new Headers());
  await signInWithPassword(email, testPassword, new Headers());
  const [kept] = await listSessions(signalbox.db, new Date(), id);
  const mine = as({ name: `user:${email}`, role: "viewer" });
  expect(await revokeAllSessions(mine, { email, except: kept?.id ?? "" })).toEqual({ ok: true, value: { ended: 1 } });
  await signOut(mine, { sessionId: kept?.id ?? "" });
  expect(await sessionsOf(id)).toBe(0);
});

test("a token is shown once, kept as a hash, and notes its use at most once a minute", async () => {
  const { token, id, prefix } = await signalbox.addToken("operator");
  expect(token).toMatch(/^sb_[\w-]{43}$/);
  expect(token.startsWith(prefix)).toBe(true);
  const row = await signalbox.db.apiToken.findUniqueOrThrow({ where: { id } });
  expect(row.hash).toBe(hashToken(token));
  expect(JSON.stringify([row, await signalbox.lastAudit(), await listTokens(signalbox.db)])).not.toContain(token);
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
  const usedAfter = async (seconds: number) => {
    await findLiveToken(signalbox.db, token, at(seconds));
    return (await signalbox.db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
  };
  expect(await usedAfter(0)).toEqual(at(0));
  expect(await usedAfter(59)).toEqual(at(0));
  expect(await usedAfter(61)).toEqual(at(61));
});

test("nobody makes a token above their role or revokes another's", async () => {
  const operator = as({ name: "user:op@example.org", role: "operator" });
  const wanted = { name: "ci", role: "admin", expiresInDays: null } as const;
  expect(await createToken(operator, wanted)).toMatchObject({ reason: "role-too-high" });
  const made = await createToken(operator, { ...wanted, role: "operator" });
  if (!made.ok) throw new Error(made.detail);
  expect(await createToken(operator, { ...wanted, role: "viewer" })).toMatchObject({ reason: "name-taken" });
  const stranger = as({ name: "user:x@example.org", role: "operator" });
  expect(await revokeToken(stranger, { id: made.value.id })).toMatchObject({ reason: "not-yours" });
  expect((await revokeToken(as(), { id: made.value.id })).ok).toBe(true);
  expect(await findLiveToken(signalbox.db, made.value.token, new Date())).toBeNull();
  expect(await revokeToken(as(), { id: made.value.id })).toMatchObject({ reason: "not-found" });
});
