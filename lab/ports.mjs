import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { LabError } from "./errors.mjs";

const FIRST = 40_000;
const LAST = 49_999;

/** Whether this process could listen there now. @param {number} port @returns {Promise<boolean>} */
export function isPortFree(port) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}

/** Free ports in the 4xxxx range, all different. @param {number} count @returns {Promise<number[]>} */
export async function chooseFreePorts(count) {
  /** @type {Set<number>} */
  const chosen = new Set();
  for (let attempt = 0; attempt < 2000 && chosen.size < count; attempt += 1) {
    const port = randomInt(FIRST, LAST + 1);
    if (!chosen.has(port) && (await isPortFree(port))) chosen.add(port);
  }
  if (chosen.size < count) throw new LabError(`No ${count} free ports between ${FIRST} and ${LAST} on 127.0.0.1.`);
  return [...chosen];
}
