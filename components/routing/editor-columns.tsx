"use client";

import type { ReactNode } from "react";
import { Columns, Stack } from "@/components/shell/columns";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import type { RoutingDesk as Desk } from "@/lib/routing/desk";
import { AliasPanel } from "./alias-panel";
import { ConfiguredPanel, EffectivePanel } from "./chain-panels";
import type { DeskActions } from "./desk-actions";
import { isAbout, listAt, toHopDeployments } from "./desk-rows";
import { DraftPanel } from "./draft-panel";
import { FindingsHere } from "./findings-here";
import { ModelList } from "./model-list";
import type { RoutingDeskState } from "./use-routing-desk";

type EditorColumnsProps = {
  desk: Desk;
  state: RoutingDeskState;
  /** Null for those who may only look. */
  actions: DeskActions | null;
  /** What running it on the real thing came to. */
  rehearsal: ReactNode;
};

/** Chains edited on the left, what they mean beneath, what that changes on the right; planned while it is edited. */
export function EditorColumns({ desk, state, actions, rehearsal }: EditorColumnsProps) {
  const { edited, rows, health, statusOf, edits, choose, kind, model, askFrame, takeOver } = state;
  const gatewayId = desk.gateway.id;
  const locked = actions ? desk.old && `The file on disk cannot be used: ${desk.old}` : "Your role may look, not edit.";
  const findings = model === null ? [] : desk.findings.filter((finding) => isAbout(finding, kind, model));
  return (
    <Columns shape="list-detail">
      <Panel title="Models" note={String(desk.graph.groups.length)}>
        <ModelList models={rows} current={model} kind={kind} onChoose={(name) => choose({ model: name })} />
      </Panel>
      <Stack>
        {model !== null && rows.some(({ name }) => name === model) ? (
          <>
            <ConfiguredPanel
              key={edits.epoch}
              model={model}
              kind={kind}
              graph={edited.graph}
              lists={edited.lists}
              onDisk={desk.onDisk}
              statusOf={statusOf}
              locked={locked}
              saved={{ unsaved: edits.unsaved, state: edits.state, retry: () => void edits.flush() }}
              onKind={(next) => choose({ model, kind: next })}
              onChange={(targets) => {
                const at = listAt(edited.lists, kind, model);
                edits.edit({ kind: at.kind, model: at.source, targets });
              }}
            />
            <EffectivePanel
              model={model}
              kind={kind}
              graph={edited.graph}
              version={desk.gateway.version}
              deployments={toHopDeployments(desk.graph, health)}
            />
          </>
        ) : (
          <Unknown model={model} />
        )}
        <AliasPanel
          gatewayId={gatewayId}
          aliases={desk.graph.aliases}
          models={desk.graph.groups}
          actions={locked ? null : actions}
        />
      </Stack>
      <Stack>
        <FindingsHere
          here={findings}
          desk={desk}
          actions={actions?.findings ?? null}
          beforeFix={edits.flush}
          onFixed={askFrame}
        />
        <DraftPanel gatewayId={gatewayId} draft={desk.draft} actions={actions} onTakenBack={takeOver} />
        {rehearsal}
      </Stack>
    </Columns>
  );
}

function Unknown({ model }: { model: string | null }) {
  return (
    <Panel title="Configured">
      {model === null ? (
        <EmptyState title="No models">Models appear here once the gateway's file lists one.</EmptyState>
      ) : (
        <EmptyState title={`No model is called ${model}`}>
          It may have been renamed or removed since this address was made. Choose one from the list.
        </EmptyState>
      )}
    </Panel>
  );
}
