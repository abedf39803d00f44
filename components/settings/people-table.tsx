"use client";

import { Select } from "@mantine/core";
import { ActionNotice } from "@/components/shell/action-notice";
import { Age } from "@/components/shell/age";
import { ConfirmButton } from "@/components/shell/confirm-button";
import { type Column, DataTable } from "@/components/shell/data-table";
import { Mono, Small, Tag } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import { formatCount } from "@/lib/format";
import { type PersonView, Role } from "@/lib/people/schema";
import styles from "./people-table.module.css";
import { ResetPassword } from "./reset-password";

export type PeopleActions = {
  changeRole: Action<{ id: string; role: Role }>;
  ban: Action<{ id: string; reason?: string }>;
  unban: Action<{ id: string }>;
  remove: Action<{ id: string }>;
  resetPassword?: Action<{ id: string; password: string }>;
};

type PeopleTableProps = { people: readonly PersonView[]; you: string; actions: PeopleActions };

export function PeopleTable({ people, you, actions }: PeopleTableProps) {
  const role = useAction(actions.changeRole);
  const columns: readonly Column<PersonView>[] = [
    {
      key: "person",
      header: "Person",
      names: true,
      cell: (person) => (
        <>
          {person.name} {person.email === you ? <Tag tone="accent">you</Tag> : null}
          {person.banned ? <Tag tone="warn">locked out</Tag> : null}
          <br />
          <Mono>{person.email}</Mono>
        </>
      ),
    },
    {
      key: "role",
      header: "Role",
      phone: "bare",
      cell: (person) => (
        <Select
          size="xs"
          className={styles.role ?? ""}
          aria-label={`Role of ${person.name}`}
          allowDeselect={false}
          data={Role.options}
          value={person.role}
          disabled={role.pending}
          onChange={(value) => {
            const next = Role.safeParse(value);
            if (next.success && next.data !== person.role) role.run({ id: person.id, role: next.data });
          }}
        />
      ),
    },
    { key: "sessions", header: "Signed in", align: "end", cell: (person) => formatCount(person.sessions, "session") },
    { key: "since", header: "Since", cell: (person) => <Age at={person.createdAt} /> },
    { key: "why", header: "Note", cell: (person) => <Small>{person.banReason ?? "–"}</Small> },
    {
      key: "verbs",
      header: "Verbs",
      hideHeader: true,
      align: "end",
      cell: (person) => (person.email === you ? null : <Verbs person={person} actions={actions} />),
    },
  ];
  return (
    <>
      <DataTable caption="People" columns={columns} rows={people} rowKey={(person) => person.id} empty={null} />
      <ActionNotice state={role.state} />
    </>
  );
}

function Verbs({ person, actions }: { person: PersonView; actions: PeopleActions }) {
  const input = { id: person.id };
  return (
    <>
      {actions.resetPassword ? <ResetPassword person={person} action={actions.resetPassword} /> : null}{" "}
      <ConfirmButton
        verb={person.banned ? "Let in again" : "Lock out"}
        label={`${person.banned ? "Let in again" : "Lock out"} ${person.name}`}
        title={person.banned ? `Let ${person.name} in again` : `Lock ${person.name} out`}
        plan={
          <p>
            {person.banned
              ? "They may sign in again with their password and role."
              : "Every session of theirs ends at once and sign-in is refused until you let them in again. What they did stays."}
          </p>
        }
        action={person.banned ? actions.unban : actions.ban}
        input={input}
      />{" "}
      <ConfirmButton
        verb="Remove"
        label={`Remove ${person.name}`}
        title={`Remove ${person.name}`}
        plan={
          <p>
            Their account and sessions go; their entries in the audit and their changes stay. This cannot be undone.
          </p>
        }
        action={actions.remove}
        input={input}
      />
    </>
  );
}
