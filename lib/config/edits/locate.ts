import { isMap, isSeq, type Pair } from "yaml";
import { err, ok, type Result } from "@/lib/result";
import type { EditRefusal } from "../edit-outcome";
import type { YamlPath } from "../schema";
import { type Cursor, cursorAtRoot, fieldAt, itemsAt, valueAt } from "../yaml-cursor";
import { lineAt, type YamlFile } from "../yaml-file";

/** As far as a path leads into the text; `missing` is the part that is not written yet. */
export type Spot = { cursor: Cursor; parent: Cursor | null; pair: Pair | null; inFlow: boolean; missing: YamlPath };

export const isHollow = (cursor: Cursor): boolean => {
  const value = valueAt(cursor);
  return value === null || ((isMap(cursor.node) || isSeq(cursor.node)) && cursor.node.items.length === 0);
};

export const placeText = (cursor: Cursor): string =>
  `${cursor.path.length > 0 ? cursor.path.join(".") : "the document"} at line ${lineAt(cursor.file, cursor.offset)}`;

export function locate(file: YamlFile, path: YamlPath): Result<Spot, EditRefusal> {
  let spot: Spot = { cursor: cursorAtRoot(file), parent: null, pair: null, inFlow: false, missing: [] };
  for (const [depth, segment] of path.entries()) {
    const { cursor } = spot;
    const inFlow: boolean = spot.inFlow || ((isMap(cursor.node) || isSeq(cursor.node)) && cursor.node.flow === true);
    if (typeof segment === "number") {
      const item = itemsAt(cursor)[segment];
      if (!item) return err("unexpected-shape", `There is no item ${segment + 1} in ${placeText(cursor)}.`);
      spot = { cursor: item, parent: cursor, pair: null, inFlow, missing: [] };
      continue;
    }
    const field = isMap(cursor.node) ? fieldAt(cursor, segment) : null;
    if (!field) {
      if (!isMap(cursor.node) && !isHollow(cursor))
        return err("unexpected-shape", `${placeText(cursor)} is not a map.`);
      return ok({ ...spot, missing: path.slice(depth) });
    }
    spot = { cursor: field.value, parent: cursor, pair: field.pair, inFlow, missing: [] };
  }
  return ok(spot);
}

export const refuseShared = (cursor: Cursor) =>
  err("shared-node", `${placeText(cursor)} cannot be edited in place: it is ${cursor.shared ?? "used elsewhere"}.`);
