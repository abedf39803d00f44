"use client";

import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { ChainKind } from "@/lib/config/schema";
import { hopSortKeys } from "./hop-sort-keys";

/** Which page of the desk is shown; the graph shares its address, and with it the draft that is being edited. */
export const useDeskView = () =>
  useQueryStates(
    { view: parseAsStringLiteral(["editor", "graph", "what-if"]).withDefault("editor") },
    { history: "push" },
  );

/** What the graph shows, as it stands in the address. */
export function useGraphView() {
  const [view, setView] = useQueryStates(
    {
      query: parseAsString.withDefault(""),
      /** The name whose neighbourhood alone is shown. */
      only: parseAsString,
      /** By itself a picture on a wide screen and a table on a phone. */
      as: parseAsStringLiteral(["graph", "table"]),
      hidden: parseAsArrayOf(parseAsStringLiteral(ChainKind.options)).withDefault([]),
      sort: parseAsStringLiteral(hopSortKeys).withDefault("from"),
      descending: parseAsBoolean.withDefault(false),
    },
    { history: "replace", urlKeys: { query: "q", descending: "desc", hidden: "hide" } },
  );
  return { view, setView: (change: Partial<GraphView>) => void setView(change) };
}

export type GraphView = {
  query: string;
  only: string | null;
  as: "graph" | "table" | null;
  hidden: ChainKind[];
  sort: (typeof hopSortKeys)[number];
  descending: boolean;
};
