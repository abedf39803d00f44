"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { ActionNotice } from "@/components/shell/action-notice";
import { Age } from "@/components/shell/age";
import { ConfirmButton } from "@/components/shell/confirm-button";
import { Panel } from "@/components/shell/panel";
import { pathTo } from "@/components/shell/route";
import { useAction } from "@/components/shell/use-action";
import { SeverityMark } from "@/components/status/severity-mark";
import type { Action } from "@/lib/action-state";
import { formatCount } from "@/lib/format";
import type { DeskDraft } from "@/lib/routing/desk";
import { DiffView } from "./diff-view";
import styles from "./draft-panel.module.css";
import { SemanticList, Sentence } from "./semantic-list";

export type DraftActions = {
  undo: Action<{ gatewayId: string; expectedVersion: number }>;
  discard: Action<{ gatewayId: string }>;
};

type DraftPanelProps = {
  gatewayId: string;
  draft: DeskDraft;
  /** Null for those who may only look. */
  actions: DraftActions | null;
  /** Edits that are only on the page are given up with it. */
  onTakenBack?: () => void;
};

/** What the draft changes so far, as words and as lines, and how to take it back. */
export function DraftPanel({ gatewayId, draft, actions, onTakenBack }: DraftPanelProps) {
  return (
    <Panel
      title="This draft"
      note={
        <>
          {formatCount(draft.edits, "edit")} · {draft.updatedBy.replace(/^\w+:/, "")}, <Age at={draft.updatedAt} />
        </>
      }
      foot="Every line that is not shown stays byte for byte."
    >
      <div className={styles.stack}>
        {draft.stale ? (
          <p>
            <SeverityMark severity="warning">
              The file was changed meanwhile. <Link href={pathTo(["changes"])}>See what, and rebase</Link>
            </SeverityMark>
          </p>
        ) : null}
        <SemanticList sentences={draft.semantic} />
        {draft.warnings.map((warning) => (
          <p key={warning}>
            <SeverityMark severity="warning">
              <Sentence text={warning} />
            </SeverityMark>
          </p>
        ))}
        <DiffView unified={draft.unified} between="the file on disk and this draft" />
        {actions ? (
          <TakeBack gatewayId={gatewayId} draft={draft} actions={actions} {...(onTakenBack ? { onTakenBack } : {})} />
        ) : null}
      </div>
    </Panel>
  );
}

type TakeBackProps = Omit<DraftPanelProps, "actions"> & { actions: DraftActions };

function TakeBack({ gatewayId, draft, actions, onTakenBack }: TakeBackProps) {
  const undoing = useAction(actions.undo);
  const undo = () =>
    undoing.run({ gatewayId, expectedVersion: draft.version }, (next) => {
      if (next.status === "done") onTakenBack?.();
    });
  return (
    <>
      <div className={styles.verbs}>
        <Button size="compact-sm" loading={undoing.pending} onClick={undo}>
          Undo the last edit
        </Button>
        <ConfirmButton
          verb="Discard"
          label="Discard the draft"
          title="Discard the draft"
          plan={
            <>
              <p>
                {formatCount(draft.edits, "unapplied edit")} will be gone. The file and the gateway were never touched
                by them.
              </p>
              <SemanticList sentences={draft.semantic} />
            </>
          }
          action={actions.discard}
          input={{ gatewayId }}
          {...(onTakenBack ? { onDone: onTakenBack } : {})}
        />
      </div>
      <ActionNotice state={undoing.state} />
    </>
  );
}
