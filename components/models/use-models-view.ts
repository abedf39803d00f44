"use client";

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { Status } from "@/lib/health/schema";
import { type ModelsView, modelSortKeys } from "./model-row";

/** The view of the table, as it stands in the address. */
export function useModelsView(): [ModelsView, (change: Partial<ModelsView>) => void] {
  const [view, setView] = useQueryStates(
    {
      query: parseAsString.withDefault(""),
      status: parseAsStringLiteral(Status.options),
      sort: parseAsStringLiteral(modelSortKeys).withDefault("group"),
      descending: parseAsBoolean.withDefault(false),
      byBackend: parseAsBoolean.withDefault(false),
    },
    { history: "replace", urlKeys: { query: "q", descending: "desc", byBackend: "by-backend" } },
  );
  return [view, (change) => void setView(change)];
}
