/** What a stand-in does instead of answering. `refuse` is not here: the server closes its port for that. */

/** @typedef {import("../parts.mjs").FaultMode} FaultMode */
/** @typedef {{ mode: FaultMode, delayMs: number, inferenceOnly: boolean }} Fault */

const GARBAGE = '{"object":"list","data":[{"id":"local-mo';

/**
 * @param {import("./kinds.mjs").Kind} kind
 * @param {Fault | null} fault
 * @param {string} path
 */
export function strikes(kind, fault, path) {
  if (!fault || (fault.inferenceOnly && !kind.inference.includes(path))) return false;
  return !(fault.mode === "401" && kind.openWithoutKey.includes(path));
}

/**
 * Plays the fault. Returns true when the request must not be answered in the ordinary way afterwards.
 * @param {import("./exchange.mjs").Exchange} exchange
 * @param {import("./kinds.mjs").Kind} kind
 * @param {Fault} fault
 */
export async function playFault(exchange, kind, fault) {
  switch (fault.mode) {
    case "500":
    case "401":
      exchange.json(Number(fault.mode), kind.faults[fault.mode]);
      return true;
    case "429":
      exchange.json(429, kind.faults[429], { "retry-after": "7" });
      return true;
    case "loading":
      if (kind.loading && kind.loading !== "refuse") exchange.json(kind.loading.status, kind.loading.body);
      return true;
    case "garbage":
      playGarbage(exchange, kind.inference.includes(exchange.path));
      return true;
    case "slow":
      await exchange.pause(fault.delayMs);
      return exchange.response.destroyed;
    default:
      // "timeout": the connection stays open, without an answer, until the client gives up or the part is healed.
      return true;
  }
}

/** Broken JSON for reads; for the model's own routes the connection is cut in the middle of the answer. */
function playGarbage(/** @type {import("./exchange.mjs").Exchange} */ exchange, /** @type {boolean} */ cut) {
  if (!cut) return exchange.send(200, GARBAGE, { "content-type": "application/json" });
  exchange.response.writeHead(200, { "content-type": "application/json", "content-length": "4096" });
  exchange.response.write(GARBAGE, () => exchange.response.destroy());
}
