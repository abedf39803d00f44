#!/usr/bin/env node
// The `signalbox` command: the built command line, prepared first where a clone has never been started.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureCommandLine, ensureDependencies, ensureGenerated, requireNode, root } from "./prepare.mjs";
import { Refusal } from "./progress.mjs";

const main = join(root, "dist/cli/main.mjs");

if (!existsSync(main)) {
  // Progress belongs on standard error here: standard output is the verb's answer.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    requireNode();
    await ensureDependencies();
    await ensureGenerated();
    await ensureCommandLine();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
  delete process.stdout.write;
}
if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
process.env.SIGNALBOX_DATA ??= join(root, "data");
process.env.SIGNALBOX_ROOT ??= root;
if (process.argv[2] === "rehearse") {
  const { isGatewayInstalled, locateGateway } = await import("../lab/python.mjs");
  if (isGatewayInstalled()) process.env.SIGNALBOX_LAB_PYTHON ??= locateGateway().python;
}
await import(main);
