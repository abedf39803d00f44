// What `npm start` and `npm test` have in common: locked dependencies, generated code, the build. Each is done
// only when what it is made from has changed, told by content hashes kept in .cache.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Refusal, step } from "./progress.mjs";
import { run } from "./run.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cacheFolder = join(root, ".cache");

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Refusal(`Signalbox needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

function listFiles(path) {
  const found = [];
  const visit = (relative) => {
    for (const entry of readdirSync(join(root, relative), { withFileTypes: true })) {
      const inside = join(relative, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== "generated" && entry.name !== "node_modules") visit(inside);
      } else if (!/\.(test|spec)\.tsx?$/.test(entry.name)) found.push(inside);
    }
  };
  if (existsSync(join(root, path))) visit(path);
  return found.sort();
}

/** SHA-256 over names and contents of files and folders under the root. */
export function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    const isFile = existsSync(join(root, path)) && /\.[a-z]+$/.test(path);
    for (const file of isFile ? [path] : listFiles(path))
      hash
        .update(file)
        .update("\0")
        .update(readFileSync(join(root, file)))
        .update("\0");
  }
  return hash.update(process.versions.node).digest("hex");
}

const stampPath = (name) => join(cacheFolder, `${name}.stamp`);
const readStamp = (name) => (existsSync(stampPath(name)) ? readFileSync(stampPath(name), "utf8") : "");

function writeStamp(name, value) {
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(stampPath(name), value);
}

async function ensure(name, title, inputs, outputs, work) {
  const wanted = fingerprint(inputs);
  if (readStamp(name) === wanted && outputs.every((path) => existsSync(join(root, path)))) return false;
  await step(title, async (report) => {
    rmSync(stampPath(name), { force: true });
    await work(report);
    writeStamp(name, wanted);
  });
  return true;
}

/** npm links the commands of dependencies only; this makes `npx signalbox` work inside the clone too. */
function linkCommand() {
  const link = join(root, "node_modules/.bin/signalbox");
  if (!existsSync(link)) symlinkSync("../../scripts/signalbox.mjs", link);
}

/** Whether node_modules holds what the lockfile names, by npm's own record of what it installed. */
function areDependenciesInstalled() {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(wanted).every(
    ([place, entry]) => place === "" || entry.optional || installed[place]?.version === entry.version,
  );
}

export async function ensureDependencies() {
  if (!areDependenciesInstalled())
    await step("Installing dependencies", (report) =>
      run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, onLine: report }),
    );
  linkCommand();
}

// Prisma's command asks for a native engine before anything else, also where it only generates; any executable will do.
const prismaEnv = {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  CHECKPOINT_DISABLE: "1",
};

export const ensureGenerated = () =>
  ensure(
    "generated",
    "Generating",
    ["prisma/schema.prisma", "package-lock.json"],
    ["lib/generated/prisma/client.ts"],
    () =>
      run(process.execPath, [join(root, "node_modules/prisma/build/index.js"), "generate"], {
        cwd: root,
        env: prismaEnv,
      }),
  );

const sharedSources = ["package-lock.json", "tsconfig.json", "prisma/schema.prisma", "lib"];

/** The `signalbox` command and the worker threads; under a second. */
export const ensureCommandLine = () =>
  ensure(
    "command-line",
    "Building the command line",
    [...sharedSources, "cli", "scripts/build-cli.mjs", "scripts/build-support.mjs"],
    ["dist/cli/main.mjs", "dist/support/env.mjs", "dist/workers/config-worker.mjs"],
    () =>
      Promise.all(
        ["build-cli.mjs", "build-support.mjs"].map((script) =>
          run(process.execPath, [join(root, "scripts", script)], { cwd: root }),
        ),
      ),
  );

export const ensureConsole = () =>
  ensure(
    "console",
    "Building the console",
    [...sharedSources, "app", "components", "public", "next.config.ts", "proxy.ts", "instrumentation.ts"],
    [".next/standalone/server.js", ".next/standalone/.next/static"],
    async (report) => {
      await run(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
        cwd: root,
        env: { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
        onLine: report,
      });
      report("");
      const standalone = join(root, ".next/standalone");
      cpSync(join(root, ".next/static"), join(standalone, ".next/static"), { recursive: true });
      if (existsSync(join(root, "public")))
        cpSync(join(root, "public"), join(standalone, "public"), { recursive: true });
    },
  );

/** Everything that a start or a test needs to be there. */
export async function prepare() {
  requireNode();
  await ensureDependencies();
  await ensureGenerated();
  await ensureCommandLine();
  await ensureConsole();
}
