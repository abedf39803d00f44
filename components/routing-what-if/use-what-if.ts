"use client";

import { parseAsNativeArrayOf, parseAsString, useQueryState } from "nuqs";
import { useDeferredValue, useMemo } from "react";
import { assessFate } from "@/lib/routing/fate/gateway-fate";
import type { DomainImpact, FateView, WhatIfRow, WhatIfView } from "@/lib/routing/fate/schema";
import { resolveSelectors } from "@/lib/routing/fate/selectors";
import { whatIf } from "@/lib/routing/fate/what-if";
import type { RoutingGraph } from "@/lib/routing/schema";

/** What is taken for dead stands in the address as the API and the command line write it: `?down=ollama&down=internet`. */
export const useDown = () =>
  useQueryState("down", parseAsNativeArrayOf(parseAsString).withDefault([]).withOptions({ history: "replace" }));

export const selectorsOf = ({ domain, also }: DomainImpact): string[] =>
  [domain, ...also].map(({ selector }) => selector);

export type Dying = {
  down: readonly string[];
  isDown: (selectors: readonly string[]) => boolean;
  toggle: (selectors: readonly string[]) => void;
  choose: (down: readonly string[]) => void;
};

const useDying = (): Dying => {
  const [down, setDown] = useDown();
  const choose = (next: readonly string[]) => void setDown(next.length > 0 ? [...next] : null);
  const isDown = (selectors: readonly string[]) => selectors.some((selector) => down.includes(selector));
  const toggle = (selectors: readonly string[]) => {
    const [first] = selectors;
    if (first === undefined) return;
    choose(isDown(selectors) ? down.filter((one) => !selectors.includes(one)) : [...down, first]);
  };
  return { down, isDown, toggle, choose };
};

export type Answers = { fate: FateView; view: WhatIfView; unknown: readonly { selector: string; detail: string }[] };

/** What is named dead, apart from what nothing answers to. */
export const splitKnown = (graph: RoutingGraph, down: readonly string[]) => {
  const known: string[] = [];
  const unknown: { selector: string; detail: string }[] = [];
  for (const selector of down) {
    const found = resolveSelectors(graph, [selector]);
    if (found.ok) known.push(selector);
    else unknown.push({ selector, detail: found.detail ?? "" });
  }
  return { known, unknown };
};

const nobody: WhatIfView = { down: [], dead: [], models: [], aliases: [], lost: [], lostAliases: [] };

/** What is dead, and what that means: worked out here, on the graph as it is being edited, behind the press of a box. */
export function useWhatIf(graph: RoutingGraph, version: string | null): Dying & Answers {
  const dying = useDying();
  const edited = useDeferredValue(graph);
  const fate = useMemo(() => assessFate(edited, { version }), [edited, version]);
  const down = useDeferredValue(dying.down);
  const { view, unknown } = useMemo(() => {
    const split = splitKnown(edited, down);
    const answer = whatIf(edited, { down: split.known, version });
    return { view: answer.ok ? answer.value : nobody, unknown: split.unknown };
  }, [edited, down, version]);
  return { ...dying, fate, view, unknown };
}

/** Chosen by a word that no row of the list stands for. */
export const listOthers = (dying: Dying, fate: FateView, graph: RoutingGraph): string[] => {
  const rows = new Set([
    ...fate.domains.flatMap(selectorsOf),
    ...graph.deployments.map(({ identity }) => `deployment:${identity}`),
  ]);
  return dying.down.filter((selector) => !rows.has(selector));
};

export const sortRows = (rows: readonly WhatIfRow[]): WhatIfRow[] =>
  rows.toSorted((a, b) => b.attempts - a.attempts || b.seconds.most - a.seconds.most);
