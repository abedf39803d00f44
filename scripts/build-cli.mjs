// Bundles the command line into dist/cli: one small file a verb, loaded when it is asked for.

import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const outdir = process.env.SIGNALBOX_CLI_OUT ?? join(root, "dist/cli");

await rm(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { main: "cli/main.ts" },
  outdir,
  bundle: true,
  splitting: true,
  minifySyntax: true,
  platform: "node",
  format: "esm",
  target: "node20",
  conditions: ["react-server"],
  external: ["@libsql/*", "libsql"],
  define: { "process.env.SIGNALBOX_VERSION": JSON.stringify(version) },
  outExtension: { ".js": ".mjs" },
  // Bundled CommonJS packages call require().
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
  },
  logLevel: "warning",
});
