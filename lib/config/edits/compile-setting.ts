import { err, ok } from "@/lib/result";
import type { SourceReading } from "../read-source";
import { isSameValue } from "../same-value";
import { fieldAt, isMapAt, valueAt } from "../yaml-cursor";
import { type Compiled, refuseLocked, whereOf } from "./compile-chain";

export function compileSetSetting(
  reading: SourceReading,
  section: string,
  key: string,
  value: unknown = null,
): Compiled {
  const settings = reading.sections.get(section)?.parts[0];
  if (settings && !isMapAt(settings) && valueAt(settings) !== null)
    return err("unexpected-shape", `${whereOf(settings)} is not a map.`);
  const field = settings ? fieldAt(settings, key) : null;
  const around = field?.value ?? settings;
  const refusal = around ? refuseLocked(around, reading) : null;
  if (refusal) return refusal;
  if (value !== null) return ok({ operations: [{ do: "set", path: [section, key], value }], warnings: [] });
  return ok({ operations: field ? [{ do: "remove", path: [section, key] }] : [], warnings: [] });
}

/** A setting that both sections hold with one value is only taken out of the first. */
export function compileMoveSetting(reading: SourceReading, key: string, from: string, to: string): Compiled {
  const [home, goal] = [from, to].map((section) => reading.sections.get(section)?.parts[0] ?? null);
  const field = home ? fieldAt(home, key) : null;
  if (!field) return err("changed-meanwhile", `${from} holds no ${key} any more.`);
  if (from === to) return ok({ operations: [], warnings: [] });
  if (goal && !isMapAt(goal) && valueAt(goal) !== null)
    return err("unexpected-shape", `${whereOf(goal)} is not a map.`);
  const refusal = refuseLocked(field.value, reading) ?? (goal ? refuseLocked(goal, reading) : null);
  if (refusal) return refusal;
  const there = goal ? fieldAt(goal, key) : null;
  if (!there) return ok({ operations: [{ do: "move", path: [from, key], to }], warnings: [] });
  if (isSameValue(valueAt(there.value), valueAt(field.value)))
    return ok({ operations: [{ do: "remove", path: [from, key] }], warnings: [] });
  return err(
    "invalid-value",
    `${whereOf(there.value)} holds another value than ${whereOf(field.value)}; choose one of them first.`,
  );
}
