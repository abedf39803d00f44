/*
 * Keeps the gateway running as systemd would with `Restart=on-failure`: `node lab/keeper.mjs DATA_FOLDER LITELLM`.
 * It writes the pid file, keeps the log within bounds, and, once the gateway's first health cycle has ended, lets the
 * stand-ins that were held loading finish. SIGTERM to the keeper ends the gateway, then itself.
 */
import { spawn } from "node:child_process";
import { closeSync, copyFileSync, openSync, rmSync, statSync, truncateSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { askStandIn, tellStandIn } from "./control.mjs";
import { gatewayArguments, gatewayEnvironment, readCachedHealth } from "./gateway.mjs";
import { HELD_WHILE_COLD } from "./parts.mjs";
import { labPaths } from "./paths.mjs";
import { endProcess, readProcessIdentity } from "./processes.mjs";
import { readKey, readState, writeAtomically } from "./state.mjs";

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 10_000;
/** After this long the gateway counts as having started, and the next failure waits the short time again. */
const STEADY_MS = 30_000;
const LOG_LIMIT = 5 * 1024 * 1024;
const STOP_PATIENCE_MS = 10_000;

const [dataFolder = "", litellm = ""] = process.argv.slice(2);
const paths = labPaths(dataFolder);
const port = readState(paths)?.ports.gateway ?? 0;
if (!port || !litellm) {
  console.error("usage: keeper.mjs DATA_FOLDER LITELLM, after the lab has been set up");
  process.exit(2);
}

/** @type {import("./processes.mjs").ProcessRecord | null} */
let gateway = null;
let stopping = false;

for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"])) process.on(signal, () => void stop());
process.on("SIGHUP", () => {});
setInterval(rotateLog, 5000).unref();
void releaseHeldParts();
await keepRunning();

async function keepRunning() {
  let delayMs = FIRST_DELAY_MS;
  while (!stopping) {
    const startedAt = Date.now();
    const end = await runOnce();
    if (stopping) return;
    const wasAsked = end.code === 0 || end.signal === "SIGTERM" || end.signal === "SIGINT" || end.code === 143;
    if (wasAsked) return finish(`The gateway ended (${end.text}) and is left stopped.`);
    if (Date.now() - startedAt > STEADY_MS) delayMs = FIRST_DELAY_MS;
    say(`The gateway ended (${end.text}); it is started again in ${delayMs / 1000} s.`);
    await pause(delayMs);
    delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
  }
}

/** @returns {Promise<{ code: number | null, signal: string | null, text: string }>} */
function runOnce() {
  const log = openSync(paths.gatewayLog, "a", 0o600);
  const keys = { gatewayKey: readKey(paths.gatewayKey), cloudKey: readKey(paths.cloudKey) };
  const env = gatewayEnvironment(keys);
  return new Promise((done) => {
    const args = gatewayArguments(paths.config, port);
    const child = spawn(litellm, args, { cwd: paths.folder, env, detached: true, stdio: ["ignore", log, log] });
    closeSync(log);
    const gone = (/** @type {{ code: number | null, signal: string | null, text: string }} */ end) => {
      gateway = null;
      forgetProcess();
      done(end);
    };
    child.on("error", (error) => gone({ code: 1, signal: null, text: error.message }));
    child.on("exit", (code, signal) => {
      // Workers outlive a master that was killed; they would hold the port against the next start.
      if (child.pid) killGroup(child.pid);
      gone({ code, signal, text: signal ?? `exit ${code}` });
    });
    if (!child.pid) return;
    gateway = { pid: child.pid, identity: readProcessIdentity(child.pid) };
    writeAtomically(paths.gatewayProcess, JSON.stringify(gateway));
    writeAtomically(paths.gatewayPid, `${child.pid}\n`);
    say(`The gateway is process ${child.pid} on port ${port}.`);
  });
}

/** Nobody may signal a number that is no longer the gateway's. */
function forgetProcess() {
  rmSync(paths.gatewayPid, { force: true });
  rmSync(paths.gatewayProcess, { force: true });
}

/** @param {number} pid */
function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is empty, which is the usual case.
  }
}

async function stop() {
  if (stopping) return;
  stopping = true;
  await endProcess(gateway, STOP_PATIENCE_MS);
  forgetProcess();
  finish("The gateway was stopped.");
}

/** @param {string} message */
function finish(message) {
  say(message);
  process.exit(0);
}

/** Whoever still loads on hold waits for the end of the gateway's first health cycle, which is then as old as they are new. */
async function releaseHeldParts() {
  const held = [];
  for (const part of HELD_WHILE_COLD) if ((await askStandIn(paths.control(part)))?.loading === "held") held.push(part);
  if (held.length === 0) return;
  while ((await readCachedHealth(`http://127.0.0.1:${port}`, readKey(paths.gatewayKey))) === null) await pause(300);
  for (const part of held)
    await tellStandIn(paths.control(part), "/loaded").catch((error) => say(String(error.message)));
  say(`The first health cycle has ended: ${held.join(" and ")} finished loading.`);
}

/** The gateway appends, so its log can be copied away and emptied under it. */
function rotateLog() {
  try {
    if (statSync(paths.gatewayLog).size < LOG_LIMIT) return;
    copyFileSync(paths.gatewayLog, `${paths.gatewayLog}.1`);
    truncateSync(paths.gatewayLog, 0);
  } catch (error) {
    say(`The log could not be rotated: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {string} message */
function say(message) {
  console.log(`${new Date().toISOString()} ${message}`);
}
