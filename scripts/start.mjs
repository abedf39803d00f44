// `npm start`: everything from a fresh clone to a console that answers, then a watch over what was started.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ensureDatabase, hasOwnGateway } from "./database.mjs";
import {
  ensureCommandLine,
  ensureConsole,
  ensureDependencies,
  ensureGenerated,
  requireNode,
  root,
} from "./prepare.mjs";
import { Refusal, step } from "./progress.mjs";

const readyLimitMs = 60_000;
const stopLimitMs = 10_000;
const restartsPerMinute = 5;

const ending = { started: false };
let server;
let labUsed;

async function requireFreePort(settings) {
  const { whoListens } = await import("../dist/support/who-listens.mjs");
  const { createServer } = await import("node:net");
  const failure = await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", resolve);
    probe.listen(settings.port, settings.host, () => probe.close(() => resolve(null)));
  });
  if (!failure) return;
  if (failure.code === "EADDRINUSE") {
    const who = await whoListens(settings.port);
    const by = who ? `by ${who.command} (process ${who.pid})` : "by another program";
    throw new Refusal(`Port ${settings.port} is in use ${by}. Stop it, or set SIGNALBOX_PORT to another port.`);
  }
  throw new Refusal(`${settings.host}:${settings.port} cannot be listened on: ${failure.message}`);
}

/** The lab's gateway as settings of the console, so that nothing in the console knows what a lab is. */
const labSettings = (info) => ({
  OLLAMA_API_KEY: readFileSync(info.cloudKeyFile, "utf8").trim(),
  SIGNALBOX_GATEWAY_ID: info.id,
  SIGNALBOX_GATEWAY_NAME: info.name,
  SIGNALBOX_GATEWAY_URL: info.gatewayUrl,
  SIGNALBOX_GATEWAY_CONFIG: info.configPath,
  SIGNALBOX_GATEWAY_KEY_FILE: info.keyFile,
  SIGNALBOX_GATEWAY_RELOAD: `signal:${info.pidFile}`,
  SIGNALBOX_GATEWAY_LOG: info.logPath,
});

async function startLab(settings) {
  const { ensurePython } = await import("../lab/python.mjs");
  const { up } = await import("../lab/lab.mjs");
  return step("Starting the lab", async (report) => {
    await ensurePython({ onProgress: report });
    const info = await up({ dataFolder: settings.dataFolder, onProgress: report, waitForGateway: false });
    report(`gateway at ${info.gatewayUrl}`);
    return info;
  });
}

function startServer(settings, extra) {
  const child = spawn(process.execPath, [join(root, ".next/standalone/server.js")], {
    cwd: root,
    // The channel tells the console that this process is gone, however it went.
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      ...extra,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_MANUAL_SIG_HANDLE: "1",
      PORT: String(settings.port),
      HOSTNAME: settings.host,
      SIGNALBOX_DATA: settings.dataFolder,
      SIGNALBOX_ROOT: root,
    },
  });
  child.ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
  return child;
}

async function waitUntilAlive(child, settings) {
  const host = settings.host === "0.0.0.0" || settings.host === "::" ? "127.0.0.1" : settings.host;
  const address = `http://${host.includes(":") ? `[${host}]` : host}:${settings.port}/api/alive`;
  const until = Date.now() + readyLimitMs;
  let gone;
  child.ended.then((how) => {
    gone = how;
  });
  while (Date.now() < until) {
    if (gone !== undefined) throw new Refusal(`The console ended while starting (${gone}); its last lines are above.`);
    const reply = await fetch(address, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (reply?.ok) return;
    await pause(50);
  }
  throw new Refusal(`The console did not answer at ${address} within ${readyLimitMs / 1000} s.`);
}

async function stopServer() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  server.kill("SIGTERM");
  const forced = setTimeout(() => server.kill("SIGKILL"), stopLimitMs);
  await server.ended;
  clearTimeout(forced);
}

/** Ends what this process started, and nothing else. */
async function stopAll(code) {
  if (ending.started) return;
  ending.started = true;
  process.stdout.write("\nStopping…\n");
  await stopServer();
  if (labUsed && labUsed.startedParts.length > 0) {
    const { down } = await import("../lab/lab.mjs");
    await down({ dataFolder: labUsed.dataFolder, only: labUsed.startedParts });
  }
  process.exit(code);
}

function announce(settings) {
  process.stdout.write(`\nSignalbox is at ${settings.publicUrl}\n`);
  const codeFile = join(settings.dataFolder, "setup-code");
  if (existsSync(codeFile))
    process.stdout.write(`Setup code for the first administrator: ${readFileSync(codeFile, "utf8").trim()}\n`);
  process.stdout.write("Ctrl-C stops it.\n");
}

/** npm does not pass its own death on: without it nobody is left to press Ctrl-C, so the console ends too. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stopAll(1);
  }, 1000).unref();
}

/** Restarts a console that died, so that a change it was in the middle of is finished or rolled back. */
async function keepRunning(settings, extra) {
  const deaths = [];
  for (;;) {
    const how = await server.ended;
    if (ending.started) return;
    deaths.push(Date.now());
    const recent = deaths.filter((at) => at > Date.now() - 60_000);
    if (recent.length > restartsPerMinute) {
      process.stderr.write(`The console ended ${recent.length} times within a minute; giving up.\n`);
      return stopAll(1);
    }
    process.stderr.write(`The console ended unexpectedly (${how}); starting it again.\n`);
    await pause(500);
    if (ending.started) return;
    server = startServer(settings, extra);
  }
}

async function main() {
  requireNode();
  if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
  process.chdir(root);
  await ensureDependencies();
  await ensureGenerated();
  await ensureCommandLine();
  const { parseEnv } = await import("../dist/support/env.mjs");
  let settings;
  try {
    settings = parseEnv(process.env);
  } catch (error) {
    throw new Refusal(error.message);
  }
  await requireFreePort(settings);
  await ensureConsole();
  await ensureDatabase(settings.dataFolder);

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stopAll(0));
  endWithNpm();

  const wantsLab =
    settings.lab === "on" ||
    (settings.lab === "auto" && !settings.gateway && !(await hasOwnGateway(settings.dataFolder)));
  let extra = {};
  if (wantsLab) {
    labUsed = { ...(await startLab(settings)), dataFolder: settings.dataFolder };
    if (!settings.gateway) extra = labSettings(labUsed);
  }
  if (ending.started) return;
  const { isGatewayInstalled, locateGateway } = await import("../lab/python.mjs");
  // Rehearsals of gateways elsewhere run on the lab's LiteLLM.
  if (isGatewayInstalled()) extra = { SIGNALBOX_LAB_PYTHON: locateGateway().python, ...extra };
  server = startServer(settings, extra);
  await step("Starting the console", () => waitUntilAlive(server, settings));
  announce(settings);
  await keepRunning(settings, extra);
}

main().catch(async (error) => {
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
  await stopAll(error instanceof Refusal ? 2 : 1);
});
