import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createClient } from "@libsql/client";
import { type Database, openDatabase } from "@/lib/server/db";

/** A migrated database of its own in a temporary folder: copied from a base file that is migrated once per schema. */
export async function createTestDatabase(): Promise<{
  db: Database;
  url: string;
  folder: string;
  close: () => Promise<void>;
}> {
  const { applyMigrations, listMigrations } = await import("@/prisma/migrate.mjs");
  const cache = resolve(".cache/test-db");
  const base = join(cache, `${listMigrations().at(-1)}.db`);
  if (!existsSync(base)) {
    mkdirSync(cache, { recursive: true });
    const building = join(mkdtempSync(join(tmpdir(), "signalbox-base-")), "base.db");
    await applyMigrations(`file:${building}`);
    await moveLogIntoFile(building);
    const copy = `${base}.${process.pid}`;
    copyFileSync(building, copy);
    renameSync(copy, base);
  }
  const folder = mkdtempSync(join(tmpdir(), "signalbox-db-"));
  const file = join(folder, "signalbox.db");
  copyFileSync(base, file);
  const db = openDatabase(`file:${file}`);
  return {
    db,
    url: `file:${file}`,
    folder,
    close: async () => {
      await db.$disconnect();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What write-ahead logging still keeps beside the file would be missing from a copy of it. */
async function moveLogIntoFile(file: string): Promise<void> {
  const client = createClient({ url: `file:${file}` });
  await client.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  client.close();
}
