import type { ConfigProblem } from "./problem";
import { settingsSections } from "./read-chains";
import type { SourceReading } from "./read-source";
import type { AliasEntry } from "./schema";
import { allFieldsAt, type Field, fieldAt, isMapAt, placeOf, valueAt } from "./yaml-cursor";
import { placeAt } from "./yaml-file";

export const aliasKey = "model_group_alias";

type Shape = { target: string | null; hidden: boolean; fault: string | null };

function shapeOf(value: unknown): Shape {
  if (typeof value === "string") return { target: value, hidden: false, fault: null };
  if (Array.isArray(value))
    return { target: null, hidden: false, fault: "is a list; its targets are lost and calls fail" };
  if (typeof value !== "object" || value === null)
    return { target: null, hidden: false, fault: "must be a model name" };
  const target = "model" in value && typeof value.model === "string" ? value.model : null;
  const hidden = "hidden" in value && value.hidden === true;
  const complete = target !== null && "hidden" in value;
  return { target, hidden, fault: complete ? null : "needs both `model` and `hidden`; the gateway refuses to start" };
}

function readAlias(field: Field): { entry: Omit<AliasEntry, "section">; problem: ConfigProblem | null } {
  const raw = valueAt(field.value);
  const { target, hidden, fault } = shapeOf(raw);
  const place = placeAt(field.value.file, field.keyNode?.range?.[0] ?? field.value.offset, field.value.path);
  const message = field.keyIsText
    ? `The alias "${field.key}" ${fault}.`
    : `The alias ${field.key} is not read as text; quote it.`;
  const problem: ConfigProblem | null =
    fault || !field.keyIsText ? { rule: "alias-shape", severity: "error", message, place } : null;
  return { entry: { name: field.key, target, hidden, raw, place }, problem };
}

export function readAliases(reading: SourceReading): { aliases: AliasEntry[]; problems: ConfigProblem[] } {
  const aliases: AliasEntry[] = [];
  const problems: ConfigProblem[] = [];
  for (const section of settingsSections) {
    const part = reading.sections.get(section)?.parts[0];
    const list = part ? fieldAt(part, aliasKey)?.value : null;
    if (!list || valueAt(list) === null) continue;
    if (!isMapAt(list)) {
      const message = `${aliasKey} must be a map from alias to model name.`;
      problems.push({ rule: "alias-shape", severity: "error", message, place: placeOf(list) });
      continue;
    }
    for (const field of allFieldsAt(list)) {
      const { entry, problem } = readAlias(field);
      if (problem) problems.push(problem);
      if (field.keyIsText) aliases.push({ ...entry, section });
    }
  }
  return { aliases, problems };
}
