import { fingerprint } from "@/lib/config/fingerprint";
import type { ConfigReading, DeploymentEntry, Edit, Place, SettingEntry, YamlPath } from "@/lib/config/schema";
import { isSecretName } from "@/lib/config/secret-names";
import { open, type Setting, under } from "@/lib/config/secret-values";
import { placeInSetting, placeOfParam } from "./places";

/** A text of the file with where it stands, and whether a secret would stand there. */
export type WrittenText = {
  value: string;
  /** Path from the root of its file. */
  path: YamlPath;
  place: Place;
  /** What to call it: `api_key of openai/gpt-4o`, `cache_params.password under litellm_settings`. */
  label: string;
  /** The model group, for texts of a deployment. */
  group: string | null;
  setting: Setting;
  /** Where an edit reaches it: a deployment by identity, or a node by its path. */
  owner: { identity: string; path: YamlPath } | null;
};

const secretHeader = /auth|key|token|secret|cookie|bearer|credential|signature/i;

/** As for hiding, but that a header counts as secret only when its name says so: doubt hides, and does not accuse. */
const step = (key: string, around: Setting): Setting => {
  const inside = under(key, around);
  const isDoubtful = around.headers && !around.isSecret && !isSecretName(key) && !secretHeader.test(key);
  return isDoubtful ? { ...inside, isSecret: false } : inside;
};

type Walk = { value: unknown; path: YamlPath; setting: Setting };

/** Each text once, however often anchors repeat the maps around it. */
function* walk({ value, path, setting }: Walk, seen: Set<object> = new Set()): Generator<Walk & { value: string }> {
  if (typeof value === "string") yield { value, path, setting };
  if (typeof value !== "object" || value === null || seen.has(value) || path.length > 12) return;
  seen.add(value);
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, child] of entries)
    yield* walk(
      { value: child, path: [...path, key], setting: typeof key === "number" ? setting : step(key, setting) },
      seen,
    );
}

const textsOfDeployment = (entry: DeploymentEntry): WrittenText[] =>
  (["litellm_params", "model_info"] as const).flatMap((part) =>
    [...walk({ value: part === "model_info" ? entry.info : entry.params, path: [part], setting: open })]
      .filter(({ path }) => path.length > 1)
      .map(({ value, path, setting }): WrittenText => {
        const at = placeOfParam(entry, part, String(path[1]));
        const place = { ...at, path: [...entry.place.path, ...path] };
        const label = `${path.slice(1).join(".")} of ${entry.model}`;
        const owner = { identity: entry.identity, path };
        return { value, path: place.path, place, label, group: entry.group, setting, owner };
      }),
  );

const textsOfSetting = (entry: SettingEntry): WrittenText[] => {
  const { section, key, place } = entry;
  const around = key === "" ? step(section, open) : step(key, step(section, open));
  return [...walk({ value: entry.value, path: place.path, setting: around })].map(({ value, path, setting }) => {
    const inner = path.slice(place.path.length);
    const at = inner.length > 0 && typeof inner[0] === "string" ? placeInSetting(entry, inner[0]) : place;
    const name = [...(key === "" ? [] : [key]), ...inner].join(".");
    const label = name === "" ? section : `${name} under ${section}`;
    return { value, path, place: { ...at, path }, label, group: null, setting, owner: null };
  });
};

const readings = new WeakMap<ConfigReading, WrittenText[]>();

/** Every text of the deployments and the settings, worked out once for a reading. */
export const listTexts = (reading: ConfigReading): readonly WrittenText[] => {
  const known = readings.get(reading);
  if (known) return known;
  const texts = [...reading.deployments.flatMap(textsOfDeployment), ...reading.settings.flatMap(textsOfSetting)];
  readings.set(reading, texts);
  return texts;
};

/** The edit that writes another text in its place; `value` must not be a secret. */
export const setText = ({ owner, path, value: old }: WrittenText, value: string): Edit =>
  owner?.path.every((part) => typeof part === "string")
    ? { type: "update-deployment", identity: owner.identity, set: [{ path: owner.path, value }] }
    : { type: "set-node", path, was: fingerprint(old), value };
