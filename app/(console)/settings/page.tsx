import type { Metadata } from "next";
import { GatewayTable } from "@/components/settings/gateway-table";
import { SettingsPage } from "@/components/settings/settings-page";
import { LinkButton } from "@/components/shell/link-button";
import { Panel } from "@/components/shell/panel";
import { pathTo } from "@/components/shell/route";
import { db } from "@/lib/server/db";
import { listGatewayRows } from "@/lib/server/gateway-rows";
import { requireRole } from "@/lib/server/session";
import { removeGateway } from "./gateway/actions";

export const metadata: Metadata = { title: "Gateways" };

export default async function GatewaysPage() {
  const { role } = await requireRole("viewer");
  const gateways = await listGatewayRows(db(), new Date());
  const isAdmin = role === "admin";
  const add = <LinkButton href={pathTo(["settings", "gateway"])}>Add a gateway</LinkButton>;
  return (
    <SettingsPage current="gateways" role={role} {...(isAdmin ? { actions: add } : {})}>
      <Panel title="Gateways" {...(isAdmin ? {} : { note: "administrators add and change them" })}>
        <GatewayTable gateways={gateways} remove={isAdmin ? removeGateway : null} />
      </Panel>
    </SettingsPage>
  );
}
