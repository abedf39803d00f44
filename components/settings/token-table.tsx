"use client";

import { Age } from "@/components/shell/age";
import { ConfirmButton } from "@/components/shell/confirm-button";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { Dim, Mono, Tag } from "@/components/shell/text";
import type { Action } from "@/lib/action-state";
import type { TokenView } from "@/lib/people/schema";

type TokenTableProps = { tokens: readonly TokenView[]; revoke: Action<{ id: string }> };

export function TokenTable({ tokens, revoke }: TokenTableProps) {
  const columns: readonly Column<TokenView>[] = [
    {
      key: "name",
      header: "Token",
      names: true,
      cell: (token) => (
        <>
          {token.name} <Mono>{token.prefix}…</Mono> {token.revokedAt ? <Tag>revoked</Tag> : null}
        </>
      ),
    },
    { key: "role", header: "Role", phone: "bare", cell: (token) => token.role },
    { key: "by", header: "By", cell: (token) => <Mono>{token.createdBy}</Mono> },
    {
      key: "used",
      header: "Last used",
      cell: (token) => (token.lastUsedAt ? <Age at={token.lastUsedAt} /> : <Dim>never</Dim>),
    },
    {
      key: "ends",
      header: "Ends",
      cell: (token) => (token.expiresAt ? <Age at={token.expiresAt} /> : <Dim>never</Dim>),
    },
    {
      key: "verbs",
      header: "Verbs",
      hideHeader: true,
      align: "end",
      cell: (token) =>
        token.revokedAt ? null : (
          <ConfirmButton
            verb="Revoke"
            label={`Revoke ${token.name}`}
            title={`Revoke ${token.name}`}
            plan={
              <p>
                Whatever uses this token is refused from the next request on. A revoked token cannot come back; make a
                new one.
              </p>
            }
            action={revoke}
            input={{ id: token.id }}
          />
        ),
    },
  ];
  return (
    <DataTable
      caption="API tokens"
      columns={columns}
      rows={tokens}
      rowKey={(token) => token.id}
      empty={
        <EmptyState title="No tokens">A token lets a script or the command line act with a role of its own.</EmptyState>
      }
    />
  );
}
