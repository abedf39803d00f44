import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "@/e2e/console-process";
import { medianMs, report } from "./figures";
import { writeConfig } from "./pure-modules";

const signalbox = (args: string[]): void => {
  try {
    execFileSync(process.execPath, [join(root, "scripts/signalbox.mjs"), ...args], { stdio: "ignore" });
  } catch {
    // Findings end a verb with 1; only the time is of interest.
  }
};

/** Offline verbs as whole processes; a file of 300 lines, and the lab's. */
export async function benchCommandLine(configPath: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-bench-"));
  try {
    const path = join(folder, "gateway.yaml");
    writeFileSync(path, writeConfig(33, 3));
    const lint = await medianMs(5, () => signalbox(["lint", path]));
    report({ name: "lint_300_lines", value: lint, unit: "ms", limit: 700 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const lint = await medianMs(5, () => signalbox(["lint", configPath]));
  report({ name: "cli_lint", value: lint, unit: "ms", limit: 1000 });
  const plan = await medianMs(5, () => signalbox(["plan", configPath, "--model", "llama3.1:latest", "--json"]));
  report({ name: "cli_plan", value: plan, unit: "ms", limit: 1000 });
}
