import { err, ok } from "@/lib/result";
import type { SourceReading } from "../read-source";
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
