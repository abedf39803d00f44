import { request } from "node:http";
import { LabError } from "./errors.mjs";

/** @typedef {{ mode: import("./parts.mjs").FaultMode | null, loading: "held" | "timed" | null, fault: import("./backends/faults.mjs").Fault | null, counters: import("./backends/exchange.mjs").Counters }} StandInState */

/** What a stand-in says of itself, or null when it does not answer. @param {string} socketPath @returns {Promise<StandInState | null>} */
export async function askStandIn(socketPath) {
  try {
    return await call(socketPath, "GET", "/state");
  } catch {
    return null;
  }
}

/** @param {string} socketPath @param {string} path @returns {Promise<StandInState>} */
export async function tellStandIn(socketPath, path) {
  try {
    return await call(socketPath, "POST", path);
  } catch (error) {
    throw new LabError(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} socketPath @param {"GET" | "POST"} method @param {string} path @returns {Promise<StandInState>} */
function call(socketPath, method, path) {
  return new Promise((done, fail) => {
    const sent = request({ socketPath, method, path, agent: false, timeout: 5000 }, async (response) => {
      try {
        let text = "";
        for await (const chunk of response) text += chunk;
        const value = JSON.parse(text);
        if (response.statusCode === 200) done(value);
        else fail(new Error(value.error));
      } catch (error) {
        fail(error);
      }
    });
    sent.on("timeout", () => sent.destroy(new Error("The stand-in does not answer on its control socket.")));
    sent.on("error", fail);
    sent.end();
  });
}
