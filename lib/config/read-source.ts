import type { ConfigProblem } from "./problem";
import type { ConfigSource } from "./schema";
import { allFieldsAt, type Cursor, cursorAtRoot, isListAt, isMapAt } from "./yaml-cursor";
import { parseYamlFile, placeAt, type YamlFile } from "./yaml-file";

/** One top-level key: the places its value is read from, and those that an included file replaced. */
export type Section = { name: string; parts: Cursor[]; replaced: Cursor[] };

export type SourceReading = {
  main: YamlFile;
  files: YamlFile[];
  missing: string[];
  sections: Map<string, Section>;
  problems: ConfigProblem[];
};

/** The gateway's rule for `include`: lists are appended to the main file's, every other value takes its place. */
function mergeSections(files: YamlFile[]): Map<string, Section> {
  const sections = new Map<string, Section>();
  for (const file of files) {
    if (file.broken) continue;
    for (const { key, value } of allFieldsAt(cursorAtRoot(file))) {
      const known = sections.get(key);
      if (!known) sections.set(key, { name: key, parts: [value], replaced: [] });
      else if (isListAt(value)) known.parts.push(value);
      else sections.set(key, { name: key, parts: [value], replaced: [...known.replaced, ...known.parts] });
    }
  }
  return sections;
}

function rootProblem(file: YamlFile): ConfigProblem[] {
  if (file.broken || isMapAt(cursorAtRoot(file))) return [];
  const message =
    file.text.trim() === "" ? "The file is empty." : "The file must hold a map of sections such as model_list.";
  return [{ rule: "not-a-map", severity: "error", message, place: placeAt(file, file.root?.range?.[0] ?? 0) }];
}

function missingInclude(main: YamlFile, path: string): ConfigProblem {
  return {
    rule: "missing-include",
    severity: "error",
    message: `The included file ${path} could not be read; the gateway refuses to start without it.`,
    place: placeAt(main, Math.max(0, main.text.search(/^["']?include["']?\s*:/m)), ["include"]),
  };
}

function readFiles(main: YamlFile, included: YamlFile[], missing: string[]): SourceReading {
  const files = [main, ...included];
  const problems = [
    ...files.flatMap((file) => [...file.problems, ...rootProblem(file)]),
    ...missing.map((path) => missingInclude(main, path)),
  ];
  return { main, files, missing, sections: mergeSections(files), problems };
}

export const readSource = (source: ConfigSource): SourceReading =>
  readFiles(parseYamlFile(source.main), source.included.map(parseYamlFile), source.missing);

/** The same source with another text of its main file, which is parsed already. */
export const withMain = (reading: SourceReading, main: YamlFile): SourceReading =>
  readFiles(main, reading.files.slice(1), reading.missing);

/** Why what stands here cannot be edited in place. */
export const lockOf = (cursor: Cursor, main: YamlFile): string | null =>
  cursor.shared ?? (cursor.file === main ? null : `it is written in the included file ${cursor.file.path}`);
