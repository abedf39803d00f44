// The database before the console opens it: folder and file modes, a backup when there is something to migrate.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Refusal, step } from "./progress.mjs";

const backupsKept = 10;

async function backUp(file, folder) {
  const { createClient } = await import("@libsql/client");
  const client = createClient({ url: `file:${file}` });
  try {
    await client.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    client.close();
  }
  const backups = join(folder, "backups");
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  const target = join(backups, `signalbox-${new Date().toISOString().replace(/[:.]/g, "-")}.db`);
  copyFileSync(file, target);
  chmodSync(target, 0o600);
  for (const old of readdirSync(backups).sort().slice(0, -backupsKept)) rmSync(join(backups, old));
  return target;
}

/** Creates or migrates `<folder>/signalbox.db`; the file and its folder are readable by their owner only. */
export async function ensureDatabase(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new Refusal(
      `The data folder ${folder} cannot be used: ${error.message}. Set SIGNALBOX_DATA to a folder of yours.`,
    );
  }
  const file = join(folder, "signalbox.db");
  const { applyMigrations, pendingMigrations } = await import("../prisma/migrate.mjs");
  const pending = await pendingMigrations(`file:${file}`);
  if (pending.length > 0)
    await step("Migrating the database", async (report) => {
      if (existsSync(file)) report(`backed up to ${await backUp(file, folder)}`);
      const applied = await applyMigrations(`file:${file}`);
      report(`${applied.length} migration${applied.length === 1 ? "" : "s"}`);
    });
  chmodSync(file, 0o600);
}

/** Whether somebody has told the console of a gateway that is not the lab's. */
export async function hasOwnGateway(folder) {
  const { createClient } = await import("@libsql/client");
  const client = createClient({ url: `file:${join(folder, "signalbox.db")}` });
  try {
    const { rows } = await client.execute(
      'SELECT count(*) AS n FROM "Gateway" WHERE "removedAt" IS NULL AND "id" <> \'lab\'',
    );
    return Number(rows[0]?.n ?? 0) > 0;
  } finally {
    client.close();
  }
}
