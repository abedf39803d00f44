"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { DiffView } from "@/components/routing/diff-view";
import { SemanticList } from "@/components/routing/semantic-list";
import { Age, Elapsed } from "@/components/shell/age";
import { Columns, Stack } from "@/components/shell/columns";
import { ConfirmButton } from "@/components/shell/confirm-button";
import { ErrorState } from "@/components/shell/error-state";
import { Facts } from "@/components/shell/facts";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { toChange } from "@/components/shell/route";
import { Mono } from "@/components/shell/text";
import type { Action } from "@/lib/action-state";
import type { ChangeDesk } from "@/lib/changes/desk";
import { changeQuery } from "@/lib/changes/query";
import { type ChangeView, isFinished } from "@/lib/changes/schema";
import { formatSha } from "@/lib/format";
import { ChangeStateBadge } from "./change-state";
import { ChangeTimeline } from "./change-timeline";
import styles from "./draft-review.module.css";

type RollBack = Action<{ gatewayId: string; changeId: string; diskSha: string }, { id: string }>;
type ChangePageProps = { initial: ChangeView; desk: ChangeDesk; rollBack: RollBack | null };

const kinds: Record<ChangeView["kind"], string> = {
  draft: "a draft",
  rollback: "a rollback",
  recovery: "a recovery",
};

/** One change as it happens, and what came of it. A reload of the page or of the console finds it again. */
export function ChangePage({ initial, desk, rollBack }: ChangePageProps) {
  const { data: change } = useQuery({ ...changeQuery(initial.gatewayId, initial.id), initialData: initial });
  useRefreshAtTheEnd(initial, change);
  return (
    <Page>
      <PageHeader
        title={`Change ${change.number}`}
        summary={
          <>
            <ChangeStateBadge state={change.state} stranded={change.stranded} /> {kinds[change.kind]} for{" "}
            {desk.gateway.name} by {change.author.replace(/^\w+:/, "")}, <Age at={change.createdAt} />
          </>
        }
        actions={
          rollBack && desk.rollback ? (
            <RollBackButton change={change} preview={desk.rollback} rollBack={rollBack} />
          ) : null
        }
      />
      <Outcome change={change} path={desk.gateway.configPath} />
      <Columns shape="halves">
        <Panel
          title="Timeline"
          note={change.startedAt ? <Elapsed from={change.startedAt} to={change.finishedAt} /> : null}
        >
          <ChangeTimeline change={change} />
        </Panel>
        <Stack>
          <Panel title="What it changes">
            <SemanticList sentences={change.summary} />
          </Panel>
          <Panel title="Facts">
            <Facts
              facts={[
                ["File", <Mono key="path">{desk.gateway.configPath}</Mono>],
                ["From", <Mono key="from">{formatSha(change.baseSha)}</Mono>],
                ["To", <Mono key="to">{formatSha(change.candidateSha)}</Mono>],
                ...desk.reasons.map(({ about, reason }) => [`Reason for ${about}`, reason] as const),
              ]}
            />
          </Panel>
        </Stack>
      </Columns>
    </Page>
  );
}

function Outcome({ change, path }: { change: ChangeView; path: string }) {
  if (change.stranded)
    return (
      <ErrorState
        title="The gateway did not come back, not even on the old file"
        where={<Mono>{path}</Mono>}
        sinceAt={change.finishedAt}
        nextStep="Look at the gateway's log in the evidence below, start it by hand, then roll back or repair the file."
        detail={change.reason}
      />
    );
  if (!isFinished(change.state) || !change.reason) return null;
  return (
    <ErrorState
      title={`It did not take: ${change.reason}`}
      where={<Mono>{path}</Mono>}
      sinceAt={change.finishedAt}
      nextStep={
        <>
          {change.state === "rolled_back"
            ? "The old file was put back, and the running gateway was read back against it. "
            : "The steps below say how far it came. "}
          {change.kind === "draft" ? "The draft is kept: correct it and apply it again, or discard it." : null}
        </>
      }
    />
  );
}

type RollBackButtonProps = { change: ChangeView; preview: NonNullable<ChangeDesk["rollback"]>; rollBack: RollBack };

function RollBackButton({ change, preview, rollBack }: RollBackButtonProps) {
  const router = useRouter();
  const go: RollBack = async (previous, input) => {
    const next = await rollBack(previous, input);
    if (next.status === "done" && next.data) router.push(toChange(next.data.id));
    return next;
  };
  return (
    <ConfirmButton
      verb="Roll back"
      title={`Roll back change ${change.number}`}
      plan={
        <div className={styles.stack}>
          <p>
            A new change writes revision {preview.revision} back, byte for byte, reloads the gateway and reads it back.
            What is live now stays a revision.
          </p>
          <SemanticList sentences={preview.semantic} />
          <DiffView unified={preview.unified} between={`the file as it is and revision ${preview.revision}`} />
        </div>
      }
      action={go}
      input={{ gatewayId: change.gatewayId, changeId: change.id, diskSha: preview.diskSha }}
    />
  );
}

/** What can be done about a change is known when it has ended. */
function useRefreshAtTheEnd(shown: ChangeView, now: ChangeView) {
  const router = useRouter();
  const refresh = useEffectEvent(() => router.refresh());
  const ended = isFinished(now.state) && !isFinished(shown.state);
  useEffect(() => {
    if (ended) refresh();
  }, [ended]);
}
