import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Tests named *.real.test.ts need the real gateway or a real service manager: `npm test` runs them, `npm run check` does not.
const real = process.env.SIGNALBOX_TEST_REAL === "1" ? [] : ["**/*.real.test.ts"];

/** What needs a database or processes, and takes its time. */
const operations = [
  "lib/*/operations/**/*.test.ts",
  "lib/*/operations.test.ts",
  "lib/server/{prober,transaction,lease}.test.ts",
  "{cli,lab}/**/*.test.ts",
];
/** Files that replace modules, settings or what a process has one of: each gets a process of its own. */
const isolated = [
  "{app,lib/people}/**/*.test.{ts,tsx}",
  "lib/server/!(prober|transaction|lease).test.ts",
  "lib/server/*/**/*.test.ts",
  "lib/changes/operations/save-fix.test.ts",
];
const all = ["{lib,components,app,cli,lab,scripts}/**/*.test.{ts,tsx}"];

// Loading modules once a worker instead of once a file halves the time of the whole run.
export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  ssr: { resolve: { conditions: ["react-server"] } },
  test: {
    env: { SIGNALBOX_LOG_LEVEL: "silent" },
    // Half of the cores, the default, leaves one of two idle: most files wait for processes and disks.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 120_000,
    reporters: ["default"],
    projects: [
      { extends: true, test: { name: "isolated", include: isolated, exclude: real } },
      {
        extends: true,
        test: { name: "operations", include: operations, exclude: [...isolated, ...real], isolate: false },
      },
      {
        extends: true,
        test: { name: "units", include: all, exclude: [...isolated, ...operations, ...real], isolate: false },
      },
    ],
  },
});
