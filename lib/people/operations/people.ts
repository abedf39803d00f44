import { hashPassword } from "better-auth/crypto";
import { appendAudit } from "@/lib/audit/store";
import { err, ok, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import { inTransaction } from "@/lib/server/transaction";
import type { CreatePerson, Role } from "../schema";
import { findPerson, insertPerson, type PersonRecord } from "../store";
import { changePerson, revokeTokensAbove } from "./change-person";

export async function createPerson(
  { db, actor, now }: OperationContext,
  input: CreatePerson,
): Promise<Result<{ id: string }, "email-taken">> {
  const passwordHash = await hashPassword(input.password);
  return inTransaction(db, async (tx) => {
    if ((await findPerson(tx, { email: input.email })) !== null)
      return err("email-taken", `${input.email} already has an account.`);
    const { name, email, role } = input;
    const person = await insertPerson(tx, { name, email, role, passwordHash }, now);
    await appendAudit(
      tx,
      actor,
      { action: "person.create", target: email, outcome: "done", after: { name, role } },
      now,
    );
    return ok({ id: person.id });
  });
}

const isAdministrator = (person: PersonRecord) => person.role === "admin";

export const changeRole = (context: OperationContext, input: { id: string; role: Role }) =>
  changePerson(
    context,
    input.id,
    {
      action: "person.change-role",
      losesAdministrator: (person) => isAdministrator(person) && input.role !== "admin",
      notYourself: false,
    },
    async (tx, person) => {
      await tx.user.update({ where: { id: person.id }, data: { role: input.role } });
      const tokensRevoked = await revokeTokensAbove(tx, person, input.role, context.now);
      return { before: { role: person.role }, after: { role: input.role, tokensRevoked } };
    },
  );

export const banPerson = (context: OperationContext, input: { id: string; reason: string }) =>
  changePerson(
    context,
    input.id,
    { action: "person.ban", losesAdministrator: isAdministrator, notYourself: true },
    async (tx, person) => {
      const banReason = input.reason === "" ? null : input.reason;
      await tx.user.update({ where: { id: person.id }, data: { banned: true, banReason, banExpires: null } });
      const ended = await tx.session.deleteMany({ where: { userId: person.id } });
      const tokensRevoked = await revokeTokensAbove(tx, person, null, context.now);
      return { after: { reason: banReason, sessionsEnded: ended.count, tokensRevoked } };
    },
  );

export const unbanPerson = (context: OperationContext, input: { id: string }) =>
  changePerson(
    context,
    input.id,
    { action: "person.unban", losesAdministrator: () => false, notYourself: false },
    async (tx, person) => {
      await tx.user.update({ where: { id: person.id }, data: { banned: false, banReason: null, banExpires: null } });
      return {};
    },
  );

export const deletePerson = (context: OperationContext, input: { id: string }) =>
  changePerson(
    context,
    input.id,
    { action: "person.delete", losesAdministrator: isAdministrator, notYourself: true },
    async (tx, person) => {
      const tokensRevoked = await revokeTokensAbove(tx, person, null, context.now);
      await tx.user.delete({ where: { id: person.id } });
      return { before: { name: person.name, role: person.role }, after: { tokensRevoked } };
    },
  );
