import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GatewayForm } from "@/components/settings/gateway-form";
import { SettingsPage } from "@/components/settings/settings-page";
import { Panel } from "@/components/shell/panel";
import { discoverGateways } from "@/lib/gateways/operations/discover-gateways";
import { listReloadChoices } from "@/lib/gateways/operations/list-reload-choices";
import { renderReloadMethod } from "@/lib/gateways/schema";
import { db } from "@/lib/server/db";
import { findGateway } from "@/lib/server/gateway";
import { isFromEnvironment, toFormValues } from "@/lib/server/gateway-rows";
import { reloadOptions } from "@/lib/server/means";
import { requireRole } from "@/lib/server/session";
import { updateGateway } from "../actions";

export const metadata: Metadata = { title: "Gateway" };

export default async function GatewaySettingsPage({ params }: PageProps<"/settings/gateway/[id]">) {
  const { role } = await requireRole("admin");
  const gateway = await findGateway(db(), decodeURIComponent((await params).id));
  if (!gateway) notFound();
  const found = await discoverGateways([]);
  const units = found.flatMap(({ reload }) => reload ?? []);
  const choices = await listReloadChoices([renderReloadMethod(gateway.reload), ...units], reloadOptions());
  return (
    <SettingsPage current="gateways" role={role}>
      <Panel
        title={gateway.name}
        note={
          isFromEnvironment(gateway.id)
            ? "the environment names it: all but its target is set again at the console’s next start"
            : "its file and its process stay as they are"
        }
      >
        <GatewayForm initial={toFormValues(gateway)} reloadChoices={choices} save={updateGateway} saveWord="Save" />
      </Panel>
    </SettingsPage>
  );
}
