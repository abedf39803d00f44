import type { Metadata } from "next";
import { ModelsDesk } from "@/components/models/models-desk";
import { NoGateway } from "@/components/overview/no-gateway";
import { FileFailure } from "@/components/shell/file-failure";
import { readModelsDesk } from "@/lib/models/operations/read-desk";
import { readRegistry } from "@/lib/models/operations/read-registry";
import { roleAllows } from "@/lib/people/schema";
import { consoleKeys } from "@/lib/server/console-keys";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";
import * as actions from "./actions";

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage() {
  const actor = await requireRole("viewer");
  const gateway = await currentGateway();
  if (!gateway) return <NoGateway />;
  const given = { db: db(), gatewayId: gateway.id, keys: consoleKeys(), now: new Date() };
  const registry = await readRegistry(given);
  const desk = await readModelsDesk(db(), gateway.id);
  if (!registry.ok) return <FileFailure reason={registry.reason} detail={registry.detail} path={gateway.configPath} />;
  if (!desk.ok) return <FileFailure reason={desk.reason} detail={desk.detail} path={gateway.configPath} />;
  return (
    <ModelsDesk
      key={gateway.id}
      initial={registry.value}
      desk={desk.value}
      actions={roleAllows(actor.role, "operator") ? { ...actions } : null}
    />
  );
}
