import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  ssr: { resolve: { conditions: ["react-server"] } },
  test: {
    include: ["{lib,components,app,cli,lab,scripts}/**/*.test.{ts,tsx}"],
    // Tests named *.real.test.ts need the real gateway or a real service manager: `npm test` runs them, `npm run check` does not.
    exclude: process.env.SIGNALBOX_TEST_REAL === "1" ? [] : ["**/*.real.test.ts"],
    env: { SIGNALBOX_LOG_LEVEL: "silent" },
    // Half of the cores, the default, leaves one of two idle: most files wait for processes and disks.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 120_000,
    reporters: ["default"],
  },
});
