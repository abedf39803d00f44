// `npm run check`: lint, types and units; what one runs before every commit.
import { ensureCommandLine, ensureDependencies, ensureGenerated, requireNode, root } from "./prepare.mjs";
import { Refusal } from "./progress.mjs";
import { fastUnits, lint, types } from "./runners.mjs";

try {
  requireNode();
  process.chdir(root);
  await ensureDependencies();
  await ensureGenerated();
  await ensureCommandLine();
  const results = [await lint(), await types(), await fastUnits()];
  process.exitCode = results.some((result) => result.failed > 0) ? 1 : 0;
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
