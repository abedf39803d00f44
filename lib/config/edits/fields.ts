import { isMap, type Node, type Pair, type YAMLMap } from "yaml";
import type { YamlFile } from "../yaml-file";
import { pairEnd } from "../yaml-layout";
import { isNode, startOf } from "../yaml-value";
import { arrangeFlow, type PlacedText } from "./arrange-flow";
import { renderText } from "./render-scalar";
import { type BlockStyle, renderAfterKey, renderBlock, renderFlow } from "./render-value";
import { columnOf, insertLines, isFirstInLine, lineAfter, lineStart, type Splice, unitEnd } from "./splice";

const keyStart = (pair: Pair): number =>
  pair.srcToken?.start.find((token) => token.type === "anchor" || token.type === "tag")?.offset ??
  (isNode(pair.key) ? startOf(pair.key) : 0);

const keptPairs = (map: YAMLMap, without?: Pair): PlacedText[] =>
  map.items.flatMap((pair, keep) => (pair === without ? [] : [{ keep }]));

/** Top-level sections of this file have a blank line between them. */
function hasBlankLines(text: string, map: YAMLMap): boolean {
  return map.items.some((pair, index) => {
    const previous = map.items[index - 1];
    return previous !== undefined && /\n[ \t]*\r?\n/.test(text.slice(pairEnd(previous), keyStart(pair)));
  });
}

/** New lines go to the end of the document, behind comments that close the last section. */
export function appendLines(file: YamlFile, lines: string, eol: string): Splice {
  const { text, root } = file;
  const from = isMap(root) && root.items.length > 0 ? Math.max(...root.items.map(pairEnd)) : 0;
  const marker = /^\.\.\.(?:\s|$)/m.exec(text.slice(from));
  const at = marker ? from + marker.index : text.length;
  const isApart = isMap(root) && hasBlankLines(text, root) && !/\n[ \t]*\r?\n$/.test(text.slice(0, at));
  return insertLines(text, at, (isApart ? eol : "") + lines, eol);
}

export const appendSection = (file: YamlFile, key: string, value: unknown, style: BlockStyle): Splice =>
  appendLines(file, `${renderText(key, false)}:${renderAfterKey(value, 0, style)}`, style.eol);

/** Adds a field at the end of a map that has fields already, or behind `after`. */
export function addField(
  file: YamlFile,
  map: YAMLMap,
  key: string,
  value: unknown,
  style: BlockStyle,
  after: Pair | null,
): Splice[] | null {
  const { text } = file;
  if (map.flow)
    return arrangeFlow(text, map, map.items.length, [
      ...keptPairs(map),
      { text: `${renderText(key, true)}: ${renderFlow(value)}` },
    ]);
  const [first] = map.items;
  const last = after ?? map.items.at(-1);
  if (!first || !last) return null;
  const column = columnOf(text, keyStart(first));
  const lines = renderBlock({ [key]: value }, column, style);
  return [insertLines(text, unitEnd(text, pairEnd(last)), lines, style.eol)];
}

/** Removes a field of a map that keeps others. */
export function removeField(file: YamlFile, map: YAMLMap, pair: Pair): Splice[] | null {
  const { text } = file;
  if (map.flow) return arrangeFlow(text, map, map.items.length, keptPairs(map, pair));
  const start = keyStart(pair);
  const end = unitEnd(text, pairEnd(pair));
  if (isFirstInLine(text, start)) {
    const isOpen = end === text.length && !text.endsWith("\n");
    const from = lineStart(text, start);
    return [{ start: isOpen ? Math.max(0, from - (text[from - 2] === "\r" ? 2 : 1)) : from, end, insert: "" }];
  }
  const next = map.items[map.items.indexOf(pair) + 1];
  if (!next || lineAfter(text, pairEnd(pair)) !== lineStart(text, keyStart(next))) return null;
  return [{ start, end: keyStart(next), insert: "" }];
}

/** Every node inside this one that an alias elsewhere stands for. */
export function findSharedInside(file: YamlFile, node: unknown): Node | null {
  for (const shared of file.aliases.keys()) {
    const [start, end] = isNode(node) ? [startOf(node), node.range?.[1] ?? 0] : [0, 0];
    if (startOf(shared) >= start && startOf(shared) < end) return shared;
  }
  return null;
}
