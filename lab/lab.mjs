/*
 * The lab as other programs use it: bring it up, look at it, take it down. Nothing runs here between two calls; each part is
 * a process of its own, remembered in the state file, so a second `up` finds what is alive and starts only what is not.
 */
import { existsSync } from "node:fs";
import { renderGatewayConfig } from "./config.mjs";
import { LabError } from "./errors.mjs";
import { waitForGateway as untilReady } from "./gateway.mjs";
import { endPart, isRunning, readGatewayProcess, readTail, startKeeper, startStandIn } from "./lifecycle.mjs";
import { withLockFile } from "./lock-file.mjs";
import { HELD_WHILE_COLD, OFF_AT_FIRST, PARTS, STAND_INS } from "./parts.mjs";
import { labPaths } from "./paths.mjs";
import { chooseFreePorts, isPortFree } from "./ports.mjs";
import { ensurePython } from "./python.mjs";
import { ensureKey, prepareFolder, readState, writeAtomically, writeState } from "./state.mjs";
import { openLab, urlOf } from "./status.mjs";

export { status } from "./status.mjs";

const GATEWAY_START_MS = 120_000;

/** @typedef {import("./parts.mjs").PartName} PartName */

/**
 * What a console needs to know of the lab. `startedParts` are those this call started; the others were alive before.
 * @typedef {object} LabInfo
 * @property {"lab"} id
 * @property {string} name
 * @property {string} gatewayUrl
 * @property {string} configPath
 * @property {string} keyFile
 * @property {string} cloudKeyFile what the config file names by `os.environ/OLLAMA_API_KEY`
 * @property {string} pidFile
 * @property {string} logPath
 * @property {PartName[]} startedParts
 */

/**
 * Brings up every part but vLLM. Returns when the stand-ins listen; the gateway may still be starting unless it is waited for.
 * When a part cannot start, those that this call started are ended again.
 * @param {{ dataFolder: string, onProgress?: (line: string) => void, waitForGateway?: boolean }} options
 * @returns {Promise<LabInfo>}
 */
export async function up({ dataFolder, onProgress = () => {}, waitForGateway = false }) {
  const paths = labPaths(dataFolder);
  prepareFolder(paths);
  const { litellm } = await ensurePython({ onProgress });
  const info = await withLab(paths, async () => {
    const state = readState(paths) ?? { version: /** @type {const} */ (1), ports: await choosePorts(), processes: {} };
    const lab = { paths, state };
    const missing = PARTS.filter((part) => !isRunning(lab, part));
    const wanted = missing.filter((part) => !OFF_AT_FIRST.includes(part));
    if (wanted.includes("gateway") && !(await isPortFree(state.ports.gateway)) && !readGatewayProcess(paths)) {
      onProgress(`Port ${state.ports.gateway} is taken by another program: the gateway gets a new one`);
      state.ports.gateway = (await chooseFreePorts(1))[0] ?? 0;
    }
    prepareFiles(paths, state, onProgress);
    await startParts(lab, wanted, litellm, onProgress).catch(async (error) => {
      await Promise.all(wanted.map((part) => endPart(lab, part)));
      writeState(paths, state);
      throw error;
    });
    return infoOf(paths, state, wanted);
  });
  if (waitForGateway) await requireReady(paths, info, onProgress);
  return info;
}

/**
 * Ends the parts, or only some of them. Processes the lab did not start are never touched.
 * @param {{ dataFolder: string, only?: string[] }} options
 * @returns {Promise<PartName[]>} the parts that were running
 */
export async function down({ dataFolder, only }) {
  const paths = labPaths(dataFolder);
  if (!existsSync(paths.folder)) return [];
  return await withLab(paths, async () => {
    const state = readState(paths);
    if (!state) return [];
    const lab = { paths, state };
    const parts = PARTS.filter((part) => !only || only.includes(part));
    const ends = await Promise.all(parts.map((part) => endPart(lab, part)));
    writeState(paths, state);
    return parts.filter((_, index) => ends[index] !== "was-not-running");
  });
}

/** @template T @param {import("./paths.mjs").LabPaths} paths @param {() => Promise<T>} work */
export function withLab(paths, work) {
  return withLockFile(paths.lock, { waitMs: 60_000, what: "The lab" }, work);
}

/** @returns {Promise<import("./state.mjs").LabState["ports"]>} */
export async function choosePorts() {
  const ports = await chooseFreePorts(PARTS.length);
  return /** @type {any} */ (Object.fromEntries(PARTS.map((part, index) => [part, ports[index]])));
}

/** @param {import("./paths.mjs").LabPaths} paths @param {import("./state.mjs").LabState} state @param {(line: string) => void} onProgress */
function prepareFiles(paths, state, onProgress) {
  ensureKey(paths.gatewayKey, "sk-lab-");
  ensureKey(paths.cloudKey, "");
  if (!existsSync(paths.firstConfig)) writeAtomically(paths.firstConfig, renderGatewayConfig(state.ports));
  if (!existsSync(paths.config)) {
    onProgress(`Writing ${paths.config}`);
    writeAtomically(paths.config, renderGatewayConfig(state.ports));
  }
  writeState(paths, state);
}

/** @param {import("./lifecycle.mjs").Lab} lab @param {PartName[]} wanted @param {string} litellm @param {(line: string) => void} onProgress */
async function startParts(lab, wanted, litellm, onProgress) {
  const isCold = wanted.includes("gateway") && HELD_WHILE_COLD.every((part) => wanted.includes(part));
  const standIns = STAND_INS.filter((part) => wanted.includes(part));
  if (wanted.length > 0) onProgress(`Starting ${wanted.join(", ")}`);
  // The keeper looks for held parts when it starts, so they are there first.
  const starts = standIns.map((part) => startStandIn(lab, part, { held: isCold && HELD_WHILE_COLD.includes(part) }));
  const failed = (await Promise.allSettled(starts)).find((start) => start.status === "rejected");
  if (failed) throw failed.reason;
  if (wanted.includes("gateway")) await startKeeper(lab, litellm);
}

/** @param {import("./paths.mjs").LabPaths} paths @param {import("./state.mjs").LabState} state @param {PartName[]} startedParts @returns {LabInfo} */
function infoOf(paths, state, startedParts) {
  return {
    id: "lab",
    name: "Lab",
    gatewayUrl: urlOf(state, "gateway"),
    configPath: paths.config,
    keyFile: paths.gatewayKey,
    cloudKeyFile: paths.cloudKey,
    pidFile: paths.gatewayPid,
    logPath: paths.gatewayLog,
    startedParts,
  };
}

/** @param {import("./paths.mjs").LabPaths} paths @param {LabInfo} info @param {(line: string) => void} onProgress */
async function requireReady(paths, info, onProgress) {
  onProgress("Waiting for the gateway");
  const lab = openLab(`${paths.folder}/..`);
  if (await untilReady(info.gatewayUrl, GATEWAY_START_MS, () => !isRunning(lab, "gateway"))) return;
  throw new LabError(
    `The gateway does not answer on ${info.gatewayUrl}. The end of ${paths.gatewayLog}:\n${readTail(paths.gatewayLog, 15)}`,
  );
}
