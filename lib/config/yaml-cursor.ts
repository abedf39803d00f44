import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Place, YamlPath } from "./schema";
import { lineAt, placeAt, type YamlFile } from "./yaml-file";
import { readScalar } from "./yaml-scalar";
import { isMergeKey, isNode, keyText, startOf } from "./yaml-value";

/** A position in a file: the node that is found there, aliases followed, and why it may not be edited at this place. */
export type Cursor = {
  file: YamlFile;
  node: Node | null;
  path: YamlPath;
  /** Where the value is written, or its key when the value is empty. */
  offset: number;
  /** Set when this node, or one around it, is used in another place too. */
  shared: string | null;
};

export type Field = { key: string; keyNode: Node | null; keyIsText: boolean; pair: Pair; value: Cursor };

function sharing(file: YamlFile, node: Node | null): string | null {
  const uses = node ? file.aliases.get(node) : undefined;
  if (!node || !uses || isAlias(node)) return null;
  const lines = [...new Set(uses.map((use) => lineAt(file, startOf(use))))].join(", ");
  return `shared: the anchor &${node.anchor} at line ${lineAt(file, startOf(node))} is also used at line ${lines}`;
}

/** Follows an alias: what it stands for belongs to another place. */
function cursorAt(parent: Cursor, written: Node | null, segment: string | number, offset: number): Cursor {
  const file = parent.file;
  const node = isAlias(written) ? (file.targets.get(written) ?? null) : written;
  return { file, node, path: [...parent.path, segment], offset, shared: parent.shared ?? sharing(file, node) };
}

export const cursorAtRoot = (file: YamlFile): Cursor => ({
  file,
  node: file.root,
  path: [],
  offset: startOf(file.root),
  shared: null,
});

export const valueAt = (cursor: Cursor | null): unknown =>
  cursor?.node ? (cursor.file.values.get(cursor.node) ?? null) : null;

export const placeOf = (cursor: Cursor): Place => placeAt(cursor.file, cursor.offset, cursor.path);

export const isListAt = (cursor: Cursor): boolean => isSeq(cursor.node);
export const isMapAt = (cursor: Cursor): boolean => isMap(cursor.node);

export const itemsAt = (cursor: Cursor): Cursor[] =>
  isSeq(cursor.node)
    ? cursor.node.items.map((item, index) =>
        cursorAt(cursor, isNode(item) ? item : null, index, isNode(item) ? startOf(item) : cursor.offset),
      )
    : [];

function fieldOf(cursor: Cursor, pair: Pair): Field {
  const keyNode = isAlias(pair.key) ? (cursor.file.targets.get(pair.key) ?? null) : isNode(pair.key) ? pair.key : null;
  const key = isScalar(keyNode) ? String(keyNode.source ?? keyNode.value ?? "") : keyText(pair);
  const value = isNode(pair.value) ? pair.value : null;
  const offset = isNode(pair.key) ? startOf(pair.key) : startOf(value);
  const keyIsText = isScalar(keyNode) && readScalar(keyNode)?.kind === "text";
  return {
    key,
    keyNode: isNode(pair.key) ? pair.key : null,
    keyIsText,
    pair,
    value: cursorAt(cursor, value, key, offset),
  };
}

/** The map's own fields in file order, merged ones left out; of two fields with one key, only the last is read. */
export function fieldsAt(cursor: Cursor): Field[] {
  if (!isMap(cursor.node)) return [];
  const fields = cursor.node.items.filter((pair) => !isMergeKey(pair)).map((pair) => fieldOf(cursor, pair));
  const last = new Map(fields.map((field) => [field.key, field]));
  return fields.filter((field) => last.get(field.key) === field);
}

function mergedFields(cursor: Cursor): Field[] {
  if (!isMap(cursor.node)) return [];
  return cursor.node.items.filter(isMergeKey).flatMap((pair) => {
    const merge = fieldOf(cursor, pair);
    const sources = isListAt(merge.value) ? itemsAt(merge.value) : [merge.value];
    const shared = `shared: it comes from the merge (<<) at line ${lineAt(cursor.file, merge.value.offset)}`;
    return sources.flatMap((source) => allFieldsAt({ ...source, path: cursor.path, shared: source.shared ?? shared }));
  });
}

/** Own and merged fields, each key once: own ones first, then the merge that stands first. */
export function allFieldsAt(cursor: Cursor): Field[] {
  const found = new Map<string, Field>();
  for (const field of [...fieldsAt(cursor), ...mergedFields(cursor)])
    if (!found.has(field.key)) found.set(field.key, field);
  return [...found.values()];
}

export const fieldAt = (cursor: Cursor, key: string): Field | null =>
  allFieldsAt(cursor).find((field) => field.key === key) ?? null;

/** Where a path leads, anchors and merges followed; null where it is not written. */
export function cursorTo(root: Cursor, path: YamlPath): Cursor | null {
  let cursor: Cursor | undefined = root;
  for (const segment of path) {
    cursor = typeof segment === "number" ? itemsAt(cursor)[segment] : fieldAt(cursor, segment)?.value;
    if (!cursor) return null;
  }
  return cursor;
}
