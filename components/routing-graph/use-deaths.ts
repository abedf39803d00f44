"use client";

import { useMemo } from "react";
import { splitKnown, useDown } from "@/components/routing-what-if/use-what-if";
import type { WhatIfView } from "@/lib/routing/fate/schema";
import { whatIf } from "@/lib/routing/fate/what-if";
import type { RoutingGraph } from "@/lib/routing/schema";

type Deaths = { view: WhatIfView | null; known: readonly string[]; clear: () => void };

/** What the What if tab has chosen to be dead, read from the same address; null when nothing is. */
export function useDeaths(graph: RoutingGraph, version: string | null): Deaths {
  const [down, setDown] = useDown();
  const { known } = useMemo(() => splitKnown(graph, down), [graph, down]);
  const view = useMemo(() => {
    if (known.length === 0) return null;
    const found = whatIf(graph, { down: known, version });
    return found.ok ? found.value : null;
  }, [graph, known, version]);
  return { view, known, clear: () => void setDown(null) };
}
