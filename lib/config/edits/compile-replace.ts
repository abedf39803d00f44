import { err, ok } from "@/lib/result";
import { chainKeys, targetAt } from "../read-chains";
import type { SourceReading } from "../read-source";
import { isSameValue } from "../same-value";
import { ChainKind, type ChainTarget, targetName, type YamlPath } from "../schema";
import { allFieldsAt, type Cursor, isListAt, isMapAt, itemsAt } from "../yaml-cursor";
import { type Compiled, listsOf, refuseLocked } from "./compile-chain";
import type { Arranged, Operation } from "./operation";

/** One written list of targets. `entry` is its entry in the list of chains; null for `default_fallbacks`. */
type Written = { source: string; list: Cursor; entry: { list: Cursor; index: number } | null };

function listWritten(reading: SourceReading): Written[] {
  return ChainKind.options.flatMap((kind) =>
    listsOf(reading, kind).flatMap(({ list }): Written[] => {
      if (!list || !isListAt(list)) return [];
      if (kind === "default") return [{ source: "*", list, entry: null }];
      return itemsAt(list).flatMap((entry, index) => {
        const fields = isMapAt(entry) ? allFieldsAt(entry).filter(({ value }) => isListAt(value)) : [];
        const isOnly = isMapAt(entry) && allFieldsAt(entry).length === 1;
        return fields.map(({ key, value }) => ({ source: key, list: value, entry: isOnly ? { list, index } : null }));
      });
    }),
  );
}

type Item = { index: number; target: ChainTarget | null; isNew: boolean };

const withName = (target: ChainTarget, name: string): ChainTarget =>
  typeof target === "string" ? name : { ...target, model: name };

/** What the gateway remembers a tried target by: a map that only names a model is that name. */
const keyOf = (target: ChainTarget): ChainTarget =>
  typeof target !== "string" && Object.keys(target).length === 1 ? target.model : target;

const isSame = (one: Item, other: Item): boolean =>
  one.target !== null && other.target !== null && isSameValue(keyOf(one.target), keyOf(other.target));

/** Of items that have become equal one stays, where the first of them stood, and rather as it was written before. */
function withoutRepeats(items: Item[]): Item[] {
  const left: Item[] = [];
  for (const item of items) {
    const twins = items.filter((other) => isSame(other, item));
    if (twins.length < 2 || !twins.some(({ isNew }) => isNew)) left.push(item);
    else if (twins[0] === item) left.push(twins.find(({ isNew }) => !isNew) ?? item);
  }
  return left;
}

type Replaced = { written: Written; items: Item[]; isDropped: boolean };

function replaceIn(written: Written, from: string, to: string | null): Replaced | null {
  const old = itemsAt(written.list).map((cursor, index): Item => ({ index, target: targetAt(cursor), isNew: false }));
  const isHit = ({ target }: Item): boolean => target !== null && targetName(target) === from;
  if (!old.some(isHit)) return null;
  const items = old.flatMap((item): Item[] => {
    if (!isHit(item) || item.target === null) return [item];
    if (to === null || (to === written.source && keyOf(item.target) === from)) return [];
    return [{ ...item, target: withName(item.target, to), isNew: true }];
  });
  const left = withoutRepeats(items);
  return { written, items: left, isDropped: left.length === 0 };
}

const renamesIn = ({ written, items }: Replaced, to: string): Operation[] =>
  items.flatMap(({ index, target, isNew }): Operation[] => {
    const inMap = typeof target === "string" ? [] : ["model"];
    return isNew ? [{ do: "rename-text", path: [...written.list.path, index, ...inMap], to }] : [];
  });

function arrangementOf({ written, items, isDropped }: Replaced): Operation[] {
  const isWhole = items.length === itemsAt(written.list).length;
  if (isWhole || (isDropped && (written.entry || written.source === "*"))) return [];
  return [{ do: "arrange", path: written.list.path, items: items.map(({ index }): Arranged => ({ keep: index })) }];
}

/** Entries whose list has become empty go as a whole: an empty chain would keep its model from the default chain too. */
function removalsOf(replaced: Replaced[]): Operation[] {
  const dropped = replaced.filter(({ isDropped }) => isDropped);
  const gone = new Map<Cursor, Set<number>>();
  for (const { written } of dropped) {
    const { entry } = written;
    if (entry) gone.set(entry.list, (gone.get(entry.list) ?? new Set()).add(entry.index));
  }
  const shorter = [...gone].map(([list, indexes]): Operation => {
    const items = itemsAt(list).flatMap((_, keep): Arranged[] => (indexes.has(keep) ? [] : [{ keep }]));
    return { do: "arrange", path: list.path, items };
  });
  const defaults = dropped.filter(({ written }) => written.entry === null && isDefault(written.list.path));
  return [...shorter, ...defaults.map(({ written }): Operation => ({ do: "remove", path: written.list.path }))];
}

const isDefault = (path: YamlPath): boolean => path.length === 2 && path[1] === chainKeys.default;

const together = (operations: Operation[]): Operation[] =>
  operations.length > 0 ? [{ do: "together", path: ["fallbacks"], operations }] : [];

const quoted = (replaced: Replaced[]): string => replaced.map(({ written }) => `"${written.source}"`).join(", ");

function warningsOf(replaced: Replaced[], to: string | null): string[] {
  const dropped = replaced.filter(({ isDropped, written }) => isDropped && !isDefault(written.list.path));
  const own = replaced.filter(({ written }) => to !== null && written.source === to);
  return [
    ...(own.length > 0 ? [`"${to}" was left out of its own chain.`] : []),
    ...(dropped.length > 0
      ? [
          `Nothing was left in the chain of ${quoted(dropped)}; it was removed, and default fallbacks apply, if there are any.`,
        ]
      : []),
    ...(replaced.some(({ isDropped, written }) => isDropped && isDefault(written.list.path))
      ? ["Nothing was left in default_fallbacks; it was removed."]
      : []),
  ];
}

export function compileReplaceTarget(reading: SourceReading, from: string, to: string | null): Compiled {
  const replaced = listWritten(reading).flatMap((written) => replaceIn(written, from, to) ?? []);
  if (replaced.length === 0) return err("unknown-chain", `No chain names "${from}".`);
  if (from === to) return ok({ operations: [], warnings: [] });
  for (const { written } of replaced) {
    const refusal = refuseLocked(written.list, reading);
    if (refusal) return refusal;
  }
  const renames = to === null ? [] : replaced.flatMap((one) => renamesIn(one, to));
  const operations = [
    ...together(renames),
    ...together(replaced.flatMap(arrangementOf)),
    ...together(removalsOf(replaced)),
  ];
  return ok({ operations, warnings: warningsOf(replaced, to) });
}
