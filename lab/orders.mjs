import { existsSync, readFileSync } from "node:fs";
import { renderGatewayConfig } from "./config.mjs";
import { tellStandIn } from "./control.mjs";
import { LabError } from "./errors.mjs";
import { waitForGateway } from "./gateway.mjs";
import { choosePorts, down, withLab } from "./lab.mjs";
import { isRunning, readTail, startKeeper, startStandIn, waitUntilLoaded } from "./lifecycle.mjs";
import { PARTS } from "./parts.mjs";
import { labPaths } from "./paths.mjs";
import { ensurePython } from "./python.mjs";
import { writeAtomically, writeState } from "./state.mjs";
import { openLab } from "./status.mjs";

/** What an operator orders of single parts. Each returns one sentence about what is so now. */

/** @typedef {import("./parts.mjs").PartName} PartName */

/**
 * @param {string} dataFolder
 * @param {PartName} part
 * @param {{ mode: import("./parts.mjs").FaultMode, delayMs: number, inferenceOnly: boolean }} fault
 */
export async function failPart(dataFolder, part, { mode, delayMs, inferenceOnly }) {
  const lab = requireStandIn(dataFolder, part);
  const query = new URLSearchParams({ mode, delayMs: String(delayMs), inferenceOnly: String(inferenceOnly) });
  await tellStandIn(lab.paths.control(part), `/fail?${query}`);
  return `${part} fails: ${mode}${inferenceOnly ? ", for requests to the model only" : ""}.`;
}

/** Ends the fault, and loading too. @param {string} dataFolder @param {PartName} part */
export async function healPart(dataFolder, part) {
  const lab = requireStandIn(dataFolder, part);
  await tellStandIn(lab.paths.control(part), "/heal");
  await tellStandIn(lab.paths.control(part), "/loaded");
  return `${part} answers again.`;
}

/** @param {string} dataFolder @param {PartName} part */
export async function startPart(dataFolder, part) {
  const { litellm } = part === "gateway" ? await ensurePython({ onProgress: console.error }) : { litellm: "" };
  const paths = labPaths(dataFolder);
  openLab(dataFolder);
  const { lab, wasRunning } = await withLab(paths, async () => {
    const lab = openLab(dataFolder);
    const wasRunning = isRunning(lab, part);
    if (!wasRunning && part === "gateway") await startKeeper(lab, litellm);
    else if (!wasRunning) await startStandIn(lab, part);
    return { lab, wasRunning };
  });
  if (part !== "gateway") await waitUntilLoaded(lab, part);
  else if (!(await waitForGateway(`http://127.0.0.1:${lab.state.ports.gateway}`, 120_000, () => !isRunning(lab, part))))
    throw new LabError(
      `The gateway does not answer. The end of ${paths.gatewayLog}:\n${readTail(paths.gatewayLog, 15)}`,
    );
  return wasRunning ? `${part} was already running.` : `${part} is running.`;
}

/** @param {string} dataFolder @param {PartName} part */
export async function stopPart(dataFolder, part) {
  openLab(dataFolder);
  const ended = await down({ dataFolder, only: [part] });
  return ended.length > 0 ? `${part} is stopped.` : `${part} was not running.`;
}

/** @param {string} dataFolder @param {{ newPorts: boolean }} options */
export async function resetConfig(dataFolder, { newPorts }) {
  const paths = labPaths(dataFolder);
  openLab(dataFolder);
  return await withLab(paths, async () => {
    const lab = openLab(dataFolder);
    const running = PARTS.filter((part) => isRunning(lab, part));
    if (newPorts) {
      if (running.length > 0)
        throw new LabError(`New ports need a lab that is down; still running: ${running.join(", ")}.`);
      lab.state.ports = await choosePorts();
      writeState(paths, lab.state);
      writeAtomically(paths.firstConfig, renderGatewayConfig(lab.state.ports));
    }
    const first = existsSync(paths.firstConfig)
      ? readFileSync(paths.firstConfig)
      : renderGatewayConfig(lab.state.ports);
    writeAtomically(paths.config, first);
    const hint = running.includes("gateway") ? " The running gateway reads it at its next reload." : "";
    return `${paths.config} is as it was first written.${hint}`;
  });
}

/** @param {string} dataFolder @param {PartName} part */
function requireStandIn(dataFolder, part) {
  if (part === "gateway")
    throw new LabError(
      "The gateway is the real LiteLLM and cannot play a fault. Stop it with: npm run lab -- stop gateway",
    );
  const lab = openLab(dataFolder);
  if (!isRunning(lab, part)) throw new LabError(`${part} is not running. Start it with: npm run lab -- start ${part}`);
  return lab;
}
