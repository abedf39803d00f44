"use client";

import { useMediaQuery } from "@mantine/hooks";
import dynamic from "next/dynamic";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import type { ChainKind } from "@/lib/config/schema";
import { formatCount } from "@/lib/format";
import type { Status } from "@/lib/health/schema";
import type { DeskList } from "@/lib/routing/desk";
import { drawGraph } from "@/lib/routing/drawing/draw-graph";
import { findNames, toNeighbourhood, withoutKinds } from "@/lib/routing/drawing/narrow";
import type { Drawing, DrawnName } from "@/lib/routing/drawing/schema";
import type { FailureKind, RoutingGraph } from "@/lib/routing/schema";
import { GraphBar } from "./graph-bar";
import styles from "./graph-desk.module.css";
import { GraphLegend } from "./graph-legend";
import { GraphTables } from "./graph-tables";
import { useGraphView } from "./use-graph-view";

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

const isCalled = (wanted: string | null) => (name: DrawnName) => name.id === wanted;

/** All chains at once: who stands behind whom, over which backends, as a picture and as a table. */
export function GraphDesk({ graph, onDisk, version, statusOf, model, kind, onKind, onOpen }: GraphDeskProps) {
  const { view, setView } = useGraphView();
  const isPhone = useMediaQuery("(max-width: 720px)", undefined, { getInitialValueInEffect: true });
  const as = view.as ?? (isPhone ? "table" : "graph");
  const failure: FailureKind = kind === "default" ? "general" : kind;
  const plan = useMemo(() => ({ kind: failure, version }), [failure, version]);
  const edited = useDeferredValue(graph);
  const whole = useMemo(() => drawGraph({ graph: edited, onDisk, version }), [edited, onDisk, version]);
  const only = whole.names.find(isCalled(view.only)) ?? null;
  const near = useMemo(() => (only ? toNeighbourhood(whole, edited, only, plan) : whole), [whole, edited, only, plan]);
  const [sought, setSought] = useState(0);
  const query = view.query.trim();
  const found = useMemo(() => (query === "" ? null : findNames(near, query)), [near, query]);
  const shown = withoutKinds(near, view.hidden);
  const nameStatus = useCallback((name: DrawnName) => (name.group === null ? null : statusOf(name.group)), [statusOf]);
  return (
    <Panel title="All chains" note={summaryOf(near)} foot={as === "graph" ? <GraphKeys /> : null}>
      <GraphBar
        view={view}
        as={as}
        kind={failure}
        found={found?.size ?? null}
        only={only}
        onView={setView}
        onKind={onKind}
        onSeek={() => setSought((times) => times + 1)}
      />
      {whole.names.length === 0 ? (
        <EmptyState title="No models">Models appear here once the gateway's file lists one.</EmptyState>
      ) : as === "table" ? (
        <GraphTables
          drawing={found ? touching(shown, found) : shown}
          statusOf={nameStatus}
          view={view}
          onView={setView}
        />
      ) : isPhone === undefined ? (
        <div className={styles.skeleton} role="status" aria-label="Loading the graph" />
      ) : (
        <GraphCanvas
          drawing={near}
          hidden={view.hidden}
          found={found}
          graph={edited}
          plan={plan}
          statusOf={nameStatus}
          current={model}
          onOpen={onOpen}
          sought={sought}
          onOnly={(id) => setView({ only: id === view.only ? null : id })}
        />
      )}
      {whole.names.length > 0 ? (
        <GraphLegend drawing={near} hidden={view.hidden} onHidden={(hidden) => setView({ hidden })} />
      ) : null}
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

function GraphKeys() {
  return (
    <>
      In the graph: arrows walk the names, Enter opens the editor, F keeps a name's neighbourhood alone, + and − zoom, 0
      shows all, drag or scroll to move.
    </>
  );
}
