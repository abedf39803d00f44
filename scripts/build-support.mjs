// Bundles what plain Node needs of our TypeScript: the start script's pieces and the configuration reader's thread.
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./prepare.mjs";

const dist = process.env.SIGNALBOX_DIST ?? join(root, "dist");

const bundle = (entryPoints, outdir) =>
  build({
    absWorkingDir: root,
    entryPoints,
    outdir: join(dist, outdir),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["react-server"],
    outExtension: { ".js": ".mjs" },
    // Bundled CommonJS packages call require().
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
    logLevel: "warning",
  });

await Promise.all([
  bundle({ env: "lib/server/env.ts", "who-listens": "lib/adapters/ports/who-listens.ts" }, "support"),
  bundle({ "config-worker": "lib/server/config-worker.ts" }, "workers"),
]);
