import { ensureSetupCode } from "@/lib/people/operations/setup-code";
import { db } from "./db";
import { env } from "./env";
import { stampRequests } from "./peer";
import { startRuntime } from "./runtime";

/** Once per process, before the first request. */
export async function startServer(): Promise<void> {
  stampRequests(env().trustedProxies);
  await startRuntime();
  await ensureSetupCode(db(), env().dataFolder);
}
