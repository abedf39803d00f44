"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useDeskView } from "@/components/routing-graph/use-graph-view";
import { ViewTabs } from "@/components/routing-graph/view-tabs";
import { Page, PageHeader } from "@/components/shell/page-header";
import { formatCount } from "@/lib/format";
import type { RoutingDesk as Desk } from "@/lib/routing/desk";
import type { Statuses } from "@/lib/routing/query";
import { type DeskActions, DeskVerbs } from "./desk-actions";
import { EditorColumns } from "./editor-columns";
import { OldFile } from "./old-file";
import { useRoutingDesk } from "./use-routing-desk";

const WhatIfDesk = dynamic(() => import("@/components/routing-what-if/what-if-desk").then((part) => part.WhatIfDesk));
const GraphDesk = dynamic(() => import("@/components/routing-graph/graph-desk").then((part) => part.GraphDesk));

type RoutingDeskProps = {
  desk: Desk;
  statuses: Statuses;
  mayEdit: boolean;
  actions: DeskActions;
  rehearsal: ReactNode;
};

/** The chains of one gateway: to edit them one by one or many at once, and to see them all. */
export function RoutingDesk({ desk, statuses, mayEdit, actions, rehearsal }: RoutingDeskProps) {
  const state = useRoutingDesk({ desk, statuses, saveChain: actions.saveChain });
  const [{ view }, showView] = useDeskView();
  const { edited, choose, chosenModel } = state;
  const allowed = mayEdit ? actions : null;
  return (
    <Page>
      <PageHeader
        title="Routing"
        summary={summaryOf(edited)}
        actions={<DeskVerbs desk={desk} state={state} actions={allowed} />}
      />
      <OldFile why={desk.old} path={desk.gateway.configPath} />
      <ViewTabs current={view} model={chosenModel} onChoose={(next) => void showView({ view: next })} />
      {view === "what-if" ? (
        <WhatIfDesk graph={edited.graph} version={desk.gateway.version} statuses={state.health} />
      ) : view === "graph" ? (
        <GraphDesk
          graph={edited.graph}
          onDisk={desk.onDisk}
          version={desk.gateway.version}
          statusOf={state.statusOf}
          model={chosenModel}
          kind={state.kind}
          onKind={(next) => choose({ kind: next })}
          onOpen={(name, next) => {
            choose({ model: name ?? chosenModel, kind: next });
            void showView({ view: "editor" });
          }}
        />
      ) : (
        <EditorColumns desk={desk} state={state} actions={allowed} rehearsal={rehearsal} />
      )}
    </Page>
  );
}

function summaryOf({ graph, lists, findings }: Pick<Desk, "graph" | "lists" | "findings">): string {
  const count = (severity: "error" | "warning") => findings.filter((each) => each.severity === severity).length;
  return [
    formatCount(graph.groups.length, "model"),
    formatCount(lists.length, "chain"),
    `${formatCount(count("error"), "error")}, ${formatCount(count("warning"), "warning")}`,
  ].join(" · ");
}
