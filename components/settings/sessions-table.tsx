"use client";

import { Age } from "@/components/shell/age";
import { ConfirmButton } from "@/components/shell/confirm-button";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { Mono, Small, Tag } from "@/components/shell/text";
import type { Action } from "@/lib/action-state";
import { describeAgent } from "@/lib/people/describe-agent";
import type { SessionView } from "@/lib/people/schema";

type SessionsTableProps = {
  sessions: readonly SessionView[];
  /** The session this page is seen with. */
  currentId: string | null;
  revoke: Action<{ id: string }>;
};

export function SessionsTable({ sessions, currentId, revoke }: SessionsTableProps) {
  const columns: readonly Column<SessionView>[] = [
    {
      key: "who",
      header: "Who",
      names: true,
      cell: (session) => (
        <>
          {session.email} {session.id === currentId ? <Tag tone="accent">this one</Tag> : null}
        </>
      ),
    },
    { key: "address", header: "From", cell: (session) => <Mono>{session.address ?? "not known"}</Mono> },
    { key: "agent", header: "With", phone: "wide", cell: (session) => <Agent agent={session.agent} /> },
    { key: "used", header: "Last used", cell: (session) => <Age at={session.lastUsedAt} /> },
    { key: "ends", header: "Ends", cell: (session) => <Age at={session.expiresAt} /> },
    {
      key: "verbs",
      header: "Verbs",
      hideHeader: true,
      align: "end",
      cell: (session) =>
        session.id === currentId ? null : (
          <ConfirmButton
            verb="End"
            label={`End the session of ${session.email} from ${session.address ?? "an unknown address"}`}
            title="End this session"
            plan={
              <p>That browser is signed out at its next request. The person may sign in again with their password.</p>
            }
            action={revoke}
            input={{ id: session.id }}
          />
        ),
    },
  ];
  return (
    <DataTable
      caption="Sessions"
      columns={columns}
      rows={sessions}
      rowKey={(session) => session.id}
      empty={<EmptyState title="No sessions">They appear when somebody signs in.</EmptyState>}
    />
  );
}

function Agent({ agent }: { agent: string | null }) {
  return <Small>{agent === null ? "not known" : <span title={agent}>{describeAgent(agent)}</span>}</Small>;
}
