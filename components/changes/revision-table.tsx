"use client";

import Link from "next/link";
import { Age } from "@/components/shell/age";
import { ConfirmButton } from "@/components/shell/confirm-button";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { pathTo, toChange } from "@/components/shell/route";
import { Dim, Mono, Tag } from "@/components/shell/text";
import type { Action } from "@/lib/action-state";
import type { RevisionView } from "@/lib/changes/schema";
import { formatBytes, formatSha } from "@/lib/format";

export type RollbackInput = { revisionId: string; currentSha: string };

type RevisionTableProps = {
  revisions: readonly RevisionView[];
  /** The file as it is now: a rollback that previewed another one is stale. */
  currentSha: string;
  /** Null for those who may only look. */
  rollback: Action<RollbackInput, { id: string }> | null;
};

export const originWords: Record<RevisionView["origin"], string> = {
  imported: "imported",
  applied: "applied here",
  outside: "edited outside",
  rollback: "rolled back",
};

export function RevisionTable({ revisions, currentSha, rollback }: RevisionTableProps) {
  const columns: readonly Column<RevisionView>[] = [
    {
      key: "number",
      header: "Revision",
      names: true,
      cell: (revision) => (
        <>
          {revision.number} <Mono>{formatSha(revision.sha)}</Mono>{" "}
          {revision.current ? <Tag tone="accent">live</Tag> : null}
        </>
      ),
    },
    {
      key: "origin",
      header: "Origin",
      phone: "bare",
      cell: (revision) => (
        <>
          {revision.changeId ? (
            <Link href={toChange(revision.changeId)}>{originWords[revision.origin]}</Link>
          ) : (
            originWords[revision.origin]
          )}
          {revision.note ? <Dim> · {revision.note}</Dim> : null}
        </>
      ),
    },
    { key: "author", header: "By", cell: (revision) => <Mono>{revision.author}</Mono> },
    { key: "size", header: "Size", align: "end", cell: (revision) => formatBytes(revision.bytes) },
    { key: "when", header: "When", cell: (revision) => <Age at={revision.createdAt} /> },
    {
      key: "verbs",
      header: "Verbs",
      hideHeader: true,
      align: "end",
      cell: (revision) =>
        revision.current ? null : <Verbs revision={revision} currentSha={currentSha} rollback={rollback} />,
    },
  ];
  return (
    <DataTable
      caption="Revisions of the gateway's file, newest first"
      columns={columns}
      rows={revisions}
      rowKey={(revision) => revision.id}
      empty={<EmptyState title="No revisions yet">The first is kept when the gateway's file has been read.</EmptyState>}
    />
  );
}

type VerbsProps = Pick<RevisionTableProps, "currentSha" | "rollback"> & { revision: RevisionView };

function Verbs({ revision, currentSha, rollback }: VerbsProps) {
  return (
    <>
      <Link href={pathTo(["changes"], { from: revision.id, to: "current" })}>Difference</Link>{" "}
      {revision.sha === currentSha ? <Dim>the same bytes as now</Dim> : null}
      {rollback && revision.sha !== currentSha ? (
        <ConfirmButton
          verb="Roll back to this"
          label={`Roll back to revision ${revision.number}`}
          title={`Roll back to revision ${revision.number}`}
          plan={
            <p>
              A new change writes the bytes of revision {revision.number} ({formatBytes(revision.bytes)}), reloads the
              gateway and reads it back. What is live now stays a revision, so this can be rolled back as well.
            </p>
          }
          action={rollback}
          input={{ revisionId: revision.id, currentSha }}
        />
      ) : null}
    </>
  );
}
