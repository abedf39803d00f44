import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { root } from "@/e2e/console-process";
import { medianMs, report } from "./figures";

const signalbox = (args: string[]): void => {
  try {
    execFileSync(process.execPath, [join(root, "scripts/signalbox.mjs"), ...args], { stdio: "ignore" });
  } catch {
    // Findings end a verb with 1; only the time is of interest.
  }
};

/** Offline verbs as whole processes. */
export async function benchCommandLine(configPath: string): Promise<void> {
  const lint = await medianMs(5, () => signalbox(["lint", configPath]));
  report({ name: "cli_lint", value: lint, unit: "ms", limit: 1000 });
  const plan = await medianMs(5, () => signalbox(["plan", configPath, "--model", "llama3.1:latest", "--json"]));
  report({ name: "cli_plan", value: plan, unit: "ms", limit: 1000 });
}
