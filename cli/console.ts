import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import type { GatewayRecord } from "@/lib/gateways/schema";
import type { Actor } from "@/lib/people/schema";
import type { Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import { db } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { listGateways } from "@/lib/server/gateway";
import { Stop } from "./stop";

/** Whoever may read the data folder is an administrator; the audit names the account of the operating system. */
const commandLineActor = (): Actor => ({ name: `cli:${userInfo().username}`, role: "admin", origin: "host" });

/** The console's own database, opened for one verb. */
export async function withConsole(work: (context: OperationContext) => Promise<void>): Promise<void> {
  const { dataFolder, databaseUrl } = env();
  if (!existsSync(databaseUrl.slice("file:".length)))
    throw new Stop(
      2,
      `There is no console in ${dataFolder}. Run npm start once, or set SIGNALBOX_DATA to its data folder.`,
    );
  try {
    await work({ db: db(), actor: commandLineActor(), now: new Date() });
  } finally {
    await db().$disconnect();
  }
}

/** The value of an operation; a refusal ends the verb with its own words. */
export function demand<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Stop(1, result.detail ?? result.reason);
  return result.value;
}

/** The named gateway, or the only one there is. */
export async function chooseGateway({ db }: OperationContext, id: string | undefined): Promise<GatewayRecord> {
  const gateways = await listGateways(db);
  const names = gateways.map((gateway) => gateway.id).join(", ");
  if (gateways.length === 0) throw new Stop(2, "No gateway is set up yet.");
  const [only] = gateways;
  if (id === undefined && only && gateways.length === 1) return only;
  if (id === undefined) throw new Stop(2, `There are several gateways, choose one with --gateway: ${names}.`);
  const chosen = gateways.find((gateway) => gateway.id === id);
  if (!chosen) throw new Stop(2, `There is no gateway ${id}. There are: ${names}.`);
  return chosen;
}
