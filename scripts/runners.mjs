// Every kind of check as a function that runs it with its output shown and returns what it counted.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.mjs";

/** @typedef {{ name: string, passed: number, failed: number, skipped: number }} Count */

const bin = (name) => join(root, "node_modules", ...name.split("/"));
const reports = join(root, ".cache", "reports");

function show(program, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", () => resolve(127));
    child.on("close", (code, signal) => resolve(signal ? 1 : code));
  });
}

/** A tool that only passes or fails counts as one. */
async function single(name, script, args, env) {
  process.stdout.write(`\n── ${name}\n`);
  const code = await show(process.execPath, [script, ...args], env);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

function newReport(name) {
  mkdirSync(reports, { recursive: true });
  const path = join(reports, `${name}.json`);
  rmSync(path, { force: true });
  return path;
}

export const lint = () => single("Biome", bin("@biomejs/biome/bin/biome"), ["check", "."]);

export async function types() {
  const env = { NEXT_TELEMETRY_DISABLED: "1" };
  const generated = await single("Route types", bin("next/dist/bin/next"), ["typegen"], env);
  if (generated.failed > 0) return generated;
  return single("TypeScript", bin("typescript/bin/tsc"), ["--noEmit", "-p", "."]);
}

async function vitest(name, args, env) {
  process.stdout.write(`\n── ${name}\n`);
  const report = newReport(name.replace(/\W+/g, "-").toLowerCase());
  const code = await show(
    process.execPath,
    [bin("vitest/vitest.mjs"), "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
    env,
  );
  if (!existsSync(report)) return { name, passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, "utf8"));
  const failed = numFailedTests === 0 && code !== 0 ? 1 : numFailedTests;
  return { name, passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

export const units = () => vitest("Units and operations", []);

/** What needs neither database nor processes, for every save. */
export const fastUnits = () => vitest("Units", ["--project", "isolated", "--project", "units"]);

/** Tests named *.real.test.ts, one file after another: each may start a gateway. */
export const real = (env) =>
  vitest("Real gateway and services", ["--no-file-parallelism", ".real.test.ts"], { SIGNALBOX_TEST_REAL: "1", ...env });

export async function journeys(chromium) {
  const name = "Journeys";
  process.stdout.write(`\n── ${name}\n`);
  const report = newReport("journeys");
  const code = await show(process.execPath, [bin("@playwright/test/cli.js"), "test"], {
    SIGNALBOX_TEST_CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  if (!existsSync(report)) return { name, passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(report, "utf8")).stats;
  const failed = unexpected === 0 && code !== 0 ? 1 : unexpected;
  return { name, passed: expected + flaky, failed, skipped };
}
