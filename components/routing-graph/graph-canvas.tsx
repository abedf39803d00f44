"use client";

import "@xyflow/react/dist/base.css";
import { ReactFlow, ReactFlowProvider, useStore } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import type { ChainKind } from "@/lib/config/schema";
import { toLayoutTask } from "@/lib/routing/drawing/lanes";
import { lightHops } from "@/lib/routing/drawing/light-hops";
import type { Drawing, DrawnHop, Layout } from "@/lib/routing/drawing/schema";
import type { FailureKind, RoutingGraph } from "@/lib/routing/schema";
import { CanvasContext } from "./canvas-context";
import { lightNodes, toLines, toNodes } from "./canvas-elements";
import { CanvasTools } from "./canvas-tools";
import styles from "./graph-canvas.module.css";
import desk from "./graph-desk.module.css";
import { HopLines } from "./hop-lines";
import type { Now } from "./hop-rows";
import { LaneBands, LaneHeads } from "./lane-heads";
import { NameCard } from "./name-card";
import { OverviewMap } from "./overview-map";
import { PlanReadout } from "./plan-readout";
import { useCanvasKeys } from "./use-canvas-keys";
import { useLayout } from "./use-layout";

export type GraphCanvasProps = {
  drawing: Drawing;
  hidden: readonly ChainKind[];
  /** Names that a search finds, or null without a search. */
  found: ReadonlySet<string> | null;
  graph: RoutingGraph;
  plan: { kind: FailureKind; version: string | null };
  now: Now;
  /** The model that the editor shows. */
  current: string | null;
  onOpen: (model: string | null, kind: ChainKind) => void;
  onOnly: (id: string) => void;
  /** Counts how often one asked to go to the first name found. */
  sought: number;
};

/** The picture: loaded when it is opened, laid out in a worker. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { names, hops, lanes } = props.drawing;
  const task = useMemo(() => toLayoutTask(names, hops, lanes), [names, hops, lanes]);
  const laidOut = useLayout(task);
  if (laidOut.state === "failed")
    return (
      <EmptyState title="The graph could not be laid out">
        The browser did not run the part that arranges it. The table says the same.
      </EmptyState>
    );
  if (laidOut.state === "waiting")
    return <div className={desk.skeleton} role="status" aria-label="Arranging the graph" />;
  return (
    <ReactFlowProvider>
      <Canvas {...props} layout={laidOut.layout} />
    </ReactFlowProvider>
  );
}

const nodeTypes = { name: NameCard };
/** Below this zoom only names are written. */
const farBelow = 0.5;

function Canvas({ layout, ...props }: GraphCanvasProps & { layout: Layout }) {
  const { drawing, hidden, found, graph, plan, now, current, onOnly, sought } = props;
  const [hovered, setHovered] = useState<string | null>(null);
  const [cards] = useState(() => new Map<string, HTMLAnchorElement>());
  const keys = useCanvasKeys({ layout, cards, found, sought, onOnly });
  const onOpen = useStable(props.onOpen);
  const isFar = useStore(({ transform }) => transform[2] < farBelow);
  const section = useRef<HTMLElement>(null);
  /** Outside React: a layer of its own while it moves, drawn sharp again when it rests. */
  const setMoving = (isMoving: boolean) => section.current?.toggleAttribute("data-moving", isMoving);
  const looked = drawing.names.find(({ id }) => id === (hovered ?? keys.focused)) ?? null;
  const light = useMemo(
    () => (looked ? lightHops(drawing, graph, looked, plan) : null),
    [looked, drawing, graph, plan],
  );
  const nodes = useMemo(() => toNodes(drawing, layout, now), [drawing, layout, now]);
  const lines = useMemo(() => toLines(drawing, layout, hidden, now), [drawing, layout, hidden, now]);
  const openHop = useCallback(({ source, kind }: DrawnHop) => onOpen(source === "*" ? null : source, kind), [onOpen]);
  const tab = keys.last ?? drawing.names.find(({ name }) => name === current)?.id ?? layout.names[0]?.id ?? null;
  const context = useMemo(
    () => ({ cards, tab, current, onOpen, onFocus: keys.onFocus }),
    [cards, tab, current, onOpen, keys.onFocus],
  );
  return (
    <CanvasContext value={context}>
      <section
        ref={section}
        className={styles.canvas}
        aria-label="Graph of all chains"
        data-dim={light !== null || found !== null}
        data-far={isFar}
        onKeyDown={keys.onKeyDown}
        onBlur={keys.onBlur}
      >
        <div className={styles.ground}>
          <ReactFlow
            nodes={lightNodes(nodes, light, found)}
            nodeTypes={nodeTypes}
            onNodeMouseEnter={(_, node) => setHovered(node.id)}
            onNodeMouseLeave={() => setHovered(null)}
            minZoom={0.1}
            maxZoom={1.5}
            onMoveStart={() => setMoving(true)}
            onMoveEnd={() => setMoving(false)}
            panOnScroll
            zoomOnScroll={false}
            zoomOnDoubleClick={false}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            elementsSelectable={false}
            disableKeyboardA11y
            deleteKeyCode={null}
            selectionKeyCode={null}
          >
            <LaneBands lanes={layout.lanes} height={layout.height} />
            <HopLines lines={lines} light={light} found={found} far={isFar} onOpen={openHop} />
            <LaneHeads lanes={drawing.lanes} spans={layout.lanes} />
            <CanvasTools onFit={keys.onFit} />
            <OverviewMap layout={layout} />
          </ReactFlow>
        </div>
        <PlanReadout name={looked} light={light} drawing={drawing} kind={plan.kind} />
      </section>
    </CanvasContext>
  );
}

/** The same function for as long as the canvas is there: what it draws need not be drawn again for a new one. */
function useStable(open: GraphCanvasProps["onOpen"]): GraphCanvasProps["onOpen"] {
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  return useCallback((model, kind) => latest.current(model, kind), []);
}
