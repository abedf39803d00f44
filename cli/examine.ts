import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { describeReload } from "@/lib/adapters/reload/client";
import { viewGateway } from "@/lib/gateways/operations";
import { hasAdministrator } from "@/lib/people/store";
import { db } from "@/lib/server/db";
import { type Env, env } from "@/lib/server/env";
import { listGateways, loadGateway } from "@/lib/server/gateway";
import { reloadOptions } from "@/lib/server/means";
import { listMigrations, pendingMigrations } from "@/prisma/migrate.mjs";

export type Check = { check: string; ok: boolean; detail: string };

const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** What a console needs, one check after another; a later one is left out when it could not say anything true. */
export async function examine(): Promise<Check[]> {
  const checks: Check[] = [checkNode()];
  let settings: Env;
  try {
    settings = env();
  } catch (error) {
    return [
      ...checks,
      { check: "settings", ok: false, detail: error instanceof Error ? error.message : String(error) },
    ];
  }
  checks.push({ check: "settings", ok: true, detail: `data in ${settings.dataFolder}` });
  if (!existsSync(settings.dataFolder))
    return [...checks, { check: "data folder", ok: false, detail: "It does not exist yet: run npm start." }];
  checks.push(...checkFolder(settings.dataFolder));
  const database = await checkDatabase(settings);
  checks.push(database);
  if (!database.ok) return checks;
  try {
    checks.push(await checkPeople(), ...(await checkGateways()), await checkConsole(settings));
  } finally {
    await db().$disconnect();
  }
  return checks;
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { check: "node", ok, detail: `${process.versions.node}${ok ? "" : ": 20.19 or newer is needed"}` };
}

function checkFolder(folder: string): Check[] {
  const private_ = [
    ["data folder", folder, 0o700],
    ["database file", join(folder, "signalbox.db"), 0o600],
    ["secret", join(folder, "secret"), 0o600],
    ["provider keys", join(folder, "keys.env"), 0o600],
  ] as const;
  return private_.flatMap(([check, path, wanted]) => {
    if (!existsSync(path)) return [];
    const mode = modeOf(path);
    const ok = (mode & 0o077) === 0;
    const advice = ok ? "" : `: others may read it; chmod ${wanted.toString(8)} ${path}`;
    return [{ check, ok, detail: `mode ${mode.toString(8)}${advice}` }];
  });
}

async function checkDatabase({ databaseUrl, root }: Env): Promise<Check> {
  try {
    const folder = join(root, "prisma/migrations");
    const pending = await pendingMigrations(databaseUrl, folder);
    const ok = pending.length === 0;
    const detail = ok
      ? `${listMigrations(folder).length} migrations applied`
      : `pending: ${pending.join(", ")}; run npm start`;
    return { check: "database", ok, detail };
  } catch (error) {
    return { check: "database", ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

async function checkPeople(): Promise<Check> {
  const ok = await hasAdministrator(db());
  return { check: "administrator", ok, detail: ok ? "there is one" : "none yet: open the console with the setup code" };
}

async function checkGateways(): Promise<Check[]> {
  const gateways = await listGateways(db());
  if (gateways.length === 0) return [{ check: "gateway", ok: false, detail: "none is set up" }];
  const checks = gateways.map(async (gateway): Promise<Check[]> => {
    const view = await viewGateway(db(), gateway.id, new Date());
    const loaded = await loadGateway(gateway);
    const method = await describeReload(gateway.reload, reloadOptions());
    const state = view.ok ? view.value : null;
    return [
      { check: `${gateway.id}: answers`, ok: state?.state === "answering", detail: state?.stateDetail ?? "unknown" },
      {
        check: `${gateway.id}: file`,
        ok: loaded.ok && loaded.value.reading.usable,
        detail: loaded.ok
          ? (loaded.value.reading.problems[0]?.message ?? `${loaded.value.graph.groups.length} models`)
          : (loaded.detail ?? loaded.reason),
      },
      { check: `${gateway.id}: reload`, ok: method.safe, detail: method.why ?? method.what },
    ];
  });
  return (await Promise.all(checks)).flat();
}

async function checkConsole({ host, port }: Env): Promise<Check> {
  const shown = host === "0.0.0.0" ? "127.0.0.1" : host;
  const alive = await fetch(`http://${shown}:${port}/api/alive`, { signal: AbortSignal.timeout(2000) }).then(
    (reply) => reply.ok,
    () => false,
  );
  return { check: "console", ok: alive, detail: alive ? `answers on port ${port}` : `does not answer on port ${port}` };
}
