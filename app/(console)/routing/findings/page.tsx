import type { Metadata } from "next";
import { NoGateway } from "@/components/overview/no-gateway";
import { FindingsDesk } from "@/components/routing/findings-desk";
import { FileFailure } from "@/components/shell/file-failure";
import { readRoutingDesk } from "@/lib/changes/operations/read-routing-desk";
import { roleAllows } from "@/lib/people/schema";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";
import { acknowledge, fix, withdraw } from "./actions";

export const metadata: Metadata = { title: "Findings" };

export default async function FindingsPage() {
  const actor = await requireRole("viewer");
  const gateway = await currentGateway();
  if (!gateway) return <NoGateway />;
  const desk = await readRoutingDesk({ db: db(), gatewayId: gateway.id, now: new Date() });
  if (!desk.ok) return <FileFailure reason={desk.reason} detail={desk.detail} path={gateway.configPath} />;
  const actions = roleAllows(actor.role, "operator") ? { acknowledge, fix, withdraw } : null;
  return <FindingsDesk key={gateway.id} desk={desk.value} actions={actions} />;
}
