import type { RowGroup } from "@/components/shell/data-table";
import { Status } from "@/lib/health/schema";
import type { Severity } from "@/lib/routing/schema";
import type { ModelRow, ModelSortKey, ModelsView } from "./model-row";

const severity: readonly Status[] = ["unhealthy", "degraded", "unknown", "warming", "healthy", "off"];

const urgency: readonly Severity[] = ["error", "warning", "info"];

const keyOf: Record<ModelSortKey, (row: ModelRow) => string | number | null> = {
  group: (row) => row.group,
  status: (row) => severity.indexOf(row.status),
  backend: (row) => row.backend,
  "first-byte": (row) => row.firstByteP50Us,
  available: (row) => row.availablePercent,
  findings: (row) => (row.worstFinding === null ? null : urgency.indexOf(row.worstFinding)),
};

const compare = (a: string | number | null, b: string | number | null): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
};

const matches = (row: ModelRow, query: string): boolean =>
  [row.group, row.model, row.provider, row.backend].some((text) => text.toLowerCase().includes(query));

/** Rows that fit the filter, in order; ties keep the order of the file, and what was not measured comes last either way. */
export function arrangeModels(rows: readonly ModelRow[], view: ModelsView): ModelRow[] {
  const query = view.query.trim().toLowerCase();
  const key = keyOf[view.sort];
  return rows
    .filter((row) => matches(row, query) && (view.status === null || row.status === view.status))
    .map((row, index) => ({ row, index, by: key(row) }))
    .sort((a, b) => {
      const order = compare(a.by, b.by);
      const turned = view.descending && a.by !== null && b.by !== null ? -order : order;
      return turned || a.index - b.index;
    })
    .map(({ row }) => row);
}

/** Rows by failure domain, in the order in which the backends first appear. */
export function groupByBackend(rows: readonly ModelRow[]): RowGroup<ModelRow>[] {
  const groups = new Map<string, ModelRow[]>();
  for (const row of rows) groups.set(row.backend, [...(groups.get(row.backend) ?? []), row]);
  return [...groups].map(([backend, members]) => ({
    key: backend,
    title: `${backend} · ${members.length}`,
    rows: members,
  }));
}

/** How many rows have each status, for the filter; only those that occur. */
export const countStatuses = (rows: readonly ModelRow[]): [Status, number][] =>
  Status.options.flatMap((status): [Status, number][] => {
    const count = rows.filter((row) => row.status === status).length;
    return count > 0 ? [[status, count]] : [];
  });
