import type { Metadata } from "next";
import { AddPerson } from "@/components/settings/add-person";
import { PeopleTable } from "@/components/settings/people-table";
import { SessionsTable } from "@/components/settings/sessions-table";
import { SettingsPage } from "@/components/settings/settings-page";
import { Panel } from "@/components/shell/panel";
import { listPeople, listSessions } from "@/lib/people/store";
import { db } from "@/lib/server/db";
import { currentSessionId, requireRole } from "@/lib/server/session";
import { revokeSession } from "../account/actions";
import { ban, changeRole, createPerson, remove, resetPassword, unban } from "./actions";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const actor = await requireRole("admin");
  const now = new Date();
  return (
    <SettingsPage current="people" role={actor.role}>
      <Panel title="People" note="viewers look, operators change gateways, administrators manage people and gateways">
        <PeopleTable
          people={await listPeople(db(), now)}
          you={actor.name.replace(/^user:/, "")}
          actions={{ changeRole, ban, unban, remove, resetPassword }}
        />
      </Panel>
      <Panel title="Add a person">
        <AddPerson create={createPerson} />
      </Panel>
      <Panel title="Sessions" note="everybody’s, newest use first">
        <SessionsTable
          sessions={await listSessions(db(), now)}
          currentId={await currentSessionId()}
          revoke={revokeSession}
        />
      </Panel>
    </SettingsPage>
  );
}
