import type { Metadata } from "next";
import { GatewayForm } from "@/components/settings/gateway-form";
import { SettingsPage } from "@/components/settings/settings-page";
import { FoundGateways } from "@/components/setup/found-gateways";
import { Columns } from "@/components/shell/columns";
import { Panel } from "@/components/shell/panel";
import { emptyGatewayForm } from "@/lib/gateways/gateway-form";
import { discoverGateways } from "@/lib/gateways/operations/discover-gateways";
import { listReloadChoices } from "@/lib/gateways/operations/list-reload-choices";
import { db } from "@/lib/server/db";
import { listGateways } from "@/lib/server/gateway";
import { reloadOptions } from "@/lib/server/means";
import { requireRole } from "@/lib/server/session";
import { addGateway } from "./actions";
import { readPrefill } from "./search-params";

export const metadata: Metadata = { title: "Set up a gateway" };

export default async function NewGatewayPage({ searchParams }: PageProps<"/settings/gateway">) {
  const { role } = await requireRole("admin");
  const known = await listGateways(db());
  const found = await discoverGateways(known.map(({ url }) => url));
  const prefill = readPrefill(await searchParams);
  const thinkable = [prefill.reload, ...found.map(({ reload }) => reload)].filter((one) => one != null);
  const choices = await listReloadChoices(thinkable, reloadOptions());
  return (
    <SettingsPage current="gateways" role={role}>
      <Columns shape="halves">
        <Panel title="Add a gateway" note="nothing is changed by naming it">
          <GatewayForm
            key={prefill.url}
            initial={{ ...emptyGatewayForm, ...prefill }}
            reloadChoices={choices}
            save={addGateway}
            saveWord="Add the gateway"
          />
        </Panel>
        <Panel title="Found on this machine" note="by running programs and usual ports">
          <FoundGateways found={found} />
        </Panel>
      </Columns>
    </SettingsPage>
  );
}
