import type { SourceReading } from "./read-source";
import type { SettingEntry } from "./schema";
import { allFieldsAt, isMapAt, placeOf, valueAt } from "./yaml-cursor";
import { placeAt } from "./yaml-file";

/** A section that is not a map (`include`, `credential_list`, a mistake) is one entry with an empty key. */
export function readSettings(reading: SourceReading): SettingEntry[] {
  return [...reading.sections.values()]
    .filter((section) => section.name !== "model_list")
    .flatMap((section) =>
      section.parts.flatMap((part): SettingEntry[] => {
        if (!isMapAt(part)) return [{ section: section.name, key: "", value: valueAt(part), place: placeOf(part) }];
        return allFieldsAt(part).map(({ key, keyNode, value }) => ({
          section: section.name,
          key,
          value: valueAt(value),
          place: placeAt(value.file, keyNode?.range?.[0] ?? value.offset, value.path),
        }));
      }),
    );
}
