import { cutWords } from "@/components/routing/cut-words";
import { kindWords } from "@/components/routing/kind-words";
import type { ChainKind } from "@/lib/config/schema";
import type { Status } from "@/lib/health/schema";
import type { NameFate } from "@/lib/routing/drawing/mark-fates";
import type { Drawing, DrawnHop, DrawnName } from "@/lib/routing/drawing/schema";
import { fateMarks, laneTitle, nameMarks, titleOf } from "./graph-words";
import type { HopSortKey } from "./hop-sort-keys";

export type HopRow = {
  id: string;
  from: string;
  source: string;
  kind: ChainKind;
  kindWord: string;
  position: number;
  to: string;
  /** The name in the list, where it leads to another one. */
  written: string | null;
  lane: string;
  status: Status | null;
  marks: readonly string[];
};

export type NameRow = {
  id: string;
  name: string;
  role: DrawnName["role"];
  lane: string;
  status: Status | null;
  marks: readonly string[];
  hopsOut: number;
  hopsIn: number;
};

/** How a name is now, and what a what-if makes of it. */
export type Now = { statusOf: (name: DrawnName) => Status | null; fateOf: (name: DrawnName) => NameFate | null };

const changeWords = { added: "added in the draft", removed: "removed in the draft" } as const;

const hopMarks = ({ change, cut, loop }: DrawnHop): string[] => [
  ...(change ? [changeWords[change]] : []),
  ...(cut ? [cutWords[cut]] : []),
  ...(loop === null ? [] : [`loop ${loop}`]),
];

const laneNames = ({ lanes }: Drawing): ReadonlyMap<string, string> =>
  new Map(
    lanes.map((lane) => {
      const { title, backend } = laneTitle(lane);
      return [lane.key, backend === "" ? title : `${title} ${backend}`];
    }),
  );

/** The lines of the picture, one a row. */
export function toHopRows(drawing: Drawing, { statusOf, fateOf }: Now): HopRow[] {
  const lanes = laneNames(drawing);
  const names = new Map(drawing.names.map((name) => [name.id, name]));
  return drawing.hops.flatMap((hop) => {
    const from = names.get(hop.from);
    const to = names.get(hop.to);
    if (!from || !to) return [];
    return {
      id: hop.id,
      from: titleOf(from),
      source: hop.source,
      kind: hop.kind,
      kindWord: kindWords[hop.kind],
      position: hop.position,
      to: titleOf(to),
      written: hop.target === to.name ? null : hop.target,
      lane: lanes.get(to.lane) ?? "",
      status: statusOf(to),
      marks: [...hopMarks(hop), ...(fateOf(to)?.dead === "all" ? ["dead in the what-if"] : [])],
    };
  });
}

/** The cards of the picture, one a row. */
export function toNameRows(drawing: Drawing, { statusOf, fateOf }: Now): NameRow[] {
  const lanes = laneNames(drawing);
  const count = (ids: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
    return (id: string) => counts.get(id) ?? 0;
  };
  const out = count(drawing.hops.map(({ from }) => from));
  const into = count(drawing.hops.map(({ to }) => to));
  return drawing.names.map((name) => ({
    id: name.id,
    name: titleOf(name),
    role: name.role,
    lane: lanes.get(name.lane) ?? "",
    status: statusOf(name),
    marks: [...fateMarks(fateOf(name)), ...nameMarks(name)],
    hopsOut: out(name.id),
    hopsIn: into(name.id),
  }));
}

const compareText = new Intl.Collator("en", { numeric: true }).compare;

const sortValue = (row: HopRow, key: HopSortKey): string | number =>
  key === "status" ? (row.status ?? "") : key === "kind" ? row.kindWord : row[key];

const compareBy = (key: HopSortKey) => (a: HopRow, b: HopRow) => {
  const [left, right] = [sortValue(a, key), sortValue(b, key)];
  return typeof left === "number" && typeof right === "number"
    ? left - right
    : compareText(String(left), String(right));
};

/** By a column; within equals by list and number, so that a chain stays together. */
export function sortHops(rows: readonly HopRow[], key: HopSortKey, descending: boolean): HopRow[] {
  const by = compareBy(key);
  const sign = descending ? -1 : 1;
  return [...rows].sort(
    (a, b) => sign * by(a, b) || compareText(a.from, b.from) || compareText(a.kind, b.kind) || a.position - b.position,
  );
}
