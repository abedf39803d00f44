import { Button } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { GatewayTable } from "@/components/settings/gateway-table";
import { SettingsPage } from "@/components/settings/settings-page";
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
  const add = (
    <Button component={Link} href={pathTo(["settings", "gateway"])}>
      Add a gateway
    </Button>
  );
  return (
    <SettingsPage current="gateways" role={role} {...(isAdmin ? { actions: add } : {})}>
      <Panel title="Gateways" {...(isAdmin ? {} : { note: "administrators add and change them" })}>
        <GatewayTable gateways={gateways} remove={isAdmin ? removeGateway : null} />
      </Panel>
    </SettingsPage>
  );
}
