"use client";

import { Button } from "@mantine/core";
import { DiffView } from "@/components/routing/diff-view";
import { SemanticList } from "@/components/routing/semantic-list";
import { ActionNotice } from "@/components/shell/action-notice";
import { Columns } from "@/components/shell/columns";
import { ErrorState } from "@/components/shell/error-state";
import { Panel } from "@/components/shell/panel";
import { Mono } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import type { ThreeWayView } from "@/lib/changes/schema";
import { formatSha } from "@/lib/format";
import styles from "./draft-review.module.css";

type ThreeWayProps = {
  view: ThreeWayView;
  gatewayId: string;
  /** Null for those who may only look. */
  rebase: Action<{ gatewayId: string }> | null;
};

/** Somebody wrote the file since the draft began: what they changed, what the draft changes, and the way on. */
export function ThreeWay({ view, gatewayId, rebase }: ThreeWayProps) {
  const rebasing = useAction<{ gatewayId: string }, unknown>(rebase ?? never);
  if (view.diskProblem)
    return (
      <ErrorState
        title="The file on disk cannot be used, so this draft cannot be applied"
        nextStep="Repair the file, or roll back to a revision below. The draft is kept."
        detail={view.diskProblem}
      />
    );
  return (
    <Panel
      title="The file was changed since this draft began"
      note={
        <>
          <Mono>{formatSha(view.baseSha)}</Mono> then, <Mono>{view.diskSha ? formatSha(view.diskSha) : "–"}</Mono> now
        </>
      }
    >
      <div className={styles.stack}>
        <Columns shape="halves">
          <div>
            <h3>Theirs, on disk already</h3>
            <SemanticList sentences={view.theirs.length > 0 ? view.theirs : ["Only layout or comments changed."]} />
          </div>
          <div>
            <h3>Yours, in this draft</h3>
            <SemanticList sentences={view.yours} />
          </div>
        </Columns>
        <DiffView unified={view.unifiedTheirs} between="the file this draft began with and the file on disk" />
        {rebase ? (
          <p>
            <Button variant="filled" loading={rebasing.pending} onClick={() => rebasing.run({ gatewayId })}>
              Rebase the draft
            </Button>{" "}
            makes your edits again on the file as it is now, so that theirs stay. Nothing is applied by it.
          </p>
        ) : null}
        <ActionNotice state={rebasing.state} />
      </div>
    </Panel>
  );
}

const never: Action<{ gatewayId: string }> = async () => ({ status: "idle" });
