import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { askStandIn } from "./control.mjs";
import { LabError } from "./errors.mjs";
import { LOADING_MS } from "./parts.mjs";
import { isPortFree } from "./ports.mjs";
import { endProcess, isSameProcess, plainEnvironment, startDetached } from "./processes.mjs";
import { readKey, writeState } from "./state.mjs";

/** Starting and ending one part. The gateway's process in the state is its keeper; the gateway itself is the keeper's child. */

/** @typedef {import("./parts.mjs").PartName} PartName */
/** @typedef {{ paths: import("./paths.mjs").LabPaths, state: import("./state.mjs").LabState }} Lab */

const STAND_IN_PATIENCE_MS = 3000;
const KEEPER_PATIENCE_MS = 14_000;
const GATEWAY_PATIENCE_MS = 10_000;

/** @param {Lab} lab @param {PartName} part */
export function isRunning(lab, part) {
  return isSameProcess(lab.state.processes[part]);
}

/** @param {Lab} lab @param {PartName} part @param {{ held?: boolean }} [options] */
export async function startStandIn(lab, part, { held = false } = {}) {
  const port = lab.state.ports[part];
  if (!(await isPortFree(port)))
    throw new LabError(
      `Port ${port}, under which the gateway's configuration knows ${part}, is taken by another program. Free it, or run "npm run lab -- down" and "npm run lab -- reset --ports" for new ports and a new configuration file.`,
    );
  const loadMs = LOADING_MS[/** @type {keyof typeof LOADING_MS} */ (part)] ?? 0;
  const waiting = held ? ["--hold"] : ["--load-ms", String(loadMs)];
  const identity = ["--kind", part, "--port", String(port), "--control", lab.paths.control(part)];
  const env =
    part === "cloud" ? { ...plainEnvironment(), LAB_CLOUD_KEY: readKey(lab.paths.cloudKey) } : plainEnvironment();
  rmSync(lab.paths.control(part), { force: true });
  run(lab, part, "backend.mjs", [...identity, ...waiting], env);
  await waitUntil(lab, part, (standIn) => standIn !== null);
}

/** @param {Lab} lab @param {PartName} part */
export async function waitUntilLoaded(lab, part) {
  await waitUntil(lab, part, (standIn) => standIn !== null && standIn.loading !== "timed");
}

/** @param {Lab} lab @param {string} litellm */
export async function startKeeper(lab, litellm) {
  await endProcess(readGatewayProcess(lab.paths), GATEWAY_PATIENCE_MS);
  rmSync(lab.paths.gatewayPid, { force: true });
  if (!(await isPortFree(lab.state.ports.gateway)))
    throw new LabError(
      `Port ${lab.state.ports.gateway} is taken by another program. "npm run lab -- up" gives the gateway a new one.`,
    );
  run(lab, "gateway", "keeper.mjs", [join(lab.paths.folder, ".."), litellm], plainEnvironment());
}

/** @param {Lab} lab @param {PartName} part @param {string} script @param {string[]} args @param {Record<string, string | undefined>} env */
function run(lab, part, script, args, env) {
  const logPath = lab.paths.log(part === "gateway" ? "keeper" : part);
  const program = [join(import.meta.dirname, script), ...args];
  lab.state.processes[part] = startDetached(process.execPath, program, { cwd: lab.paths.folder, env, logPath });
  writeState(lab.paths, lab.state);
}

/** @param {Lab} lab @param {PartName} part */
export async function endPart(lab, part) {
  const patience = part === "gateway" ? KEEPER_PATIENCE_MS : STAND_IN_PATIENCE_MS;
  const how = await endProcess(lab.state.processes[part], patience);
  if (part === "gateway") await endProcess(readGatewayProcess(lab.paths), GATEWAY_PATIENCE_MS);
  if (part === "gateway") rmSync(lab.paths.gatewayPid, { force: true });
  delete lab.state.processes[part];
  return how;
}

/** The gateway's main process, while there is one. @param {import("./paths.mjs").LabPaths} paths @returns {import("./processes.mjs").ProcessRecord | null} */
export function readGatewayProcess(paths) {
  try {
    const record = JSON.parse(readFileSync(paths.gatewayProcess, "utf8"));
    return isSameProcess(record) ? record : null;
  } catch {
    return null;
  }
}

/** @param {Lab} lab @param {PartName} part @param {(standIn: import("./control.mjs").StandInState | null) => boolean} isThere */
async function waitUntil(lab, part, isThere) {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline && isRunning(lab, part)) {
    if (isThere(await askStandIn(lab.paths.control(part)))) return;
    await pause(20);
  }
  throw new LabError(`${part} did not start:\n${readTail(lab.paths.log(part), 5)}`);
}

/** @param {string} path @param {number} lines */
export function readTail(path, lines) {
  try {
    return readFileSync(path, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}
