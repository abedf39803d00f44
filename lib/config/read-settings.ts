import { keyPlacesOf } from "./key-places";
import type { SourceReading } from "./read-source";
import type { SettingEntry } from "./schema";
import { allFieldsAt, type Cursor, isMapAt, placeOf, valueAt } from "./yaml-cursor";
import { placeAt } from "./yaml-file";
import { startOf } from "./yaml-value";

function holdsAnchors({ file, node }: Cursor): boolean {
  const [start, , end] = node?.range ?? [0, 0, 0];
  return [...file.aliases.keys()].some((target) => startOf(target) >= start && startOf(target) < end);
}

/** A section that is not a map (`include`, `credential_list`, a mistake) is one entry with an empty key. */
export function readSettings(reading: SourceReading): SettingEntry[] {
  return [...reading.sections.values()]
    .filter((section) => section.name !== "model_list")
    .flatMap((section) =>
      section.parts.flatMap((part): SettingEntry[] => {
        const around = { sectionPlace: placeOf(part), ...(holdsAnchors(part) ? { anchors: true as const } : {}) };
        if (!isMapAt(part))
          return [{ section: section.name, key: "", value: valueAt(part), place: placeOf(part), ...around }];
        return allFieldsAt(part).map(({ key, keyNode, value }) => ({
          section: section.name,
          key,
          value: valueAt(value),
          place: placeAt(value.file, keyNode?.range?.[0] ?? value.offset, value.path),
          ...(isMapAt(value) ? { keyPlaces: keyPlacesOf([["", value]]) } : {}),
          ...around,
        }));
      }),
    );
}
