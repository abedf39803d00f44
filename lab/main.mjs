import { parseArgs } from "node:util";
import { LabError } from "./errors.mjs";
import { down, up } from "./lab.mjs";
import { readTail } from "./lifecycle.mjs";
import { failPart, healPart, resetConfig, startPart, stopPart } from "./orders.mjs";
import { FAULTS, PARTS, requireFault, requirePart } from "./parts.mjs";
import { dataFolderFrom } from "./paths.mjs";
import { openLab, status } from "./status.mjs";

const USAGE = `The reference stack on this machine: a real LiteLLM gateway in front of stand-ins for its model servers.

  npm run lab -- up [--no-wait]        start what is not running (vllm stays off)
  npm run lab -- down                  end everything the lab started
  npm run lab -- status [--json]       what runs where
  npm run lab -- fail NAME [HOW]       make a stand-in fail; HOW is refuse (the default) or one of
                                       ${FAULTS.filter((fault) => fault !== "refuse").join(", ")}
         --seconds N                   how long a slow part waits before its first byte (3)
         --inference                   only requests to the model fail, lists and health stay well
  npm run lab -- heal NAME             make it answer again, also when it is still loading
  npm run lab -- start NAME            start one part and wait until it answers
  npm run lab -- stop NAME             end one part
  npm run lab -- logs NAME             the last lines of its log
  npm run lab -- reset [--ports]       the gateway's configuration file as it was first written;
                                       with --ports on new ports, while the lab is down

Names: ${PARTS.join(", ")}.
The lab lives in the folder lab of SIGNALBOX_DATA (data in the repository unless set).`;

/** @typedef {{ json?: boolean, "no-wait"?: boolean, seconds?: string, inference?: boolean, ports?: boolean, help?: boolean }} Options */

const dataFolder = dataFolderFrom();
const say = (/** @type {string} */ line) => console.log(line);

/** @type {Record<string, (words: string[], options: Options) => Promise<void>>} */
const VERBS = {
  up: async (_, options) => {
    const info = await up({ dataFolder, onProgress: say, waitForGateway: !options["no-wait"] });
    say(`Gateway ${info.gatewayUrl}, configuration ${info.configPath}, key in ${info.keyFile}`);
  },
  down: async () => {
    const ended = await down({ dataFolder });
    say(ended.length > 0 ? `Ended ${ended.join(", ")}.` : "Nothing was running.");
  },
  status: async (_, options) => {
    const shown = await status({ dataFolder });
    say(options.json ? JSON.stringify(shown, null, 2) : renderStatus(shown));
  },
  fail: async ([name, how = "refuse"], options) => {
    const seconds = Number(options.seconds ?? 3);
    if (!(seconds >= 0 && seconds <= 3600)) throw new LabError("--seconds must be a number from 0 to 3600.", 2);
    const fault = { mode: requireFault(how), delayMs: seconds * 1000, inferenceOnly: options.inference ?? false };
    say(await failPart(dataFolder, requirePart(name), fault));
  },
  heal: async ([name]) => say(await healPart(dataFolder, requirePart(name))),
  start: async ([name]) => say(await startPart(dataFolder, requirePart(name))),
  stop: async ([name]) => say(await stopPart(dataFolder, requirePart(name))),
  logs: async ([name]) => {
    const part = requirePart(name);
    const { paths } = openLab(dataFolder);
    const path = part === "gateway" ? paths.gatewayLog : paths.log(part);
    say(`${path}\n${readTail(path, 100)}`);
  },
  reset: async (_, options) => say(await resetConfig(dataFolder, { newPorts: options.ports ?? false })),
};

/** @param {import("./status.mjs").LabStatus} shown */
function renderStatus({ configPath, keyFile, parts }) {
  const rows = parts.map(({ name, state, fault, pid, url }) => {
    const words = fault ? `${state} (${fault})` : state;
    return `${name.padEnd(16)} ${words.padEnd(18)} ${String(pid ?? "-").padStart(8)}  ${url}`;
  });
  return [...rows, "", `configuration  ${configPath}`, `key            ${keyFile}`].join("\n");
}

/** @param {string[]} args */
async function main(args) {
  const { values, positionals } = read(args);
  const [verb = "", ...words] = positionals;
  if (values.help || verb === "" || verb === "help") return say(USAGE);
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!run) throw new LabError(`"${verb}" is not a verb of the lab.\n\n${USAGE}`, 2);
  await run(words, values);
}

/** @param {string[]} args */
function read(args) {
  const flag = { type: /** @type {const} */ ("boolean") };
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: flag,
        "no-wait": flag,
        seconds: { type: "string" },
        inference: flag,
        ports: flag,
        help: { ...flag, short: "h" },
      },
    });
  } catch (error) {
    throw new LabError(error instanceof Error ? error.message : String(error), 2);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = error instanceof LabError ? error.exitCode : 1;
}
