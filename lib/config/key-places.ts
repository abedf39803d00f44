import type { KeyPlaces } from "./schema";
import { allFieldsAt, type Cursor, isMapAt } from "./yaml-cursor";
import { placeAt } from "./yaml-file";
import { assign } from "./yaml-value";

/** Where the keys of each of these maps stand, under its name and a dot; what is no map has none. */
export function keyPlacesOf(maps: readonly [prefix: string, cursor: Cursor | null][]): KeyPlaces {
  const found: Record<string, [number, number]> = {};
  for (const [prefix, cursor] of maps) {
    if (!cursor || !isMapAt(cursor)) continue;
    for (const { key, keyNode, value } of allFieldsAt(cursor)) {
      const { line, column } = placeAt(value.file, keyNode?.range?.[0] ?? value.offset);
      assign(found, `${prefix}${key}`, [line, column]);
    }
  }
  return found;
}
