/*
 * One stand-in as a process: `node lab/backend.mjs --kind ollama --port 40001 --control /path/to/socket [--hold | --load-ms N]`.
 * Clients use the port; the lab uses the control socket, which stays open while the port refuses.
 */
import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { KINDS } from "./backends/kinds.mjs";
import { StandIn } from "./backends/stand-in.mjs";
import { FAULTS } from "./parts.mjs";

const { values } = parseArgs({
  options: {
    kind: { type: "string", default: "" },
    port: { type: "string", default: "" },
    control: { type: "string", default: "" },
    hold: { type: "boolean", default: false },
    "load-ms": { type: "string", default: "0" },
  },
});
const kind = Object.hasOwn(KINDS, values.kind) ? KINDS[values.kind] : undefined;
if (!kind || !Number(values.port) || !values.control) {
  console.error(
    `usage: backend.mjs --kind ${Object.keys(KINDS).join("|")} --port N --control PATH [--hold | --load-ms N]`,
  );
  process.exit(2);
}

const standIn = new StandIn(kind, { port: Number(values.port), key: process.env.LAB_CLOUD_KEY });
const control = createServer((request, response) => void answerControl(request, response));

for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT", "SIGHUP"])) process.on(signal, () => end(0));
process.on("uncaughtException", (error) => {
  console.error(error);
  end(1);
});

const loadMs = Number(values["load-ms"]);
await standIn.change({ loading: values.hold ? "held" : loadMs > 0 ? "timed" : null }).catch(giveUp);
if (standIn.loading === "timed")
  setTimeout(() => {
    if (standIn.loading === "timed") standIn.change({ loading: null }).catch(giveUp);
  }, loadMs);
mkdirSync(dirname(values.control), { recursive: true, mode: 0o700 });
rmSync(values.control, { force: true });
control.on("error", giveUp);
process.umask(0o077);
control.listen(values.control, () => console.log(`${values.kind} stands on 127.0.0.1:${values.port}`));

/** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
async function answerControl(request, response) {
  const url = new URL(request.url ?? "/", "http://control");
  try {
    if (request.method === "POST") await obey(url);
    reply(response, 200, {
      mode: standIn.mode,
      loading: standIn.loading,
      fault: standIn.fault,
      counters: standIn.counters,
    });
  } catch (error) {
    reply(response, 409, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** @param {URL} url */
async function obey(url) {
  if (url.pathname === "/heal") return await standIn.change({ fault: null });
  if (url.pathname === "/loaded") return await standIn.change({ loading: null });
  const mode = FAULTS.find((candidate) => candidate === url.searchParams.get("mode"));
  if (url.pathname !== "/fail" || !mode) throw new Error("unknown order");
  if (mode === "loading" && kind?.loading === null) throw new Error(`${values.kind} answers while it loads a model`);
  const delayMs = Number(url.searchParams.get("delayMs") ?? 3000);
  await standIn.change({ fault: { mode, delayMs, inferenceOnly: url.searchParams.get("inferenceOnly") === "true" } });
}

/** @param {import("node:http").ServerResponse} response @param {number} status @param {object} value */
function reply(response, status, value) {
  response.writeHead(status, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify(value));
}

/** @param {number} code */
function end(code) {
  rmSync(values.control, { force: true });
  process.exit(code);
}

/** @param {unknown} error */
function giveUp(error) {
  console.error(error instanceof Error ? error.message : error);
  end(1);
}
