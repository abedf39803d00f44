import type { Client, Config } from "@libsql/client";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { env } from "./env";
import { waitForLocks } from "./patient-client";

export type Database = PrismaClient;
/** What stores take: the database itself or the transaction an operation is in. */
export type Db = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

/** How long a write waits for the lock of another process. */
export const patienceMs = 5000;
/** The driver waits by itself only this long: nothing else runs meanwhile. */
const driverWaitMs = 50;

class PatientAdapter extends PrismaLibSql {
  override createClient(config: Config): Client {
    return waitForLocks(super.createClient(config), patienceMs);
  }
}

export function openDatabase(url: string): Database {
  return new PrismaClient({ adapter: new PatientAdapter({ url, timeout: driverWaitMs }) });
}

const holder = globalThis as typeof globalThis & { signalboxDatabase?: Database };

/** The process's one connection, opened when it is first needed. */
export function db(): Database {
  holder.signalboxDatabase ??= openDatabase(env().databaseUrl);
  return holder.signalboxDatabase;
}
