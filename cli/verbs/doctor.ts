import type { Command } from "commander";
import { printJson, printLines } from "../print";

async function doctor({ json }: { json?: true }): Promise<void> {
  const { examine } = await import("../examine");
  const checks = await examine();
  process.exitCode = checks.every(({ ok }) => ok) ? 0 : 1;
  if (json) printJson({ checks });
  else printLines(checks.map(({ ok, check, detail }) => `${ok ? "●" : "✕"} ${check.padEnd(22)} ${detail}`));
}

export const register = (program: Command): void => {
  program
    .command("doctor")
    .description("look at what this console needs and say what is wrong")
    .option("--json", "print the checks as JSON")
    .action(doctor);
};
