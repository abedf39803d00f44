"use client";

import { ConfirmButton } from "@/components/shell/confirm-button";
import { Panel } from "@/components/shell/panel";
import type { Action } from "@/lib/action-state";
import type { SessionView } from "@/lib/people/schema";
import { SessionsTable } from "./sessions-table";

type OwnSessionsProps = {
  sessions: readonly SessionView[];
  currentId: string | null;
  revoke: Action<{ id: string }>;
  revokeOthers: Action<Record<string, never>>;
};

export function OwnSessions({ sessions, currentId, revoke, revokeOthers }: OwnSessionsProps) {
  const others = sessions.filter(({ id }) => id !== currentId);
  return (
    <Panel
      title="Where you are signed in"
      actions={
        others.length > 0 ? (
          <ConfirmButton
            verb="Sign out everywhere else"
            title="Sign out everywhere else"
            plan={<p>Every other browser of yours is signed out at its next request; this one stays.</p>}
            action={revokeOthers}
            input={{}}
          />
        ) : null
      }
    >
      <SessionsTable sessions={sessions} currentId={currentId} revoke={revoke} />
    </Panel>
  );
}
