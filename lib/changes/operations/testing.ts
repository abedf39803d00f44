import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningGraph } from "@/lib/adapters/litellm/schema";
import { readConfig } from "@/lib/config/read-config";
import { insertGateway } from "@/lib/gateways/store";
import type { Actor } from "@/lib/people/schema";
import { err, ok } from "@/lib/result";
import { createTestDatabase } from "@/lib/testing/db";
import { defaultLimits, type Limits, type Outside, realOutside } from "./outside";
import { syncGateway } from "./sync-gateway";

export const operator: Actor = { name: "user:op@example.org", role: "operator", origin: "127.0.0.1" };

export const startFile = `# reviewed in git
model_list:
  - model_name: a
    litellm_params: {model: openai/a, api_base: "http://127.0.0.1:9/v1", api_key: sk-written-secret-value}
    model_info: {id: id-a}
  - model_name: b
    litellm_params: {model: openai/b, api_base: "http://127.0.0.1:9/v1", api_key: none}
    model_info: {id: id-b}
  - model_name: c
    litellm_params: {model: openai/c, api_base: "http://127.0.0.1:9/v1", api_key: none}
    model_info: {id: id-c}

router_settings:
  num_retries: 0
  fallbacks:
    - a: [b]   # local first
`;

/** A moment in which a test lets something happen or fail. */
export type Faults = Partial<Outside>;

const quick: Limits = {
  ...defaultLimits,
  answerMs: 400,
  readBackMs: 400,
  settledMs: 60,
  restoreMs: 400,
  steadyMs: 80,
  goneMs: 150,
  pollMs: 5,
  trickleMs: 10,
};

/**
 * A database, a real configuration file in a folder of its own, and a process table that behaves like a gateway under gunicorn:
 * a reload reads the file, and a file that it does not like ends it with a traceback in its log. What the real one does with a
 * configuration is proven with the real one, in apply.real.test.ts; here every step is made to fail at its moment.
 */
export async function playGateway(text = startFile) {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), "signalbox-apply-"));
  const configPath = join(folder, "gateway.yaml");
  const logPath = join(folder, "gateway.log");
  writeFileSync(configPath, text);
  writeFileSync(logPath, "started\n");
  const play = {
    running: text as string | null,
    pid: 100,
    reloads: 0,
    supervised: true,
    rejects: (_text: string) => false,
  };
  const boot = () => {
    const file = readFileSync(configPath, "utf8");
    if (!play.rejects(file)) {
      play.running = file;
      play.pid += 10;
      return;
    }
    play.running = null;
    appendFileSync(
      logPath,
      "Traceback (most recent call last):\nValueError: the gateway says no to sk-written-secret-value\n",
    );
    appendFileSync(logPath, "[ERROR] Application startup failed. Exiting.\n");
  };
  const supervise = () => {
    if (play.running === null && play.supervised && !play.rejects(readFileSync(configPath, "utf8"))) boot();
  };
  const outside: Outside = {
    ...realOutside,
    describeReload: async () => ({ what: "Reloads.", interruption: "none", safe: true, why: null }),
    sendReload: async () => {
      play.reloads += 1;
      if (play.running === null) return err("not-running", "no process");
      boot();
      return ok({ what: "SIGHUP sent." });
    },
    snapshotProcesses: async () => ({
      mainPid: play.running === null ? null : 1,
      mainStartedAt: play.running === null ? null : 1,
      workers: play.running === null ? [] : [{ pid: play.pid, startedAt: play.pid * 10_000 }],
      launch: "gunicorn",
    }),
    readReadiness: async () => {
      supervise();
      if (play.running === null) return err("starting", "connection refused");
      return ok({ ready: true, version: "1.106.2", detail: "healthy" });
    },
    readRunningGraph: async () => (play.running === null ? err("unreachable") : ok(state(play.running))),
    isAlive: async () => play.running !== null,
  };
  await insertGateway(
    database.db,
    {
      id: "main",
      name: "Main",
      url: "http://127.0.0.1:9",
      configPath,
      keyFile: null,
      reload: "signal:/x.pid",
      logPath,
    },
    new Date(),
  );
  await syncGateway({ db: database.db, gatewayId: "main", now: new Date() });
  const close = async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.close();
  };
  const means = (faults: Faults = {}) => ({ outside: { ...outside, ...faults }, limits: quick });
  const read = () => readFileSync(configPath, "utf8");
  return { db: database.db, url: database.url, folder, configPath, logPath, play, outside, means, read, boot, close };
}

export type PlayedGateway = Awaited<ReturnType<typeof playGateway>>;

/** What a gateway that runs exactly this text would say of itself. */
function state(text: string): RunningGraph {
  const { deployments, chains } = readConfig({ main: { path: "gateway.yaml", text }, included: [], missing: [] });
  return {
    models: deployments.map(({ group, identity, model, apiBase, params, info }) => ({
      group,
      id: identity,
      model,
      apiBase,
      params,
      info,
    })),
    chains: chains.flatMap(({ kind, source, targets }) => (kind === "default" ? [] : [{ kind, source, targets }])),
    settings: {},
    version: "1.106.2",
  };
}
