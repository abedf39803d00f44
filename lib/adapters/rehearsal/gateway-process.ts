import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readReadiness } from "@/lib/adapters/litellm/client";
import { err, ok, type Result } from "@/lib/result";
import { askAsClient } from "./ask-as-client";
import { type Child, startChild } from "./child";
import type { ClientAnswer, Outcomes, PythonPlace, RehearsalLimits, RehearsedConfig, RunFailure } from "./schema";
import { makeScratchFolder } from "./scratch-folder";
import { type StandInServer, startStandIns } from "./stand-in-server";

/** A whole gateway on a free port of this machine, which nobody else has the key of. */
export type GatewayProcess = {
  version: string | null;
  pid: number;
  peakBytes: () => number | null;
  /** What the gateway wrote so far. */
  log: () => string;
  call: (model: string, outcomes: Outcomes, stream: boolean) => Promise<Result<ClientAnswer, RunFailure>>;
  close: () => Promise<void>;
};

const attempts = 3;

const findFreePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

const renderConfig = ({ deployments, router, litellm }: RehearsedConfig, key: string, standIns: StandInServer) => ({
  model_list: deployments.map(({ key: name, entry }) => ({
    ...entry,
    signalbox_base: standIns.baseOf(name),
  })),
  router_settings: router,
  litellm_settings: litellm,
  general_settings: { master_key: key },
});

type Place = PythonPlace & { limits: RehearsalLimits; signal?: AbortSignal };

/** Starts it and waits until it is ready: 5 to 20 s. A refused start is told with all that the gateway wrote. */
export const startGateway = async (
  config: RehearsedConfig,
  place: Place,
): Promise<Result<GatewayProcess, RunFailure>> => {
  for (let attempt = 1; ; attempt += 1) {
    const started = await startOnce(config, place);
    const isTaken = !started.ok && /address already in use/i.test(started.detail ?? "");
    if (!isTaken || attempt === attempts) return started;
  }
};

const startOnce = async (config: RehearsedConfig, place: Place): Promise<Result<GatewayProcess, RunFailure>> => {
  const scratch = makeScratchFolder();
  const standIns = await startStandIns();
  const key = `sk-${randomBytes(24).toString("hex")}`;
  const port = await findFreePort();
  const file = join(scratch.path, "rehearsal.json");
  writeFileSync(file, JSON.stringify(renderConfig(config, key, standIns)), { mode: 0o600 });
  const child = await startChild({
    ...place,
    program: "signalbox_gateway.py",
    args: [scratch.path, String(port), String(standIns.port)],
    folder: scratch.path,
    memoryBytes: place.limits.memoryBytes,
    logsOutput: true,
  });
  const close = async () => {
    child?.kill();
    await child?.ended;
    await standIns.close();
    scratch.remove();
  };
  if (!child) {
    await close();
    return err("ended", `${place.python} cannot be started.`);
  }
  const url = `http://127.0.0.1:${port}`;
  const ready = await waitUntilReady(child, { url, key }, place);
  if (!ready.ok) {
    await close();
    return ready;
  }
  return ok({
    version: ready.value,
    pid: child.pid,
    peakBytes: child.peakBytes,
    log: child.lastWords,
    call: async (model, outcomes, stream) => {
      standIns.begin(outcomes);
      const timeoutMs = place.limits.requestMs;
      const isSilent = Object.values(outcomes).includes("timeout");
      const answer = await askAsClient({ url, key, model, stream, isSilent, timeoutMs, signal: place.signal });
      if (await hasEnded(child)) return err((await child.ended).why, child.lastWords());
      return ok({ ...answer, calls: standIns.calls() });
    },
    close,
  });
};

const hasEnded = (child: Child): Promise<boolean> =>
  Promise.race([child.ended.then(() => true), pause(0).then(() => false)]);

const waitUntilReady = async (
  child: Child,
  connection: { url: string; key: string },
  { limits, signal }: Place,
): Promise<Result<string | null, RunFailure>> => {
  const deadline = Date.now() + limits.startMs;
  for (;;) {
    if (signal?.aborted) return err("aborted");
    const { why } = (await hasEnded(child)) ? await child.ended : { why: null };
    if (why !== null) return err(why === "ended" ? "start-refused" : why, child.lastWords());
    const readiness = await readReadiness(connection, { timeoutMs: 3000 });
    if (readiness.ok && readiness.value.ready) return ok(readiness.value.version);
    if (Date.now() > deadline) return err("start-timeout", child.lastWords());
    await pause(150);
  }
};
