import type { Command } from "commander";
import { count, printJson, printLines } from "../print";

async function verify({ json }: { json?: true }): Promise<void> {
  const [{ withConsole }, { verifyAudit }] = await Promise.all([
    import("../console"),
    import("@/lib/audit/operations"),
  ]);
  await withConsole(async ({ db }) => {
    const verdict = await verifyAudit(db);
    if (json) printJson(verdict);
    else if (verdict.firstBroken === null) printLines([`The audit chain is whole: ${count(verdict.rows, "row")}.`]);
    else printLines([`Row ${verdict.firstBroken.seq} is not as it was written: ${verdict.firstBroken.why}`]);
    process.exitCode = verdict.ok ? 0 : 1;
  });
}

export const register = (program: Command): void => {
  program
    .command("audit")
    .description("the record of who did what")
    .command("verify")
    .description("walk the chain of hashes and name the first row that is not as it was written")
    .option("--json", "print the verdict as JSON")
    .action(verify);
};
