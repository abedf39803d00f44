import { askStandIn } from "./control.mjs";
import { LabError } from "./errors.mjs";
import { isGatewayReady } from "./gateway.mjs";
import { isRunning, readGatewayProcess } from "./lifecycle.mjs";
import { PARTS } from "./parts.mjs";
import { labPaths } from "./paths.mjs";
import { readKey, readState } from "./state.mjs";

/** @typedef {import("./parts.mjs").PartName} PartName */

/**
 * `running` answers; `loading` loads a model; `failing` was told to; `starting` lives and does not answer yet; `restarting`
 * ended and will be started again; `stopped` has no process.
 * @typedef {"running" | "loading" | "failing" | "starting" | "restarting" | "stopped"} PartState
 */

/**
 * @typedef {object} PartStatus
 * @property {PartName} name
 * @property {string} url
 * @property {number | null} pid the gateway's is its main process, the one to send SIGHUP
 * @property {PartState} state
 * @property {import("./parts.mjs").FaultMode | null} fault
 * @property {string} logPath
 */

/** @typedef {{ configPath: string, gatewayUrl: string, gatewayKey: string, keyFile: string, pidFile: string, parts: PartStatus[] }} LabStatus */

/** @param {{ dataFolder: string }} options @returns {Promise<LabStatus>} */
export async function status({ dataFolder }) {
  const { paths, state } = openLab(dataFolder);
  const lab = { paths, state };
  const parts = await Promise.all(
    PARTS.map((part) => (part === "gateway" ? gatewayStatus(lab) : standInStatus(lab, part))),
  );
  return {
    configPath: paths.config,
    gatewayUrl: urlOf(state, "gateway"),
    gatewayKey: readKey(paths.gatewayKey),
    keyFile: paths.gatewayKey,
    pidFile: paths.gatewayPid,
    parts,
  };
}

/** The lab that is there, running or not. @param {string} dataFolder */
export function openLab(dataFolder) {
  const paths = labPaths(dataFolder);
  const state = readState(paths);
  if (!state) throw new LabError(`There is no lab in ${paths.folder} yet. "npm run lab -- up" makes one.`);
  return { paths, state };
}

/** @param {import("./lifecycle.mjs").Lab} lab @returns {Promise<PartStatus>} */
async function gatewayStatus(lab) {
  const url = urlOf(lab.state, "gateway");
  const process = readGatewayProcess(lab.paths);
  const answers = process !== null && (await isGatewayReady(url));
  const waiting = isRunning(lab, "gateway") ? "restarting" : "stopped";
  const state = process === null ? waiting : answers ? "running" : "starting";
  return { name: "gateway", url, pid: process?.pid ?? null, state, fault: null, logPath: lab.paths.gatewayLog };
}

/** @param {import("./lifecycle.mjs").Lab} lab @param {PartName} part @returns {Promise<PartStatus>} */
async function standInStatus(lab, part) {
  const record = isRunning(lab, part) ? lab.state.processes[part] : undefined;
  const shown = { name: part, url: urlOf(lab.state, part), logPath: lab.paths.log(part) };
  if (!record) return { ...shown, pid: null, state: "stopped", fault: null };
  const said = await askStandIn(lab.paths.control(part));
  const fault = said?.fault?.mode ?? null;
  const state = fault ? "failing" : said?.loading ? "loading" : said ? "running" : "starting";
  return { ...shown, pid: record.pid, state, fault };
}

/** @param {import("./state.mjs").LabState} state @param {PartName} part */
export const urlOf = (state, part) => `http://127.0.0.1:${state.ports[part]}`;
