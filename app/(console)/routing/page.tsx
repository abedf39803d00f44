import type { Metadata } from "next";
import { NoGateway } from "@/components/overview/no-gateway";
import { RehearsalSlot } from "@/components/rehearsal/rehearsal-slot";
import { RoutingDesk } from "@/components/routing/routing-desk";
import { FileFailure } from "@/components/shell/file-failure";
import { readRehearsals } from "@/lib/changes/operations/read-rehearsals";
import { readRoutingDesk } from "@/lib/changes/operations/read-routing-desk";
import { readHealth } from "@/lib/health/operations/read-health";
import { roleAllows } from "@/lib/people/schema";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";
import {
  discard,
  redo,
  removeAlias,
  saveAlias,
  saveBulkEdit,
  saveChainEdit,
  takeSuggestion,
  undoEdit,
} from "./actions";
import { acknowledge, fix, withdraw } from "./findings/actions";
import { rehearse } from "./rehearsals/actions";

export const metadata: Metadata = { title: "Routing" };

export default async function RoutingPage() {
  const actor = await requireRole("viewer");
  const gateway = await currentGateway();
  if (!gateway) return <NoGateway />;
  const now = new Date();
  const desk = await readRoutingDesk({ db: db(), gatewayId: gateway.id, now });
  const health = await readHealth(db(), gateway.id, now);
  if (!desk.ok) return <FileFailure reason={desk.reason} detail={desk.detail} path={gateway.configPath} />;
  const rehearsals = await readRehearsals({ db: db(), gatewayId: gateway.id, now });
  const mayEdit = roleAllows(actor.role, "operator");
  return (
    <RoutingDesk
      key={gateway.id}
      desk={desk.value}
      statuses={{ deployments: health.ok ? health.value.deployments : [] }}
      mayEdit={mayEdit}
      rehearsal={
        <RehearsalSlot
          gatewayId={gateway.id}
          of={desk.value.draft ? "draft" : "file"}
          initial={{ rehearsals: rehearsals.ok ? rehearsals.value : [] }}
          stamp={desk.value.at}
          rehearse={mayEdit ? rehearse : null}
        />
      }
      actions={{
        saveChain: saveChainEdit,
        saveAlias,
        removeAlias,
        saveBulkEdit,
        takeSuggestion,
        undo: undoEdit,
        redo,
        discard,
        findings: { acknowledge, fix, withdraw },
      }}
    />
  );
}
