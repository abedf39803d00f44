import { chmodSync, mkdirSync } from "node:fs";

/** The data folder and the database are their owner's only: they hold sessions, revisions and their secrets. */
export function closeToOthers(dataFolder: string, databaseFile: string): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  chmodSync(dataFolder, 0o700);
  for (const suffix of ["", "-wal", "-shm"]) closeFile(`${databaseFile}${suffix}`);
}

function closeFile(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
