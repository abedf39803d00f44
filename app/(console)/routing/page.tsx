import type { Metadata } from "next";
import { NoGateway } from "@/components/overview/no-gateway";
import { RoutingDesk } from "@/components/routing/routing-desk";
import { FileFailure } from "@/components/shell/file-failure";
import { readRoutingDesk } from "@/lib/changes/operations/read-routing-desk";
import { readHealth } from "@/lib/health/operations/read-health";
import { roleAllows } from "@/lib/people/schema";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";
import { discard, removeAlias, saveAlias, saveChainEdit, undoEdit } from "./actions";
import { acknowledge, fix, withdraw } from "./findings/actions";

export const metadata: Metadata = { title: "Routing" };

export default async function RoutingPage() {
  const actor = await requireRole("viewer");
  const gateway = await currentGateway();
  if (!gateway) return <NoGateway />;
  const now = new Date();
  const desk = await readRoutingDesk({ db: db(), gatewayId: gateway.id, now });
  const health = await readHealth(db(), gateway.id, now);
  if (!desk.ok) return <FileFailure reason={desk.reason} detail={desk.detail} path={gateway.configPath} />;
  return (
    <RoutingDesk
      key={gateway.id}
      desk={desk.value}
      statuses={{ deployments: health.ok ? health.value.deployments : [] }}
      mayEdit={roleAllows(actor.role, "operator")}
      actions={{
        saveChain: saveChainEdit,
        saveAlias,
        removeAlias,
        undo: undoEdit,
        discard,
        findings: { acknowledge, fix, withdraw },
      }}
    />
  );
}
