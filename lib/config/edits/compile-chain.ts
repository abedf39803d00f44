import { err, ok, type Result } from "@/lib/result";
import type { EditRefusal } from "../edit-outcome";
import { chainKeys, isTruthy, settingsSections } from "../read-chains";
import { lockOf, type SourceReading } from "../read-source";
import { isSameValue } from "../same-value";
import type { ChainKind, ChainTarget, SettingsSection } from "../schema";
import { allFieldsAt, type Cursor, fieldAt, isListAt, isMapAt, itemsAt, placeOf, valueAt } from "../yaml-cursor";
import { matchItems } from "./match-items";
import type { Operation } from "./operation";

export type Compiled = Result<{ operations: Operation[]; warnings: string[] }, EditRefusal>;

/** A chain list of one section, as far as it is written. */
export type ChainList = { section: SettingsSection; settings: Cursor | null; list: Cursor | null };

export const listsOf = (reading: SourceReading, kind: ChainKind): ChainList[] =>
  settingsSections.map((section) => {
    const settings = reading.sections.get(section)?.parts[0] ?? null;
    return { section, settings, list: settings ? (fieldAt(settings, chainKeys[kind])?.value ?? null) : null };
  });

/** The list that the gateway reads, if it reads one. */
export const readList = (lists: ChainList[]): ChainList | undefined =>
  lists.find(({ list }) => list && isTruthy(valueAt(list)));

const hasChains = (settings: Cursor | null): boolean =>
  settings !== null && Object.values(chainKeys).some((key) => valueAt(fieldAt(settings, key)?.value ?? null) !== null);

/** Where a first chain of its kind goes: where the key stands already, where other chains are, else `router_settings`. */
export const homeOf = (lists: ChainList[]): ChainList =>
  lists.find(({ list }) => list) ??
  lists.find(({ settings }) => hasChains(settings)) ?? {
    section: "router_settings",
    settings: lists[0]?.settings ?? null,
    list: null,
  };

export const whereOf = (cursor: Cursor): string => {
  const { file, line, path } = placeOf(cursor);
  return `${path.join(".")}, ${file} line ${line}`;
};

export function refuseLocked(cursor: Cursor, reading: SourceReading): ReturnType<typeof err<EditRefusal>> | null {
  const locked = lockOf(cursor, reading.main);
  if (!locked) return null;
  const reason = cursor.file === reading.main ? "shared-node" : "in-included-file";
  return err(reason, `${whereOf(cursor)}: ${locked}.`);
}

export function twoCopies(lists: ChainList[], kind: ChainKind): string[] {
  const both = lists.every(({ list }) => list && isTruthy(valueAt(list)));
  return both
    ? [
        `${chainKeys[kind]} stands in router_settings and in litellm_settings; the gateway reads the copy in router_settings.`,
      ]
    : [];
}

type Entries = { index: number; list: Cursor }[];

/** Every entry of a list that belongs to the model; null when one holds other models too. */
export function entriesFor(list: Cursor, model: string): Entries | null {
  const found: Entries = [];
  for (const [index, entry] of itemsAt(list).entries()) {
    const fields = isMapAt(entry) ? allFieldsAt(entry) : [];
    const own = fields.find(({ key, keyIsText }) => key === model && keyIsText);
    if (own && fields.length > 1) return null;
    if (own) found.push({ index, list: own.value });
  }
  return found;
}

export const manyKeys = (list: Cursor, model: string) =>
  err(
    "unexpected-shape",
    `The entry of "${model}" in ${whereOf(list)} holds several models; the gateway refuses that. Split it first.`,
  );

function setTargets(
  reading: SourceReading,
  path: (string | number)[],
  list: Cursor,
  targets: ChainTarget[],
): Result<Operation[], EditRefusal> {
  if (isSameValue(valueAt(list), targets)) return ok([]);
  const refusal = refuseLocked(list, reading);
  if (refusal) return refusal;
  const old = valueAt(list);
  if (!Array.isArray(old)) return ok([{ do: "set", path, value: targets }]);
  return ok([{ do: "arrange", path, items: matchItems(old, targets) }]);
}

export function compileSetChain(
  reading: SourceReading,
  kind: ChainKind,
  model: string,
  targets: ChainTarget[],
): Compiled {
  const lists = listsOf(reading, kind);
  const home = readList(lists) ?? homeOf(lists);
  const key = chainKeys[kind];
  const path = [home.section, key];
  const warnings = twoCopies(lists, kind);
  const { list, settings } = home;
  const around = list ?? settings;
  if (list && valueAt(list) !== null && !isListAt(list))
    return err("unexpected-shape", `${whereOf(list)} is not a list.`);
  const done = (operations: Result<Operation[], EditRefusal>): Compiled =>
    operations.ok ? ok({ operations: operations.value, warnings }) : operations;
  if (list && kind === "default") return done(setTargets(reading, path, list, targets));
  const entries = list ? entriesFor(list, model) : [];
  if (list && !entries) return manyKeys(list, model);
  const entry = model === "*" ? entries?.at(-1) : entries?.[0];
  if (entries && entries.length > 1)
    warnings.push(
      `"${model}" stands ${entries.length} times in ${key}; the ${model === "*" ? "last" : "first"} one is read.`,
    );
  if (entry) return done(setTargets(reading, [...path, entry.index, model], entry.list, targets));
  const refusal = around ? refuseLocked(around, reading) : null;
  if (refusal) return refusal;
  if (kind === "default") return ok({ operations: [{ do: "set", path, value: targets }], warnings });
  const kept = list ? itemsAt(list).map((_, keep) => ({ keep })) : [];
  return ok({
    operations: [{ do: "arrange", path, items: [...kept, { value: Object.fromEntries([[model, targets]]) }] }],
    warnings,
  });
}

export function compileRemoveChain(reading: SourceReading, kind: ChainKind, model: string): Compiled {
  const lists = listsOf(reading, kind);
  const read = readList(lists);
  for (const home of [...(read ? [read] : []), ...lists]) {
    const { list, section } = home;
    if (!list || (kind !== "default" && !isListAt(list))) continue;
    const entries = kind === "default" ? [] : entriesFor(list, model);
    if (!entries) return manyKeys(list, model);
    if (kind !== "default" && entries.length === 0) continue;
    const refusal = refuseLocked(list, reading);
    if (refusal) return refusal;
    const path = [section, chainKeys[kind]];
    const gone = new Set(entries.map(({ index }) => index));
    const items = itemsAt(list).flatMap((_, keep) => (gone.has(keep) ? [] : [{ keep }]));
    const other = lists.find((one) => one.section !== section && one.list && isTruthy(valueAt(one.list)));
    const warnings =
      items.length === 0 && section === "router_settings" && other
        ? [`With this the last entry goes, and the gateway reads ${chainKeys[kind]} of ${other.section} instead.`]
        : twoCopies(lists, kind);
    const operation: Operation = kind === "default" ? { do: "remove", path } : { do: "arrange", path, items };
    return ok({ operations: [operation], warnings });
  }
  return err("unknown-chain", `"${model}" has no entry in ${chainKeys[kind]}.`);
}
