import type { Metadata } from "next";
import { SettingsPage } from "@/components/settings/settings-page";
import { TokenPanel } from "@/components/settings/token-panel";
import { Panel } from "@/components/shell/panel";
import { Role, roleAllows } from "@/lib/people/schema";
import { listTokens } from "@/lib/people/store";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";
import { createToken, revokeToken } from "./actions";

export const metadata: Metadata = { title: "API tokens" };

export default async function TokensPage() {
  const actor = await requireRole("operator");
  const all = await listTokens(db());
  const isAdmin = actor.role === "admin";
  return (
    <SettingsPage current="tokens" role={actor.role}>
      <Panel title="API tokens" note={isAdmin ? "everybody’s" : "yours"}>
        <TokenPanel
          tokens={isAdmin ? all : all.filter(({ createdBy }) => createdBy === actor.name)}
          roles={Role.options.filter((role) => roleAllows(actor.role, role))}
          create={createToken}
          revoke={revokeToken}
        />
      </Panel>
    </SettingsPage>
  );
}
