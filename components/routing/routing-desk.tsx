"use client";

import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import { useDeskView } from "@/components/routing-graph/use-graph-view";
import { ViewTabs } from "@/components/routing-graph/view-tabs";
import { Columns, Stack } from "@/components/shell/columns";
import { EmptyState } from "@/components/shell/empty-state";

import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { pathTo } from "@/components/shell/route";
import type { Action } from "@/lib/action-state";
import { formatCount } from "@/lib/format";
import type { RoutingDesk as Desk, DeskList } from "@/lib/routing/desk";
import { type Statuses, statusesQuery } from "@/lib/routing/query";
import { type ChainEdit, withChain } from "@/lib/routing/with-chain";
import { type AliasActions, AliasPanel } from "./alias-panel";
import { ConfiguredPanel, EffectivePanel } from "./chain-panels";
import { useChosenList } from "./chosen-list";
import { isAbout, sourceOf, statusByName, toHopDeployments, toModelRows } from "./desk-rows";
import { type DraftActions, DraftPanel } from "./draft-panel";
import { FindingsHere } from "./findings-here";
import type { FindingsActions } from "./findings-means";
import { ModelList } from "./model-list";
import { OldFile } from "./old-file";
import { type SaveChainInput, type SavedChain, useDraftEdits } from "./use-draft-edits";

const GraphDesk = dynamic(() => import("@/components/routing-graph/graph-desk").then((part) => part.GraphDesk));

type RoutingDeskProps = {
  desk: Desk;
  statuses: Statuses;
  mayEdit: boolean;
  actions: AliasActions & DraftActions & { saveChain: Action<SaveChainInput, SavedChain>; findings: FindingsActions };
  /** What running it on the real thing came to. */
  rehearsal: ReactNode;
};

/** Chains edited on the left, what they mean beneath, what that changes on the right; planned while it is edited. */
export function RoutingDesk({ desk, statuses, mayEdit, actions, rehearsal }: RoutingDeskProps) {
  const router = useRouter();
  const gatewayId = desk.gateway.id;
  const { data } = useQuery({ ...statusesQuery(gatewayId), initialData: statuses });
  const [chosen, choose] = useChosenList();
  const [{ view }, showView] = useDeskView();
  /** The frame counts unapplied edits too. */
  const client = useQueryClient();
  const askFrame = () => void client.invalidateQueries({ queryKey: ["frame"] });
  const edits = useDraftEdits({
    gatewayId,
    version: desk.draft?.version ?? 0,
    stamp: desk.at,
    save: actions.saveChain,
    onSaved: askFrame,
    onStale: () => router.refresh(),
  });
  const shown = edits.shown;
  const health = useMemo(() => new Map(data.deployments.map((each) => [each.identity, each])), [data]);
  const edited = {
    ...desk,
    graph: useMemo(() => shown.reduce(withChain, desk.graph), [shown, desk.graph]),
    lists: shown.reduce(withList, desk.lists),
  };
  const rows = toModelRows(edited, health);
  const statusOf = useMemo(() => statusByName(edited.graph, health), [edited.graph, health]);
  const model = chosen.model ?? rows[0]?.name ?? null;
  const kind = chosen.kind;
  const locked = mayEdit ? desk.old && `The file on disk cannot be used: ${desk.old}` : "Your role may look, not edit.";
  const review = async () => {
    await edits.flush();
    router.push(pathTo(["changes"]));
  };
  const findings = model === null ? [] : desk.findings.filter((finding) => isAbout(finding, kind, model));
  return (
    <Page>
      <PageHeader
        title="Routing"
        summary={summaryOf(edited)}
        actions={
          desk.draft || shown.length > 0 ? (
            <Button variant="filled" onClick={review}>
              {mayEdit ? "Review and apply…" : "Review…"}
            </Button>
          ) : null
        }
      />
      <OldFile why={desk.old} path={desk.gateway.configPath} />
      <ViewTabs current={view} model={chosen.model} onChoose={(next) => void showView({ view: next })} />
      {view === "graph" ? (
        <GraphDesk
          graph={edited.graph}
          onDisk={desk.onDisk}
          version={desk.gateway.version}
          statusOf={statusOf}
          model={chosen.model}
          kind={kind}
          onKind={(next) => choose({ kind: next })}
          onOpen={(name, next) => {
            choose({ model: name ?? chosen.model, kind: next });
            void showView({ view: "editor" });
          }}
        />
      ) : (
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
                  onChange={(targets) => edits.edit({ kind, model: sourceOf(kind, model), targets })}
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
              actions={mayEdit ? actions.findings : null}
              beforeFix={edits.flush}
              onFixed={askFrame}
            />
            {desk.draft ? (
              <DraftPanel
                gatewayId={gatewayId}
                draft={desk.draft}
                actions={mayEdit ? actions : null}
                onTakenBack={() => {
                  edits.forget();
                  askFrame();
                }}
              />
            ) : (
              <Panel title="This draft">
                <EmptyState title="Nothing is drafted">
                  What you edit is kept in a draft and listed here; the gateway stays as it is until you apply it.
                </EmptyState>
              </Panel>
            )}
            {rehearsal}
          </Stack>
        </Columns>
      )}
    </Page>
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

function withList(lists: DeskList[], { kind, model, targets }: ChainEdit): DeskList[] {
  const rest = lists.filter((list) => list.kind !== kind || list.source !== model);
  return targets.length === 0 ? rest : [...rest, { kind, source: model, targets: [...targets] }];
}

function summaryOf({ graph, lists, findings }: Pick<Desk, "graph" | "lists" | "findings">): string {
  const count = (severity: "error" | "warning") => findings.filter((each) => each.severity === severity).length;
  return [
    formatCount(graph.groups.length, "model"),
    formatCount(lists.length, "chain"),
    `${formatCount(count("error"), "error")}, ${formatCount(count("warning"), "warning")}`,
  ].join(" · ");
}
