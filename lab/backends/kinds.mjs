import { llamacppNative } from "./llamacpp-native.mjs";
import { llamacppPython } from "./llamacpp-python.mjs";
import { ollama, ollamaCloud } from "./ollama.mjs";
import { vllm } from "./vllm.mjs";

/**
 * What a kind of model server answers, as data; `stand-in.mjs` serves it.
 * @typedef {object} Kind
 * @property {Record<string, string>} headers sent with every answer
 * @property {() => Record<string, string>} [perRequestHeaders]
 * @property {string[]} openWithoutKey paths that still answer while keys are refused
 * @property {boolean} [needsKey]
 * @property {string[]} inference paths that run the model
 * @property {{ status: number, body: object } | "refuse" | null} loading what clients see while the model loads
 * @property {Record<"500" | "429" | "401", object>} faults error bodies in this server's words
 * @property {{ status: number, body?: object, text?: string }} notFound
 * @property {{ status: number, body?: object, text?: string }} [wrongMethod]
 * @property {{ status: number, body: object }} badBody
 * @property {Record<string, (exchange: import("./exchange.mjs").Exchange) => unknown>} routes "METHOD /path"
 */

/** @type {Record<string, Kind>} */
export const KINDS = {
  ollama,
  cloud: ollamaCloud,
  "llamacpp-native": llamacppNative,
  "llamacpp-python": llamacppPython,
  vllm,
};
