import { watchChanges, watchGateways } from "@/lib/changes/operations/watch-gateways";
import { ensureGatewayFromEnv } from "@/lib/gateways/operations";
import { ensureSetupCode } from "@/lib/people/operations/setup-code";
import { settleBackground } from "./background";
import { db } from "./db";
import { env, environment } from "./env";
import { closeToOthers } from "./folder-modes";
import { listGateways, loadGateway } from "./gateway";
import { log, logFailure } from "./log";
import { reloadOptions } from "./means";
import { startProber } from "./prober";
import { openProviderKeys } from "./provider-keys";
import { stopRehearsals } from "./run-rehearsals";

type Running = { stop: () => Promise<void> };

const holder = globalThis as typeof globalThis & { signalboxStopping?: Promise<void>; signalboxRunning?: Running[] };

/** A change in the middle of being applied gets this long before the process ends; after that the next start takes it up. */
const unfinishedWorkMs = 6000;

/** Prepares the data folder, starts what runs beside requests, and takes over the end of the process (NEXT_MANUAL_SIG_HANDLE=1). */
export async function startRuntime(): Promise<void> {
  const { dataFolder, databaseUrl, publicUrl, gateway } = env();
  closeToOthers(dataFolder, databaseUrl.slice("file:".length));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => endProcess(signal));
  // The start command holds the other end of this channel: when it is gone, nobody is left to stop the console.
  process.once("disconnect", () => endProcess("disconnect"));
  await ensureSetupCode(db(), dataFolder);
  if (gateway) await ensureGatewayFromEnv(db(), gateway, new Date());
  holder.signalboxRunning = startBackground();
  log().info({ publicUrl, dataFolder }, "started");
}

function startBackground(): Running[] {
  const { dataFolder, probeIntervalMs } = env();
  return [
    { stop: stopRehearsals },
    watchGateways({ db: db(), onError: (error) => logFailure(error, { background: "watch files" }) }),
    watchChanges({
      db: db(),
      reloadOptions: reloadOptions(),
      onError: (error) => logFailure(error, { background: "watch changes" }),
    }),
    startProber({
      db: db(),
      gateways: loadAll,
      keys: openProviderKeys(dataFolder, environment()).find,
      intervalMs: probeIntervalMs,
      onError: (error, doing) => logFailure(error, { background: `prober: ${doing}` }),
    }),
  ];
}

async function loadAll() {
  const loaded = await Promise.all((await listGateways(db())).map(loadGateway));
  return loaded.flatMap((one) => (one.ok ? [one.value] : []));
}

export function stopRuntime(): Promise<void> {
  holder.signalboxStopping ??= stopAll();
  return holder.signalboxStopping;
}

async function stopAll(): Promise<void> {
  const ended = [...(holder.signalboxRunning ?? []).map((one) => one.stop()), settleBackground()];
  const limit = new Promise((resolve) => setTimeout(resolve, unfinishedWorkMs).unref());
  await Promise.race([Promise.all(ended), limit]);
  await db().$disconnect();
}

async function endProcess(why: string): Promise<void> {
  log().info({ why }, "stopping");
  await stopRuntime();
  process.exit(0);
}
