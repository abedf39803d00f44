import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
export const root = join(import.meta.dirname, "..");

/** A console started as an operator starts it, on a data folder and a port of its own. */
export type RunningConsole = {
  child: ChildProcess;
  dataFolder: string;
  port: number;
  url: string;
  output: () => string;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function waitFor<T>(
  what: string,
  limitMs: number,
  ask: () => Promise<T | null | false> | T | null | false,
): Promise<T> {
  const until = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > until) throw new Error(`${what} did not happen within ${limitMs / 1000} s`);
    await pause(100);
  }
}

export const newDataFolder = () => mkdtempSync(join(tmpdir(), "signalbox-e2e-"));

export async function startConsole(options: {
  port: number;
  dataFolder: string;
  env?: Record<string, string>;
}): Promise<RunningConsole> {
  const { port, dataFolder, env = {} } = options;
  let text = "";
  const child = spawn(process.execPath, [join(root, "scripts/start.mjs")], {
    cwd: root,
    env: { ...process.env, ...env, SIGNALBOX_PORT: String(port), SIGNALBOX_DATA: dataFolder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  const console = { child, dataFolder, port, url: `http://127.0.0.1:${port}`, output: () => text };
  await waitFor("the console's start", 180_000, () => {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${text}`);
    return text.includes("Signalbox is at");
  });
  return console;
}

export async function stopConsole({ child }: RunningConsole): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await ended;
}

/** The setup code as the server printed it. */
export const readSetupCode = (dataFolder: string): string => {
  const path = join(dataFolder, "setup-code");
  return existsSync(path) ? readFileSync(path, "utf8").trim() : "";
};

export async function lab(dataFolder: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [join(root, "lab/main.mjs"), ...args], {
    env: { ...process.env, SIGNALBOX_DATA: dataFolder },
  });
  return stdout;
}

export type LabStatus = {
  configPath: string;
  gatewayKey: string;
  parts: { name: string; url: string; pid: number | null; state: string }[];
};

/** `npm run lab -- status --json`, parsed. */
export const labStatus = async (dataFolder: string): Promise<LabStatus> =>
  JSON.parse(await lab(dataFolder, "status", "--json"));

export async function signalbox(dataFolder: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [join(root, "dist/cli/main.mjs"), ...args], {
    cwd: root,
    env: { ...process.env, SIGNALBOX_DATA: dataFolder },
  });
  return stdout;
}
