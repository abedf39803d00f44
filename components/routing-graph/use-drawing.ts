"use client";

import { useDeferredValue, useMemo } from "react";
import type { Status } from "@/lib/health/schema";
import type { DeskList } from "@/lib/routing/desk";
import { drawGraph } from "@/lib/routing/drawing/draw-graph";
import { markFates } from "@/lib/routing/drawing/mark-fates";
import { findNames, toNeighbourhood } from "@/lib/routing/drawing/narrow";
import type { FailureKind, RoutingGraph } from "@/lib/routing/schema";
import type { Now } from "./hop-rows";
import { useDeaths } from "./use-deaths";
import type { GraphView } from "./use-graph-view";

type Asked = {
  graph: RoutingGraph;
  onDisk: readonly DeskList[];
  version: string | null;
  kind: FailureKind;
  statusOf: (name: string) => Status | null;
  view: GraphView;
};

/** The graph as it is being edited, narrowed to what the address asks for, with how things are and what a what-if makes of them. */
export function useDrawing({ graph: newest, onDisk, version, kind, statusOf, view }: Asked) {
  const graph = useDeferredValue(newest);
  const plan = useMemo(() => ({ kind, version }), [kind, version]);
  const whole = useMemo(() => drawGraph({ graph, onDisk, version }), [graph, onDisk, version]);
  const only = whole.names.find(({ id }) => id === view.only) ?? null;
  const near = useMemo(() => (only ? toNeighbourhood(whole, graph, only, plan) : whole), [whole, graph, only, plan]);
  const query = view.query.trim();
  const found = useMemo(() => (query === "" ? null : findNames(near, query)), [near, query]);
  const deaths = useDeaths(graph, version);
  const fates = useMemo(() => (deaths.view ? markFates(whole, deaths.view) : null), [whole, deaths.view]);
  const now = useMemo(
    (): Now => ({
      statusOf: ({ group }) => (group === null ? null : statusOf(group)),
      fateOf: ({ id }) => fates?.get(id) ?? null,
    }),
    [statusOf, fates],
  );
  return { graph, plan, drawing: near, only, found, deaths, now };
}
