import { hashPassword } from "better-auth/crypto";
import { appendAudit } from "@/lib/audit/store";
import { err, ok, type Result } from "@/lib/result";
import type { Database } from "@/lib/server/db";
import { anonymous, recordDenial } from "@/lib/server/denials";
import { inTransaction } from "@/lib/server/transaction";
import type { ClaimSetup } from "../schema";
import { renderWait } from "../sign-in-limit";
import { findPerson, hasAdministrator, insertPerson } from "../store";
import { forgiveAttempts, reserveAttempt } from "./attempts";
import { isSameCode, readSetupCode, removeSetupCode } from "./setup-code";

const claimKey = "setup-claimed";

/** The first administrator. Of two who bring the right code at once, one succeeds: both want the same row. */
export async function claimSetup(
  { db, now, origin, dataFolder }: { db: Database; now: Date; origin: string; dataFolder: string },
  input: ClaimSetup,
): Promise<Result<{ email: string }, "already-set-up" | "too-many" | "wrong-code" | "email-taken">> {
  const alreadySetUp = err("already-set-up", "This console has an administrator already. Sign in instead.");
  if (await hasAdministrator(db)) return alreadySetUp;
  const attempt = { account: ":setup", address: origin };
  const waitMs = await reserveAttempt(db, attempt, now);
  if (waitMs > 0) return err("too-many", `Too many wrong codes. Try again ${renderWait(waitMs)}.`);
  const expected = await readSetupCode(dataFolder);
  if (expected === null || !isSameCode(input.code, expected)) {
    await recordDenial(db, anonymous(origin), { action: "setup.claim", target: input.email, why: "wrong code" }, now);
    return err("wrong-code", "This is not the setup code. The server printed it when it started.");
  }
  const passwordHash = await hashPassword(input.password);
  const claimed = await inTransaction(db, async (tx) => {
    if (await hasAdministrator(tx)) return alreadySetUp;
    if ((await findPerson(tx, { email: input.email })) !== null)
      return err("email-taken", `${input.email} already has an account.`);
    const by = { key: claimKey, value: now.toISOString() };
    await tx.setting.deleteMany({ where: { key: claimKey } });
    await tx.setting.create({ data: by });
    const { name, email } = input;
    await insertPerson(tx, { name, email, role: "admin", passwordHash }, now);
    await forgiveAttempts(tx, attempt);
    const actor = { name: `user:${email}`, role: "admin", origin } as const;
    await appendAudit(tx, actor, { action: "setup.claim", target: email, outcome: "done", after: { name } }, now);
    return ok({ email });
  });
  if (claimed.ok) await removeSetupCode(dataFolder);
  return claimed;
}
