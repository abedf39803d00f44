import { setTimeout as pause } from "node:timers/promises";
import type { Client, InArgs, InStatement, ResultSet } from "@libsql/client";

const isBusy = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("SQLITE_BUSY");

/** A lock that is met again within this time counts as the same one. */
const sameLockMs = 1000;

/**
 * Waits for the lock of another process without holding up everything else: the driver's own waiting blocks the event loop.
 * A statement that met a lock stays open in the driver, and on that connection no later write would ever be committed, so
 * the connection is given up.
 */
export function waitForLocks(client: Client, patienceMs: number): Client {
  const execute = client.execute.bind(client);
  let lockedSince = 0;
  let lockMetAt = 0;
  /** Calls come one after another: those that queued behind a long wait do not each wait as long again. */
  const isLongLocked = (now: number): boolean => {
    if (now - lockMetAt > sameLockMs) lockedSince = now;
    lockMetAt = now;
    return now - lockedSince > patienceMs;
  };
  const patiently = async (statement: InStatement, args?: InArgs): Promise<ResultSet> => {
    for (;;) {
      try {
        return await (typeof statement === "string" ? execute(statement, args) : execute(statement));
      } catch (error) {
        if (!isBusy(error)) throw error;
        await client.reconnect();
        if (isLongLocked(Date.now())) throw error;
        await pause(20 + Math.random() * 40);
      }
    }
  };
  return Object.assign(client, { execute: patiently });
}
