import type { ConfigReading, DeploymentEntry, Place, SettingEntry } from "@/lib/config/schema";

const placeUnder = (
  around: Place,
  keyPlaces: SettingEntry["keyPlaces"],
  key: string,
  path: readonly string[],
): Place => {
  const at = keyPlaces && Object.hasOwn(keyPlaces, key) ? keyPlaces[key] : undefined;
  return {
    file: around.file,
    line: at?.[0] ?? around.line,
    column: at?.[1] ?? around.column,
    path: [...around.path, ...path],
  };
};

/** Where a key of a deployment stands; where the deployment does, when the key is not there. */
export const placeOfParam = (
  { place, keyPlaces }: DeploymentEntry,
  part: "litellm_params" | "model_info",
  key: string,
): Place => placeUnder(place, keyPlaces, `${part}.${key}`, [part, key]);

/** Where a key inside a setting stands. */
export const placeInSetting = ({ place, keyPlaces }: SettingEntry, key: string): Place =>
  placeUnder(place, keyPlaces, key, [key]);

/** The file that edits go to: the one that holds `include`, or the only one there is. */
export const findMainFile = ({ settings, deployments }: ConfigReading): string | null =>
  (
    settings.find(({ section, place }) => section === "include" && place.path[0] === "include") ??
    settings[0] ??
    deployments[0]
  )?.place.file ?? null;

/** The first place of the file, for what is about the file as a whole. */
export const topOf = (reading: ConfigReading): Place | null => {
  const file = findMainFile(reading);
  return file === null ? null : { file, line: 1, column: 1, path: [] };
};
