/*
 * The pinned LiteLLM in a virtual environment of its own. The environment lives in the user's cache folder under the hash of
 * the lock file, is built beside its final place and renamed when complete, and is shared by every lab on the machine.
 */
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { LabError } from "./errors.mjs";
import { withLockFile } from "./lock-file.mjs";
import { readProcessIdentity } from "./processes.mjs";

const LOCKS = join(import.meta.dirname, "python");
const MARKER = ".complete";
const PYTHONS = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

/** @typedef {{ python: string, litellm: string, venv: string }} GatewayPython */
/** @typedef {Record<string, string | undefined>} Environment */

/** @param {Environment} [env] */
export function cacheFolder(env = process.env) {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache"), "signalbox");
}

/**
 * Where the environment of this lock is, whether it is there or not.
 * @param {Environment} [env]
 * @returns {GatewayPython}
 */
export function locateGateway(env = process.env) {
  const hash = createHash("sha256")
    .update(readFileSync(join(LOCKS, "gateway.txt")))
    .digest("hex");
  const venv = join(cacheFolder(env), `gateway-${hash.slice(0, 16)}`);
  return { venv, python: join(venv, "bin", "python"), litellm: join(venv, "bin", "litellm") };
}

/** Its interpreter is a link to the system's, which an upgrade may have removed. @param {GatewayPython} place */
export function isGatewayInstalled(place = locateGateway()) {
  return existsSync(join(place.venv, MARKER)) && existsSync(place.python) && existsSync(place.litellm);
}

/**
 * Installs the gateway unless it is there. Needs the package index only the first time.
 * @param {{ onProgress?: (line: string) => void, env?: Environment }} [options]
 * @returns {Promise<GatewayPython>}
 */
export async function ensurePython({ onProgress = () => {}, env = process.env } = {}) {
  const place = locateGateway(env);
  if (isGatewayInstalled(place)) return place;
  mkdirSync(cacheFolder(env), { recursive: true });
  const lock = {
    waitMs: 15 * 60_000,
    what: "The gateway's installation",
    onWait: () => onProgress("Waiting for another process that installs the gateway"),
  };
  return await withLockFile(`${place.venv}.lock`, lock, async () => {
    if (!isGatewayInstalled(place)) await install(place, { onProgress, env });
    return place;
  });
}

/** @param {GatewayPython} place @param {{ onProgress: (line: string) => void, env: Environment }} options */
async function install(place, { onProgress, env }) {
  const building = `${place.venv}.building-${process.pid}`;
  removeLeftovers(place, env);
  try {
    const python = await findPython(env);
    const uv = await findUv(python, { onProgress, env });
    onProgress(`Installing LiteLLM into ${place.venv} (about 180 MB to download the first time)`);
    await run(uv, ["venv", "--quiet", "--relocatable", "--python", python, building], { env });
    const lockPath = join(LOCKS, "gateway.txt");
    const into = ["--python", join(building, "bin", "python")];
    await run(uv, ["pip", "install", "--require-hashes", "--compile-bytecode", "-r", lockPath, ...into], {
      env,
      onProgress,
    });
    writeFileSync(join(building, MARKER), `${new Date().toISOString()}\n`);
    rmSync(place.venv, { recursive: true, force: true });
    renameSync(building, place.venv);
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    throw error;
  }
}

/** @param {GatewayPython} place @param {Environment} env */
function removeLeftovers(place, env) {
  for (const name of readdirSync(cacheFolder(env))) {
    const [, pid] = /^gateway-.*\.building-(\d+)$/.exec(name) ?? [];
    if (pid && readProcessIdentity(Number(pid)) === null)
      rmSync(join(cacheFolder(env), name), { recursive: true, force: true });
  }
  rmSync(`${place.venv}.building-${process.pid}`, { recursive: true, force: true });
}

/** The first interpreter on the PATH that LiteLLM accepts. @param {Environment} [env] @returns {Promise<string>} */
export async function findPython(env = process.env) {
  /** @type {string[]} */
  const tooOld = [];
  for (const name of PYTHONS) {
    const code = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)";
    const answer = await ask(name, ["-c", code], env);
    const [version = "", path = ""] = answer?.trim().split("\n") ?? [];
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major === 3 && minor >= 10 && minor <= 14) return path;
    if (version) tooOld.push(`${name} is ${version}`);
  }
  const found = tooOld.length > 0 ? `found only: ${tooOld.join(", ")}` : "found none";
  throw new LabError(
    `The lab's gateway needs Python 3.10 to 3.14 (${found}). Install one: "sudo apt install python3 python3-venv" on Debian or Ubuntu, "brew install python@3.12" on macOS.`,
  );
}

/**
 * uv from the PATH, or from a small environment made once with pip.
 * @param {string} python
 * @param {{ onProgress: (line: string) => void, env: Environment }} options
 */
async function findUv(python, { onProgress, env }) {
  const onPath = (env.PATH ?? "").split(delimiter).map((folder) => join(folder, "uv"));
  for (const candidate of onPath)
    if (existsSync(candidate) && (await ask(candidate, ["--version"], env))) return candidate;
  const lockPath = join(LOCKS, "uv.txt");
  const hash = createHash("sha256").update(readFileSync(lockPath)).digest("hex").slice(0, 16);
  const boot = join(cacheFolder(env), `uv-${hash}`);
  const uv = join(boot, "bin", "uv");
  if (await ask(uv, ["--version"], env)) return uv;
  onProgress("Fetching uv, which installs the gateway's packages");
  rmSync(boot, { recursive: true, force: true });
  const flags = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lockPath];
  if ((await ask(python, ["-c", "import ensurepip"], env)) !== null) {
    await run(python, ["-m", "venv", boot], { env });
    await run(join(boot, "bin", "python"), flags, { env });
  } else if (await ask(python, ["-m", "pip", "--version"], env)) {
    await run(python, [...flags, "--target", boot], { env });
  } else {
    throw new LabError(
      `${python} has neither the venv module nor pip, so the lab's gateway cannot be installed. Run "sudo apt install python3-venv" (Debian, Ubuntu), or put uv on the PATH.`,
    );
  }
  return uv;
}

/** What the program prints, or null when it is missing or fails. @param {string} program @param {string[]} args @param {Environment} env @returns {Promise<string | null>} */
function ask(program, args, env) {
  return new Promise((done) => {
    execFile(program, args, { env, timeout: 20_000 }, (error, stdout) => done(error ? null : stdout));
  });
}

/** @param {string} program @param {string[]} args @param {{ env: Environment, onProgress?: (line: string) => void }} options @returns {Promise<void>} */
function run(program, args, { env, onProgress = () => {} }) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    /** @type {string[]} */
    const lines = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        if (line.trim() === "") return;
        lines.push(line.trim());
        if (!/^[+-] /.test(line.trim())) onProgress(line.trim());
      });
    child.on("error", (error) => fail(new LabError(`${program} could not be started: ${error.message}`)));
    child.on("close", (code) => {
      if (code === 0) return done();
      const last = lines.slice(-12).join("\n  ");
      fail(new LabError(`Installing the lab's gateway failed (${program} ended with ${code}):\n  ${last}`));
    });
  });
}
