import { appendAudit } from "@/lib/audit/store";
import { err, ok, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import { inTransaction } from "@/lib/server/transaction";
import { type CreateToken, roleAllows } from "../schema";
import { createTokenSecret, hashToken } from "./live-token";

const dayMs = 24 * 3600 * 1000;

/** The secret is in this answer and nowhere else: only its hash is kept. */
export async function createToken(
  { db, actor, now }: OperationContext,
  input: CreateToken,
): Promise<Result<{ id: string; token: string; prefix: string }, "role-too-high" | "name-taken">> {
  if (!roleAllows(actor.role, input.role))
    return err("role-too-high", `Your role is ${actor.role}: a token of yours cannot have the role ${input.role}.`);
  const token = createTokenSecret();
  const prefix = token.slice(0, 9);
  const expiresAt = input.expiresInDays === null ? null : new Date(now.getTime() + input.expiresInDays * dayMs);
  return inTransaction(db, async (tx) => {
    if ((await tx.apiToken.findFirst({ where: { name: input.name, revokedAt: null } })) !== null)
      return err("name-taken", `There is a token named ${input.name} already. Revoke it, or take another name.`);
    const id = crypto.randomUUID();
    const { name, role } = input;
    await tx.apiToken.create({
      data: { id, name, role, hash: hashToken(token), prefix, createdBy: actor.name, createdAt: now, expiresAt },
    });
    const after = { role, prefix, expiresAt: expiresAt?.toISOString() ?? null };
    await appendAudit(tx, actor, { action: "token.create", target: name, outcome: "done", after }, now);
    return ok({ id, token, prefix });
  });
}

export async function revokeToken(
  { db, actor, now }: OperationContext,
  input: { id: string },
): Promise<Result<{ name: string }, "not-found" | "not-yours">> {
  return inTransaction(db, async (tx) => {
    const token = await tx.apiToken.findUnique({ where: { id: input.id } });
    if (token === null || token.revokedAt !== null) return err("not-found", "This token is revoked already.");
    if (actor.role !== "admin" && token.createdBy !== actor.name)
      return err("not-yours", "Only administrators revoke the tokens of others.");
    await tx.apiToken.update({ where: { id: token.id }, data: { revokedAt: now } });
    const before = { role: token.role, prefix: token.prefix };
    await appendAudit(tx, actor, { action: "token.revoke", target: token.name, outcome: "done", before }, now);
    return ok({ name: token.name });
  });
}
