import type { Metadata } from "next";
import "@mantine/core/styles/PasswordInput.layer.css";
import { OwnPassword } from "@/components/settings/own-password";
import { OwnSessions } from "@/components/settings/own-sessions";
import { SettingsPage } from "@/components/settings/settings-page";
import { Columns } from "@/components/shell/columns";
import { Panel } from "@/components/shell/panel";
import { findPerson, listSessions } from "@/lib/people/store";
import { db } from "@/lib/server/db";
import { currentSessionId, requireRole } from "@/lib/server/session";
import { changePassword, revokeOthers, revokeSession } from "./actions";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const actor = await requireRole("viewer");
  const email = actor.name.replace(/^user:/, "");
  const person = await findPerson(db(), { email });
  const sessions = person ? await listSessions(db(), new Date(), person.id) : [];
  return (
    <SettingsPage current="account" role={actor.role}>
      <Columns shape="aside">
        <Panel title="Your password" note={email}>
          <OwnPassword change={changePassword} />
        </Panel>
        <OwnSessions
          sessions={sessions}
          currentId={await currentSessionId()}
          revoke={revokeSession}
          revokeOthers={revokeOthers}
        />
      </Columns>
    </SettingsPage>
  );
}
