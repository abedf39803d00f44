"use client";

import { useMediaQuery } from "@mantine/hooks";
import dynamic from "next/dynamic";
import { useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import type { ChainKind } from "@/lib/config/schema";
import { formatCount } from "@/lib/format";
import type { Status } from "@/lib/health/schema";
import type { DeskList } from "@/lib/routing/desk";
import { withoutKinds } from "@/lib/routing/drawing/narrow";
import type { Drawing } from "@/lib/routing/drawing/schema";
import type { FailureKind, RoutingGraph } from "@/lib/routing/schema";
import { GraphBar } from "./graph-bar";
import styles from "./graph-desk.module.css";
import { GraphLegend } from "./graph-legend";
import { GraphTables } from "./graph-tables";
import { useDrawing } from "./use-drawing";
import { useGraphView } from "./use-graph-view";
import { WhatIfNote } from "./what-if-note";

const GraphCanvas = dynamic(() => import("./graph-canvas").then((part) => part.GraphCanvas), {
  ssr: false,
  loading: () => <div className={styles.skeleton} role="status" aria-label="Loading the graph" />,
});

type GraphDeskProps = {
  /** As it is being edited. */
  graph: RoutingGraph;
  onDisk: readonly DeskList[];
  version: string | null;
  statusOf: (name: string) => Status | null;
  /** The model and kind that the editor shows. */
  model: string | null;
  kind: ChainKind;
  onKind: (kind: FailureKind) => void;
  /** Shows the editor of a list. */
  onOpen: (model: string | null, kind: ChainKind) => void;
};

/** All chains at once: who stands behind whom, over which backends, as a picture and as a table. */
export function GraphDesk({ kind: listKind, model, onKind, onOpen, ...asked }: GraphDeskProps) {
  const { view, setView } = useGraphView();
  const isPhone = useMediaQuery("(max-width: 720px)", undefined, { getInitialValueInEffect: true });
  const as = view.as ?? (isPhone ? "table" : "graph");
  const kind: FailureKind = listKind === "default" ? "general" : listKind;
  const { graph, plan, drawing, only, found, deaths, now } = useDrawing({ ...asked, kind, view });
  const [sought, setSought] = useState(0);
  const shown = withoutKinds(drawing, view.hidden);
  if (drawing.names.length === 0)
    return (
      <Panel title="All chains">
        <EmptyState title="No models">Models appear here once the gateway's file lists one.</EmptyState>
      </Panel>
    );
  return (
    <Panel title="All chains" note={summaryOf(drawing)} foot={as === "graph" ? keysWords : null}>
      <GraphBar
        view={view}
        as={as}
        kind={kind}
        found={found?.size ?? null}
        only={only}
        onView={setView}
        onKind={onKind}
        onSeek={() => setSought((times) => times + 1)}
      />
      {deaths.view ? <WhatIfNote down={deaths.known} view={deaths.view} onClear={deaths.clear} /> : null}
      {as === "table" ? (
        <GraphTables drawing={found ? touching(shown, found) : shown} now={now} view={view} onView={setView} />
      ) : isPhone === undefined ? (
        <div className={styles.skeleton} role="status" aria-label="Loading the graph" />
      ) : (
        <GraphCanvas
          drawing={drawing}
          hidden={view.hidden}
          found={found}
          graph={graph}
          plan={plan}
          now={now}
          current={model}
          onOpen={onOpen}
          sought={sought}
          onOnly={(id) => setView({ only: id === view.only ? null : id })}
        />
      )}
      <GraphLegend drawing={drawing} hidden={view.hidden} onHidden={(hidden) => setView({ hidden })} />
    </Panel>
  );
}

/** What a search leaves of the tables: names that it finds, and hops that begin or end there. */
const touching = (drawing: Drawing, found: ReadonlySet<string>): Drawing => ({
  ...drawing,
  hops: drawing.hops.filter(({ from, to }) => found.has(from) || found.has(to)),
  names: drawing.names.filter(({ id }) => found.has(id)),
});

function summaryOf({ names, hops, lanes }: Drawing): string {
  const loops = new Set(names.flatMap(({ loop }) => (loop === null ? [] : [loop]))).size;
  const ends = names.filter(({ deadEnd }) => deadEnd).length;
  const unknown = names.filter(({ role }) => role === "nobody").length;
  return [
    formatCount(names.filter(({ role }) => role === "group").length, "model"),
    formatCount(lanes.filter(({ kind }) => kind === "local" || kind === "remote").length, "backend"),
    formatCount(hops.length, "hop"),
    ...(ends > 0 ? [`${ends} without a fallback`] : []),
    ...(loops > 0 ? [formatCount(loops, "loop")] : []),
    ...(unknown > 0 ? [formatCount(unknown, "unknown name")] : []),
  ].join(" · ");
}

const keysWords =
  "In the graph: arrows walk the names, Enter opens the editor, F keeps a name's neighbourhood alone, + and − zoom, 0 shows all, drag or scroll to move.";
