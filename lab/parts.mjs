import { LabError } from "./errors.mjs";

/** @typedef {"gateway" | "ollama" | "llamacpp-python" | "llamacpp-native" | "vllm" | "cloud"} PartName */
/** @typedef {"refuse" | "500" | "429" | "401" | "timeout" | "slow" | "garbage" | "loading"} FaultMode */

/** The stand-ins, in the order in which `status` shows them. `offAtFirst`: started only by `start NAME`. */
export const STAND_INS = /** @type {const} */ (["ollama", "llamacpp-python", "llamacpp-native", "vllm", "cloud"]);
export const PARTS = /** @type {readonly PartName[]} */ (["gateway", ...STAND_INS]);
export const OFF_AT_FIRST = /** @type {readonly PartName[]} */ (["vllm"]);
/** These finish loading only after the gateway's first health cycle when the whole lab starts cold. */
export const HELD_WHILE_COLD = /** @type {readonly PartName[]} */ (["llamacpp-python", "llamacpp-native"]);

/** How long a server takes to load its model when it is started alone. */
export const LOADING_MS = { "llamacpp-python": 1200, "llamacpp-native": 1200, vllm: 2000 };

export const FAULTS = /** @type {readonly FaultMode[]} */ ([
  "refuse",
  "500",
  "429",
  "401",
  "timeout",
  "slow",
  "garbage",
  "loading",
]);

/** @param {string | undefined} name @returns {PartName} */
export function requirePart(name) {
  const part = PARTS.find((candidate) => candidate === name);
  if (part) return part;
  throw new LabError(
    `${name ? `"${name}" is not a part of the lab` : "Name a part of the lab"}: ${PARTS.join(", ")}.`,
    2,
  );
}

/** @param {string} mode @returns {FaultMode} */
export function requireFault(mode) {
  const fault = FAULTS.find((candidate) => candidate === mode);
  if (fault) return fault;
  throw new LabError(`"${mode}" is not a way to fail: ${FAULTS.join(", ")}.`, 2);
}
