import type { ReactNode } from "react";
import styles from "./data-table.module.css";
import { Icon } from "./icons";
import { Hidden } from "./text";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** `end` for numbers. */
  align?: "end";
  /** The cell that names the row; one per table. */
  names?: boolean;
  /** On a phone: a line of its own, no label before the value, both, or not there (the thing's own page has it). */
  phone?: "wide" | "bare" | "wide-bare" | "hide";
  /** Takes the width that is left. */
  grow?: boolean;
  sortable?: boolean;
  hideHeader?: boolean;
};

export type Sort = { key: string; descending: boolean };

export type RowGroup<Row> = { key: string; title: ReactNode; rows: readonly Row[] };

type DataTableProps<Row> = {
  /** Says what the table shows, for those who listen. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | readonly RowGroup<Row>[];
  rowKey: (row: Row) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Shown instead of a table without rows. */
  empty: ReactNode;
};

const isGrouped = <Row,>(rows: readonly Row[] | readonly RowGroup<Row>[]): rows is readonly RowGroup<Row>[] => {
  const first = rows[0];
  return typeof first === "object" && first !== null && "rows" in first && "title" in first;
};

// Laid out as a list on a phone, it must stay a table for those who listen: the roles are spelled out.
const as = (role: "table" | "rowgroup" | "row" | "columnheader" | "rowheader" | "cell") => ({ role });

/** A table that becomes a list on a phone and stays a table for assistive technology. */
export function DataTable<Row>({ caption, columns, rows, rowKey, sort, onSort, empty }: DataTableProps<Row>) {
  if (rows.length === 0) return empty;
  const groups: readonly RowGroup<Row>[] = isGrouped(rows) ? rows : [{ key: "all", title: null, rows }];
  return (
    <div className={styles.wrap}>
      <table className={styles.table} {...as("table")}>
        <caption>
          <Hidden>{caption}</Hidden>
        </caption>
        <thead {...as("rowgroup")}>
          <tr {...as("row")}>
            {columns.map((column) => (
              <HeaderCell
                key={column.key}
                column={column}
                {...(sort ? { sort } : {})}
                {...(onSort ? { onSort } : {})}
              />
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.key} {...as("rowgroup")}>
            {group.title ? (
              <tr {...as("row")}>
                <th {...as("columnheader")} scope="colgroup" className={styles.group} colSpan={columns.length}>
                  {group.title}
                </th>
              </tr>
            ) : null}
            {group.rows.map((row) => (
              <tr key={rowKey(row)} {...as("row")}>
                {columns.map((column) => (
                  <BodyCell key={column.key} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

type HeaderCellProps<Row> = { column: Column<Row>; sort?: Sort; onSort?: (sort: Sort) => void };

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const isSorted = sort?.key === column.key;
  const order = isSorted ? (sort.descending ? "descending" : "ascending") : undefined;
  return (
    <th
      {...as("columnheader")}
      scope="col"
      className={column.align === "end" ? styles.end : undefined}
      {...(order ? { "aria-sort": order } : {})}
    >
      {column.sortable && onSort ? (
        <button
          type="button"
          className={`${styles.sort} ${isSorted ? styles.sorted : ""}`}
          onClick={() => onSort({ key: column.key, descending: isSorted ? !sort.descending : false })}
        >
          {column.header}
          <Icon name="sort" size={12} />
        </button>
      ) : column.hideHeader ? (
        <Hidden>{column.header}</Hidden>
      ) : (
        column.header
      )}
    </th>
  );
}

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  if (column.names)
    return (
      <th {...as("rowheader")} scope="row">
        {column.cell(row)}
      </th>
    );
  const label = column.phone?.endsWith("bare") || column.hideHeader ? {} : { "data-label": column.header };
  const names = [
    column.align === "end" ? styles.end : "",
    column.phone?.startsWith("wide") ? styles.wide : "",
    column.phone === "hide" ? styles.hide : "",
    column.grow ? styles.grow : "",
  ]
    .join(" ")
    .trim();
  return (
    <td {...as("cell")} {...label} {...(names ? { className: names } : {})}>
      {column.cell(row)}
    </td>
  );
}
