import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { env } from "./env";

export type Database = PrismaClient;
/** What stores take: the database itself or the transaction an operation is in. */
export type Db = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

export function openDatabase(url: string): Database {
  return new PrismaClient({ adapter: new PrismaLibSql({ url, timeout: 5000 }) });
}

const holder = globalThis as typeof globalThis & { signalboxDatabase?: Database };

/** The process's one connection, opened when it is first needed. */
export function db(): Database {
  holder.signalboxDatabase ??= openDatabase(env().databaseUrl);
  return holder.signalboxDatabase;
}
