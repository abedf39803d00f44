import { setTimeout as pause } from "node:timers/promises";
import { plainEnvironment } from "./processes.mjs";

/**
 * One worker under granian: a SIGHUP to its main process re-reads the configuration, and the old worker answers until the new
 * one does. Under gunicorn the old worker closes connections that it accepted and has not read yet: on a busy machine five
 * reloads lost 5 of 905 requests on new connections and 72 of 920 on kept ones, against 0 of 904 and 2 of 959 here.
 * @param {string} configPath
 * @param {number} port
 */
export function gatewayArguments(configPath, port) {
  return ["--config", configPath, "--host", "127.0.0.1", "--port", String(port), "--run_granian", "--num_workers", "1"];
}

/** Quiet and offline; nothing of the shell's own keys or databases reaches the gateway. @param {{ gatewayKey: string, cloudKey: string }} keys */
export function gatewayEnvironment({ gatewayKey, cloudKey }) {
  return {
    ...plainEnvironment(),
    LITELLM_MASTER_KEY: gatewayKey,
    OLLAMA_API_KEY: cloudKey,
    LITELLM_LOCAL_MODEL_COST_MAP: "True",
    LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS: "True",
    LITELLM_LOCAL_POLICY_TEMPLATES: "true",
    LITELLM_MODE: "PRODUCTION",
    DISABLE_ADMIN_UI: "True",
    NO_DOCS: "True",
    NO_REDOC: "True",
    NO_COLOR: "1",
    PYTHONUNBUFFERED: "1",
    // Upstreams are on this machine; on macOS these two also keep the gateway's worker from crashing.
    no_proxy: "*",
    OBJC_DISABLE_INITIALIZE_FORK_SAFETY: "YES",
  };
}

/** @param {string} gatewayUrl */
export async function isGatewayReady(gatewayUrl) {
  const answer = await get(`${gatewayUrl}/health/liveliness`, {}, 2000);
  return answer?.status === 200 && answer.text.includes("alive");
}

/** @param {string} gatewayUrl @param {number} timeoutMs @param {() => boolean} [isPointless] */
export async function waitForGateway(gatewayUrl, timeoutMs, isPointless = () => false) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && !isPointless()) {
    if (await isGatewayReady(gatewayUrl)) return true;
    await pause(150);
  }
  return false;
}

/**
 * The gateway's cached view: null before its first cycle has ended, or when it does not answer.
 * @param {string} gatewayUrl
 * @param {string} key
 * @returns {Promise<{ healthy: string[], unhealthy: string[] } | null>}
 */
export async function readCachedHealth(gatewayUrl, key) {
  const answer = await get(`${gatewayUrl}/health`, { authorization: `Bearer ${key}` }, 5000);
  if (answer?.status !== 200) return null;
  try {
    const view = JSON.parse(answer.text);
    if (!Array.isArray(view.healthy_endpoints) || !Array.isArray(view.unhealthy_endpoints)) return null;
    const idOf = (/** @type {{ model_id?: string }} */ endpoint) => String(endpoint.model_id);
    return { healthy: view.healthy_endpoints.map(idOf), unhealthy: view.unhealthy_endpoints.map(idOf) };
  } catch {
    return null;
  }
}

/** @param {string} url @param {Record<string, string>} headers @param {number} timeoutMs */
async function get(url, headers, timeoutMs) {
  try {
    const response = await fetch(url, {
      headers: { ...headers, connection: "close" },
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}
