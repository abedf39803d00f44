import "server-only";
import { cookies } from "next/headers";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { db } from "./db";
import { listGateways } from "./gateway";

const cookieName = "signalbox.gateway";

/** The gateway that this browser looks at: the chosen one, or the first. Null before any is set up. */
export async function currentGateway(): Promise<GatewayRecord | null> {
  const gateways = await listGateways(db());
  const chosen = (await cookies()).get(cookieName)?.value;
  return gateways.find(({ id }) => id === chosen) ?? gateways[0] ?? null;
}

export async function chooseGateway(id: string): Promise<void> {
  (await cookies()).set(cookieName, id, { httpOnly: true, sameSite: "lax", path: "/", maxAge: 365 * 86_400 });
}
