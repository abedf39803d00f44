// Migrations without a downloaded engine: Prisma's schema engine as WebAssembly, driven through the libSQL adapter.
// The `_prisma_migrations` table is Prisma's own, so `prisma migrate deploy` sees the same history where it can run.
//   node prisma/migrate.mjs diff NAME   writes prisma/migrations/<time>_NAME/migration.sql when the schema moved
//   node prisma/migrate.mjs apply URL   applies pending migrations
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createClient } from "@libsql/client";

const here = dirname(fileURLToPath(import.meta.url));
const filters = { externalTables: [], externalEnums: [] };

export function listMigrations(folder = join(here, "migrations")) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Names of migrations that the database at `url` (file:…) has not finished. Reads only; takes milliseconds. */
export async function pendingMigrations(url, folder = join(here, "migrations")) {
  const names = listMigrations(folder);
  if (!existsSync(url.slice("file:".length))) return names;
  const client = createClient({ url });
  try {
    const table = await client.execute("SELECT name FROM sqlite_master WHERE name = '_prisma_migrations'");
    if (table.rows.length === 0) return names;
    const { rows } = await client.execute(
      "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    const finished = new Set(rows.map((row) => row.migration_name));
    return names.filter((name) => !finished.has(name));
  } finally {
    client.close();
  }
}

function migrationsList() {
  const baseDir = join(here, "migrations");
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: 'provider = "sqlite"\n' },
    shadowDbInitScript: "",
    migrationDirectories: listMigrations(baseDir).map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(join(baseDir, path, "migration.sql"), "utf8") },
      },
    })),
  };
}

async function openEngine(url) {
  const [{ PrismaLibSql }, { bindMigrationAwareSqlAdapterFactory }] = await Promise.all([
    import("@prisma/adapter-libsql"),
    import("@prisma/driver-adapter-utils"),
  ]);
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const glue = await import(pathToFileURL(join(folder, "schema_engine_bg.js")).href);
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error("schema engine:", message) };
  const wasm = await WebAssembly.compile(readFileSync(join(folder, "schema_engine_bg.wasm")));
  const { exports } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start?.();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaLibSql({ url, timeout: 5000 }));
  const schema = readFileSync(join(here, "schema.prisma"), "utf8");
  return {
    engine: await glue.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => {}, adapter),
    schema,
  };
}

/** Applies what is pending, sets write-ahead logging (it persists in the file), and returns the names applied. */
export async function applyMigrations(url) {
  const client = createClient({ url });
  try {
    await client.execute("PRAGMA journal_mode = WAL");
  } finally {
    client.close();
  }
  const { engine } = await openEngine(url);
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrationsList(), filters });
  return appliedMigrationNames;
}

/** Each migration keeps the schema it leads to, and the next one begins there. */
async function writeDiff(name) {
  const folder = join(here, "migrations");
  const last = listMigrations(folder).at(-1);
  const { engine, schema } = await openEngine("file::memory:");
  const asFiles = (content) => ({ tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] });
  const { stdout } = await engine.diff({
    from: last ? asFiles(readFileSync(join(folder, last, "schema.prisma"), "utf8")) : { tag: "empty" },
    to: asFiles(schema),
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters,
  });
  const sql = stdout ?? "";
  if (sql.trim() === "" || sql.includes("This is an empty migration")) return console.log("The schema has not moved.");
  const target = join(folder, `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "migration.sql"), sql);
  writeFileSync(join(target, "schema.prisma"), schema);
  console.log(`wrote ${target}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [verb, argument] = process.argv.slice(2);
  if (verb === "diff" && argument) await writeDiff(argument);
  else if (verb === "apply" && argument)
    console.log((await applyMigrations(argument)).join("\n") || "nothing to apply");
  else {
    console.error("usage: node prisma/migrate.mjs diff NAME | apply file:PATH");
    process.exitCode = 2;
  }
}
