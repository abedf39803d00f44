import { cursorAtRoot, fieldAt, valueAt } from "./yaml-cursor";
import { parseYamlFile, type YamlFile } from "./yaml-file";

export function includesOf(file: YamlFile): string[] {
  if (file.broken) return [];
  const value = valueAt(fieldAt(cursorAtRoot(file), "include")?.value ?? null);
  return Array.isArray(value) ? value.filter((path) => typeof path === "string" && path !== "") : [];
}

/** The files that a config text names under `include`, as written there. */
export const listIncludes = (text: string): string[] => includesOf(parseYamlFile({ path: "", text }));
