"use client";

import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { Icon } from "@/components/shell/icons";
import { formatFraction } from "@/lib/format";
import { Status } from "@/lib/health/schema";
import { arrangeModels, countStatuses, groupByBackend } from "./arrange-models";
import { isSortKey, modelColumns } from "./model-columns";
import type { ModelRow, ModelsView } from "./model-row";
import styles from "./models-table.module.css";

type ModelsTableProps = {
  rows: readonly ModelRow[];
  /** From the address, so that a view can be sent to somebody. */
  view: ModelsView;
  onView: (change: Partial<ModelsView>) => void;
  /** Further columns, such as verbs. */
  more?: readonly Column<ModelRow>[];
};

/** The registry: each deployment with what each witness says of it. */
export function ModelsTable({ rows, view, onView, more = [] }: ModelsTableProps) {
  const shown = arrangeModels(rows, view);
  return (
    <>
      <div className={styles.bar}>
        <TextInput
          className={styles.search ?? ""}
          aria-label="Search models"
          placeholder="Name, upstream, provider, backend"
          leftSection={<Icon name="search" size={14} />}
          value={view.query}
          onChange={(event) => onView({ query: event.currentTarget.value })}
        />
        <NativeSelect
          className={styles.status ?? ""}
          aria-label="Status"
          value={view.status ?? ""}
          data={[
            { value: "", label: "Every status" },
            ...countStatuses(rows).map(([status, count]) => ({ value: status, label: `${status} · ${count}` })),
          ]}
          onChange={(event) => onView({ status: Status.safeParse(event.currentTarget.value).data ?? null })}
        />
        <Checkbox
          label="By backend"
          checked={view.byBackend}
          onChange={(event) => onView({ byBackend: event.currentTarget.checked })}
        />
        <span className={styles.count} role="status">
          {formatFraction(shown.length, rows.length)} shown
        </span>
      </div>
      <DataTable
        caption="Deployments of the gateway"
        columns={[...modelColumns, ...more]}
        rows={view.byBackend ? groupByBackend(shown) : shown}
        rowKey={(row) => row.identity}
        sort={{ key: view.sort, descending: view.descending }}
        onSort={({ key, descending }) => (isSortKey(key) ? onView({ sort: key, descending }) : undefined)}
        empty={
          rows.length === 0 ? (
            <EmptyState title="No models">
              They appear once the gateway's file lists one, or when you add a deployment.
            </EmptyState>
          ) : (
            <EmptyState title="Nothing fits the filter">
              Clear the search or the status to see all {rows.length}.
            </EmptyState>
          )
        }
      />
    </>
  );
}
