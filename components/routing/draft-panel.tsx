"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { ActionNotice } from "@/components/shell/action-notice";
import { Age } from "@/components/shell/age";
import { ConfirmButton } from "@/components/shell/confirm-button";
import { EmptyState } from "@/components/shell/empty-state";
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

type Versioned = Action<{ gatewayId: string; expectedVersion: number }>;

export type DraftActions = { undo: Versioned; redo: Versioned; discard: Versioned };

type DraftPanelProps = {
  gatewayId: string;
  /** Null, or without edits when all were taken back. */
  draft: DeskDraft | null;
  /** Null for those who may only look. */
  actions: DraftActions | null;
  /** Edits that are only on the page are given up with it. */
  onTakenBack?: () => void;
};

/** What the draft changes so far, as words and as lines, and how to take it back or make it again. */
export function DraftPanel({ gatewayId, draft, actions, onTakenBack }: DraftPanelProps) {
  const steps =
    draft && actions ? (
      <Steps gatewayId={gatewayId} draft={draft} actions={actions} {...(onTakenBack ? { onTakenBack } : {})} />
    ) : null;
  if (!draft || draft.edits === 0)
    return (
      <Panel title="This draft">
        <div className={styles.stack}>
          <EmptyState title="Nothing is drafted">
            What you edit is kept in a draft and listed here; the gateway stays as it is until you apply it.
          </EmptyState>
          {steps}
        </div>
      </Panel>
    );
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
        {steps}
      </div>
    </Panel>
  );
}

type StepsProps = { gatewayId: string; draft: DeskDraft; actions: DraftActions; onTakenBack?: () => void };

function Steps({ gatewayId, draft, actions, onTakenBack }: StepsProps) {
  const undoing = useAction(actions.undo);
  const redoing = useAction(actions.redo);
  const stepOf = (by: typeof undoing) => () =>
    by.run({ gatewayId, expectedVersion: draft.version }, (next) => {
      if (next.status === "done") onTakenBack?.();
    });
  const { edits, redoable } = draft;
  if (edits === 0 && redoable === 0) return null;
  return (
    <>
      <div className={styles.verbs}>
        <Button size="compact-sm" disabled={edits === 0} loading={undoing.pending} onClick={stepOf(undoing)}>
          Undo the last edit
        </Button>
        <Button size="compact-sm" disabled={redoable === 0} loading={redoing.pending} onClick={stepOf(redoing)}>
          {redoable > 0 ? `Redo (${redoable})` : "Redo"}
        </Button>
        {edits > 0 ? (
          <ConfirmButton
            verb="Discard"
            label="Discard the draft"
            title="Discard the draft"
            plan={
              <>
                <p>
                  {formatCount(edits, "unapplied edit")} will be gone. The file and the gateway were never touched by
                  them.
                </p>
                <SemanticList sentences={draft.semantic} />
              </>
            }
            action={actions.discard}
            input={{ gatewayId, expectedVersion: draft.version }}
            {...(onTakenBack ? { onDone: onTakenBack } : {})}
          />
        ) : null}
      </div>
      <ActionNotice state={undoing.state} />
      <ActionNotice state={redoing.state} />
    </>
  );
}
