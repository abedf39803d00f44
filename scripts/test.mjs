// `npm test`: prepares like `npm start`, then runs everything. Ends with the sum over all runners on one line.
import { ensureChromium } from "./chromium.mjs";
import { prepare, root } from "./prepare.mjs";
import { Refusal, step } from "./progress.mjs";
import { journeys, lint, real, types, units } from "./runners.mjs";
import { ensureUserManager } from "./user-manager.mjs";

async function main() {
  process.chdir(root);
  await prepare();
  const { ensurePython } = await import("../lab/python.mjs");
  await step("Python for the gateway", (report) => ensurePython({ onProgress: report }));
  const chromium = await step("Chromium", ensureChromium);
  const manager = await step("Service manager", ensureUserManager);

  const counts = [];
  try {
    counts.push(await lint(), await types(), await units(), await real(manager?.env), await journeys(chromium));
  } finally {
    await manager?.stop();
  }
  process.stdout.write("\n");
  for (const { name, passed, failed, skipped } of counts)
    process.stdout.write(`${name.padEnd(24)} ${passed} passed, ${failed} failed, ${skipped} skipped.\n`);
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  process.stdout.write(`\n${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped\n`);
  process.exitCode = sum("failed") > 0 ? 1 : 0;
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
  process.exitCode = 2;
});
