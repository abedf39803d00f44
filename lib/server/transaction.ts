import { type Database, type Db, patienceMs } from "./db";

const longestPauseMs = 80;

const textOf = (error: unknown): string =>
  error instanceof Error ? `${"code" in error ? error.code : ""} ${error.message}` : "";

/** Another program has held the database for longer than anybody here waits. */
export const isDatabaseLocked = (error: unknown): boolean =>
  /SQLITE_BUSY|database is locked|SocketTimeout|P1008/.test(textOf(error));

/** Another writer was quicker: the database is busy, or a row that must be unique was taken meanwhile. */
/** For notes that a look leaves behind: whoever only reads is not turned away because another program writes. */
export async function unlessLocked(note: Promise<unknown>): Promise<void> {
  await note.catch((error: unknown) => {
    if (!isDatabaseLocked(error)) throw error;
  });
}

const isRace = (error: unknown): boolean => isDatabaseLocked(error) || /P2002|P2034|P2028/.test(textOf(error));

/**
 * Runs `work` in one transaction and starts it again when another writer was quicker, so `work` must do nothing but
 * database work. Throwing undoes it; returning, also a refusal, commits.
 */
export async function inTransaction<T>(db: Database, work: (tx: Db) => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.$transaction(work, { maxWait: 10_000, timeout: 15_000 });
    } catch (error) {
      if (Date.now() > until || !isRace(error)) throw error;
      const pauseMs = Math.min(attempt * 10, longestPauseMs) * (1 + Math.random());
      await new Promise((resume) => setTimeout(resume, pauseMs));
    }
  }
}
