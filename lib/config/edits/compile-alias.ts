import { err, ok } from "@/lib/result";
import { aliasKey } from "../read-aliases";
import { settingsSections } from "../read-chains";
import type { SourceReading } from "../read-source";
import type { SettingsSection } from "../schema";
import { type Cursor, fieldAt, isMapAt, valueAt } from "../yaml-cursor";
import { type Compiled, refuseLocked, whereOf } from "./compile-chain";
import type { Operation } from "./operation";

type AliasMap = { section: SettingsSection; settings: Cursor | null; map: Cursor | null };

const mapsOf = (reading: SourceReading): AliasMap[] =>
  settingsSections.map((section) => {
    const settings = reading.sections.get(section)?.parts[0] ?? null;
    return { section, settings, map: settings ? (fieldAt(settings, aliasKey)?.value ?? null) : null };
  });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An alias that is written as a map stays one; a new one is a map only when it must be hidden. */
function aliasValue(old: unknown, target: string, hidden: boolean): unknown {
  if (isRecord(old)) return { ...old, model: target, hidden };
  return hidden ? { model: target, hidden: true } : target;
}

export function compileSetAlias(reading: SourceReading, alias: string, target: string, hidden: boolean): Compiled {
  const maps = mapsOf(reading);
  const home = maps.find(({ map }) => map && fieldAt(map, alias)) ?? maps.find(({ map }) => map) ?? maps[0];
  const { section = "router_settings", settings = null, map = null } = home ?? {};
  const field = map ? fieldAt(map, alias) : null;
  if (map && !isMapAt(map) && valueAt(map) !== null) return err("unexpected-shape", `${whereOf(map)} is not a map.`);
  const around = field?.value ?? map ?? settings;
  const refusal = around ? refuseLocked(around, reading) : null;
  if (refusal) return refusal;
  const value = aliasValue(field ? valueAt(field.value) : null, target, hidden);
  return ok({ operations: [{ do: "set", path: [section, aliasKey, alias], value }], warnings: [] });
}

export function compileRemoveAlias(reading: SourceReading, alias: string): Compiled {
  const operations: Operation[] = [];
  for (const { section, map } of mapsOf(reading)) {
    const field = map ? fieldAt(map, alias) : null;
    if (!field || !map) continue;
    const refusal = refuseLocked(map, reading);
    if (refusal) return refusal;
    operations.push({ do: "remove", path: [section, aliasKey, alias] });
  }
  return operations.length > 0
    ? ok({ operations, warnings: [] })
    : err("unknown-alias", `There is no alias "${alias}".`);
}
