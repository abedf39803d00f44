import { type Alias, LineCounter, type Node } from "yaml";
import type { ConfigProblem } from "./problem";
import type { ConfigFile, Place, YamlPath } from "./schema";
import { parseDocuments } from "./yaml-parse";
import { readValues } from "./yaml-value";

/** One file's text, its nodes with positions, and every node's value as the gateway's parser reads it. */
export type YamlFile = {
  path: string;
  text: string;
  root: Node | null;
  lines: LineCounter;
  problems: ConfigProblem[];
  /** True when the gateway's parser would refuse the text, or nothing could be read from it. */
  broken: boolean;
  values: Map<Node, unknown>;
  /** The node an alias stands for. */
  targets: Map<Alias, Node>;
  /** Every alias that stands for a node: such a node must not be edited in one place. */
  aliases: Map<Node, Alias[]>;
};

export const lineAt = (file: YamlFile, offset: number): number => Math.max(1, file.lines.linePos(offset).line);

export function placeAt(file: Pick<YamlFile, "path" | "lines">, offset: number, path: YamlPath = []): Place {
  const at = file.lines.linePos(offset);
  return { file: file.path, line: Math.max(1, at.line), column: Math.max(1, at.col), path };
}

/** What the gateway's parser refuses anywhere in a text. */
const unprintable = /(?![\t\n\r\u0085])[\p{Cc}\p{Cs}\ufffe\uffff]/u;

const severalDocuments = "The file holds several YAML documents (`---`); the gateway reads exactly one.";

/** Never throws: whatever the text is, what is wrong with it comes back as problems. */
export function parseYamlFile({ path, text }: ConfigFile): YamlFile {
  const lines = new LineCounter();
  const { documents, tooDeepAt, tabAt } = parseDocuments(text, lines);
  const [document, second] = documents;
  const file: YamlFile = {
    path,
    text,
    root: document?.contents ?? null,
    lines,
    problems: [],
    broken: false,
    values: new Map(),
    targets: new Map(),
    aliases: new Map(),
  };
  const report = (rule: ConfigProblem["rule"], message: string, offset: number, at: YamlPath = []): void => {
    file.problems.push({ rule, severity: "error", message, place: placeAt(file, offset, at) });
    if (rule !== "duplicate-key") file.broken = true;
  };
  if (tooDeepAt !== null) report("too-deep", "The file is nested too deeply to be read.", tooDeepAt);
  const control = unprintable.exec(text);
  if (control) report("yaml-syntax", "The file holds a control character that YAML does not allow.", control.index);
  for (const fault of document?.errors.slice(0, 20) ?? []) report("yaml-syntax", fault.message, fault.pos[0]);
  if (tabAt !== null) report("yaml-syntax", "A tab stands between values; the gateway reads only spaces there.", tabAt);
  if (second) report("multiple-documents", severalDocuments, second.range[0]);
  if (!file.broken) readValues(file, report);
  return file;
}
