import { statFingerprint } from "@/lib/adapters/files/stat-fingerprint";
import type { GatewayRecord } from "@/lib/gateways/schema";
import type { Database } from "@/lib/server/db";
import { listGateways, loadGateway } from "@/lib/server/gateway";
import type { Means } from "./outside";
import { resumeChanges } from "./resume-changes";
import { syncGateway } from "./sync-gateway";

export type Watch = { stop: () => Promise<void> };
type Given = {
  db: Database;
  intervalMs?: number;
  /** Told of what went wrong; watching goes on. */
  onError?: (error: unknown) => void;
};

/**
 * Looks at the files of every gateway each second, by polling: it works on every file system, and when a file vanishes, is a
 * folder for a while or comes back. A change of any file the configuration is made of is imported at once.
 */
export function watchGateways({ db, intervalMs = 1000, onError = () => {} }: Given): Watch {
  const seen = new Map<string, string>();
  const look = async (record: GatewayRecord): Promise<void> => {
    const print = await fingerprint(record);
    if (seen.get(record.id) === print) return;
    const synced = await syncGateway({ db, gatewayId: record.id, now: new Date() });
    if (synced.ok && synced.value.outcome === "applying") return;
    seen.set(record.id, print);
  };
  return repeat(intervalMs, onError, async () => {
    for (const record of await listGateways(db)) await look(record).catch(onError);
  });
}

/** Takes up changes that a dead process left, now and then again: a second console may die while this one lives. */
export function watchChanges({ db, intervalMs = 10_000, onError = () => {}, ...means }: Given & Means): Watch {
  return repeat(intervalMs, onError, async () => {
    await resumeChanges({ db, ...means });
  });
}

/** All files the configuration is made of; settings too, so that a gateway moved to another file is read anew. */
async function fingerprint(record: GatewayRecord): Promise<string> {
  const main = statFingerprint(record.configPath);
  const loaded = main === null ? null : await loadGateway(record);
  const files = loaded?.ok ? loaded.value.source.included.map((file) => statFingerprint(file.path)) : [];
  const missing = loaded?.ok ? loaded.value.source.missing : [];
  return JSON.stringify([record.configPath, main, files, missing]);
}

/** One round after another, never two at once; a round that fails is reported and the next one comes. */
function repeat(intervalMs: number, onError: (error: unknown) => void, round: () => Promise<void>): Watch {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const turn = (): Promise<void> =>
    round()
      .catch(onError)
      .then(() => {
        if (stopped) return;
        timer = setTimeout(() => {
          current = turn();
        }, intervalMs);
        timer.unref();
      });
  let current = turn();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
