import { identitiesOf } from "./identity";
import { keyPlacesOf } from "./key-places";
import { keyReference } from "./key-reference";
import type { ConfigProblem } from "./problem";
import type { SourceReading } from "./read-source";
import type { DeploymentEntry } from "./schema";
import { type Cursor, fieldAt, isListAt, isMapAt, itemsAt, placeOf, valueAt } from "./yaml-cursor";
import { lineAt } from "./yaml-file";
import { contentEnd } from "./yaml-layout";

export type FoundDeployment = { entry: DeploymentEntry; cursor: Cursor };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOrNull = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

function writtenIdOf(info: Record<string, unknown>): string | null {
  const id = info.id;
  if (typeof id === "number" || typeof id === "boolean") return String(id);
  return textOrNull(id);
}

function linesOf(cursor: Cursor): [number, number] {
  const end = cursor.node ? contentEnd(cursor.node) : cursor.offset;
  const first = lineAt(cursor.file, cursor.offset);
  return [first, Math.max(first, lineAt(cursor.file, Math.max(cursor.offset, end - 1)))];
}

function readEntry(cursor: Cursor): DeploymentEntry | string {
  if (!isMapAt(cursor)) return "Each entry of model_list must be a map with model_name and litellm_params.";
  const group = valueAt(fieldAt(cursor, "model_name")?.value ?? null);
  if (typeof group !== "string" || group === "") {
    return group === null ? "This entry has no model_name." : "The model_name must be text; quote it if it is a name.";
  }
  const paramsAt = fieldAt(cursor, "litellm_params")?.value ?? null;
  const params = valueAt(paramsAt);
  if (!isRecord(params)) return `The entry "${group}" needs litellm_params as a map.`;
  if (typeof params.model !== "string" || params.model === "")
    return `The entry "${group}" needs litellm_params.model as text.`;
  const infoAt = fieldAt(cursor, "model_info")?.value ?? null;
  const read = valueAt(infoAt);
  const info = isRecord(read) ? read : {};
  return {
    identity: "",
    writtenId: writtenIdOf(info),
    group,
    model: params.model,
    apiBase: textOrNull(params.api_base) ?? textOrNull(params.base_url),
    key: keyReference(params.api_key),
    params,
    info,
    place: placeOf(cursor),
    lines: linesOf(cursor),
    keyPlaces: keyPlacesOf([
      ["litellm_params.", paramsAt],
      ["model_info.", infoAt],
    ]),
  };
}

/** Entries that cannot be read are skipped and named; the rest keeps its order. */
export function readDeployments(reading: SourceReading): { found: FoundDeployment[]; problems: ConfigProblem[] } {
  const found: FoundDeployment[] = [];
  const problems: ConfigProblem[] = [];
  const complain = (cursor: Cursor, message: string): void => {
    problems.push({ rule: "model-list-shape", severity: "error", message, place: placeOf(cursor) });
  };
  for (const part of reading.sections.get("model_list")?.parts ?? []) {
    if (!isListAt(part) && valueAt(part) !== null) complain(part, "model_list must be a list of deployments.");
    for (const cursor of itemsAt(part)) {
      const entry = readEntry(cursor);
      if (typeof entry === "string") complain(cursor, entry);
      else found.push({ entry, cursor });
    }
  }
  const identities = identitiesOf(found.map(({ entry }) => entry));
  return {
    found: found.map(({ entry, cursor }, at) => ({ entry: { ...entry, identity: identities[at] ?? "" }, cursor })),
    problems,
  };
}
