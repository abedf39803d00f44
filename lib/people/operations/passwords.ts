import { hashPassword, verifyPassword } from "better-auth/crypto";
import { err, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import type { Db } from "@/lib/server/db";
import { passwordProblem } from "../password";
import { findPasswordHash, findPerson } from "../store";
import { changePerson, type PersonRefusal } from "./change-person";

async function setPassword(tx: Db, personId: string, passwordHash: string, now: Date, exceptSession?: string) {
  const account = { userId: personId, providerId: "credential" };
  const { count } = await tx.account.updateMany({ where: account, data: { password: passwordHash } });
  if (count === 0)
    await tx.account.create({
      data: { id: crypto.randomUUID(), accountId: personId, ...account, password: passwordHash, createdAt: now },
    });
  const others = exceptSession === undefined ? {} : { id: { not: exceptSession } };
  const ended = await tx.session.deleteMany({ where: { userId: personId, ...others } });
  return { sessionsEnded: ended.count };
}

/** A new password from an administrator; whoever is signed in with the old one is signed out. */
export async function resetPassword(
  context: OperationContext,
  input: { id: string; password: string },
): Promise<Result<{ email: string }, PersonRefusal | "weak-password">> {
  const person = await findPerson(context.db, { id: input.id });
  if (person === null) return err("not-found", "This person no longer exists.");
  const weakness = passwordProblem(input.password, person);
  if (weakness !== null) return err("weak-password", weakness);
  const passwordHash = await hashPassword(input.password);
  const verb = { action: "person.reset-password", losesAdministrator: () => false, notYourself: false };
  return changePerson(context, input.id, verb, async (tx) => ({
    after: await setPassword(tx, input.id, passwordHash, context.now),
  }));
}

/** One's own password; every other session of this person ends. */
export async function changeOwnPassword(
  context: OperationContext & { sessionId: string },
  input: { current: string; password: string },
): Promise<Result<{ email: string }, PersonRefusal | "weak-password" | "wrong-password">> {
  const email = context.actor.name.startsWith("user:") ? context.actor.name.slice("user:".length) : "";
  const person = await findPerson(context.db, { email });
  if (person === null) return err("not-found", "Only a person who is signed in has a password.");
  const hash = await findPasswordHash(context.db, person.id);
  if (hash === null || !(await verifyPassword({ hash, password: input.current })))
    return err("wrong-password", "This is not your current password.");
  const weakness = passwordProblem(input.password, person);
  if (weakness !== null) return err("weak-password", weakness);
  const passwordHash = await hashPassword(input.password);
  const verb = { action: "person.change-password", losesAdministrator: () => false, notYourself: false };
  return changePerson(context, person.id, verb, async (tx) => ({
    after: await setPassword(tx, person.id, passwordHash, context.now, context.sessionId),
  }));
}
