"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import type { DraftActions } from "@/components/routing/draft-panel";
import { OldFile } from "@/components/routing/old-file";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { pathTo, toChange } from "@/components/shell/route";
import type { Action } from "@/lib/action-state";
import type { ChangesDesk as Desk } from "@/lib/changes/desk";
import { changesQuery, revisionsQuery } from "@/lib/changes/query";
import { formatCount } from "@/lib/format";
import { ApplyButton, type ApplyButtonProps } from "./apply-button";
import { ChangeTable } from "./change-table";
import { DraftReview } from "./draft-review";
import styles from "./draft-review.module.css";
import { RevisionCompare } from "./revision-compare";
import { RevisionTable, type RollbackInput } from "./revision-table";

type ChangesActions = DraftActions &
  Pick<ApplyButtonProps, "loadPlan" | "apply"> & {
    rebase: Action<{ gatewayId: string }>;
    rollBack: Action<RollbackInput & { gatewayId: string }, { id: string }>;
  };

type ChangesDeskProps = {
  desk: Desk;
  /** Numbers that the shown pages of the history begin below; null for the newest page. */
  pages: { changesBefore: number | null; revisionsBefore: number | null };
  /** Null for those who may only look. */
  actions: ChangesActions | null;
  mayOverride: boolean;
  /** What running the draft on the real thing came to. */
  rehearsal: ReactNode;
};

/** The draft before it is applied, and everything that was applied before. */
export function ChangesDesk({ desk, pages, actions, mayOverride, rehearsal }: ChangesDeskProps) {
  const { gateway, draft } = desk;
  const changes = useQuery({ ...changesQuery(gateway.id, pages.changesBefore), initialData: desk.changes }).data;
  const revisions = useQuery({
    ...revisionsQuery(gateway.id, pages.revisionsBefore),
    initialData: desk.revisions,
  }).data;
  useRefreshWhenMoved(desk, revisions.revisions[0]?.id, changes.changes[0]);
  const rollBack = useRollBack(gateway.id, actions?.rollBack ?? null);
  const mayApply = draft?.diff && !draft.view.stale && draft.diff.semantic.length + draft.diff.unified.length > 0;
  return (
    <Page>
      <PageHeader
        title="Changes"
        summary={draft ? formatCount(draft.view.edits, "unapplied edit") : "no draft"}
        actions={
          mayApply && draft?.diff && actions ? (
            <div className={styles.apply}>
              <ApplyButton
                gateway={gateway}
                draftVersion={draft.view.version}
                diff={draft.diff}
                mayOverride={mayOverride}
                loadPlan={actions.loadPlan}
                apply={actions.apply}
              />
            </div>
          ) : null
        }
      />
      <OldFile why={desk.old} path={gateway.configPath} />
      <DraftReview
        gatewayId={gateway.id}
        draft={draft}
        mayOverride={mayOverride}
        rehearsal={rehearsal}
        actions={actions}
      />
      <Panel title="History" note="newest first">
        <ChangeTable changes={changes.changes} />
        <Pages name="changesBefore" at={pages.changesBefore} next={changes.next} />
      </Panel>
      <Panel title="Revisions" note="every state of the file, edits made outside included">
        <RevisionCompare revisions={revisions.revisions} comparison={desk.comparison} />
        <RevisionTable revisions={revisions.revisions} currentSha={desk.diskSha} rollback={rollBack} />
        <Pages name="revisionsBefore" at={pages.revisionsBefore} next={revisions.next} />
      </Panel>
    </Page>
  );
}

/** What is polled has moved on: the draft may be stale, or gone, so the page is read again. */
function useRefreshWhenMoved(
  desk: Desk,
  newestRevision: string | undefined,
  newestChange: { id: string; state: string } | undefined,
) {
  const router = useRouter();
  const refresh = useEffectEvent(() => router.refresh());
  const shown = desk.changes.changes[0];
  const moved =
    newestRevision !== desk.revisions.revisions[0]?.id ||
    newestChange?.id !== shown?.id ||
    newestChange?.state !== shown?.state;
  useEffect(() => {
    if (moved) refresh();
  }, [moved]);
}

/** A rollback is a change like any other: its page is shown at once. */
function useRollBack(
  gatewayId: string,
  rollBack: ChangesActions["rollBack"] | null,
): Action<RollbackInput, { id: string }> | null {
  const router = useRouter();
  if (!rollBack) return null;
  return async (previous, input) => {
    if (input instanceof FormData) return { status: "idle" };
    const next = await rollBack(previous, { ...input, gatewayId });
    if (next.status === "done" && next.data) router.push(toChange(next.data.id));
    return next;
  };
}

type PagesProps = { name: "changesBefore" | "revisionsBefore"; at: number | null; next: number | null };

function Pages({ name, at, next }: PagesProps) {
  if (at === null && next === null) return null;
  return (
    <nav className={styles.pages} aria-label={name === "changesBefore" ? "Pages of changes" : "Pages of revisions"}>
      {at === null ? null : <Link href={pathTo(["changes"])}>Newest</Link>}
      {next === null ? null : <Link href={pathTo(["changes"], { [name]: String(next) })}>Older</Link>}
    </nav>
  );
}
