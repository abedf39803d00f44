"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { Severity } from "@/lib/routing/schema";
import type { FindingsFilter } from "./findings-arrange";

/** Which findings are shown, as it stands in the address. */
export function useFindingsFilter(): [FindingsFilter, (change: Partial<FindingsFilter>) => void] {
  const [filter, setFilter] = useQueryStates(
    { severity: parseAsStringLiteral(Severity.options), rule: parseAsString, model: parseAsString },
    { history: "replace" },
  );
  return [filter, (change) => void setFilter(change)];
}
