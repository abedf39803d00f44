import { appendAudit } from "@/lib/audit/store";
import { err, ok, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import type { Db } from "@/lib/server/db";
import { inTransaction } from "@/lib/server/transaction";
import { Role, roleAllows } from "../schema";
import { findPerson, hasOtherAdministrator, type PersonRecord } from "../store";

export type PersonRefusal = "not-found" | "last-administrator" | "yourself";

/** Loads, refuses what may not happen to this person, changes, and writes the audit row, in one transaction. */
export async function changePerson(
  { db, actor, now }: OperationContext,
  id: string,
  verb: { action: string; losesAdministrator: (person: PersonRecord) => boolean; notYourself: boolean },
  change: (tx: Db, person: PersonRecord) => Promise<{ before?: unknown; after?: unknown }>,
): Promise<Result<{ email: string }, PersonRefusal>> {
  return inTransaction(db, async (tx) => {
    const person = await findPerson(tx, { id });
    if (person === null) return err("not-found", "This person no longer exists.");
    if (verb.notYourself && actor.name === `user:${person.email}`)
      return err("yourself", "You cannot do this to your own account.");
    if (verb.losesAdministrator(person) && !(await hasOtherAdministrator(tx, id, now)))
      return err("last-administrator", "This is the only administrator. Make someone else an administrator first.");
    const record = await change(tx, person);
    await appendAudit(tx, actor, { action: verb.action, target: person.email, outcome: "done", ...record }, now);
    return ok({ email: person.email });
  });
}

/** Tokens that a person made end with the right to make them; `role` is what the person may do from now on. */
export async function revokeTokensAbove(tx: Db, person: PersonRecord, role: Role | null, now: Date): Promise<number> {
  const tokens = await tx.apiToken.findMany({ where: { createdBy: `user:${person.email}`, revokedAt: null } });
  const above = tokens.filter((token) => role === null || !roleAllows(role, Role.catch("admin").parse(token.role)));
  await tx.apiToken.updateMany({ where: { id: { in: above.map((token) => token.id) } }, data: { revokedAt: now } });
  return above.length;
}
