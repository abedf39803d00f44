// Bundles what plain Node needs of our TypeScript: the start script's pieces and the configuration reader's thread.
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./prepare.mjs";

const bundle = (entryPoints, outdir) =>
  build({
    absWorkingDir: root,
    entryPoints,
    outdir: join(root, outdir),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["react-server"],
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  });

await Promise.all([
  bundle({ env: "lib/server/env.ts", "who-listens": "lib/adapters/ports/who-listens.ts" }, "dist/support"),
  bundle({ "config-worker": "lib/server/config-worker.ts" }, "dist/workers"),
]);
