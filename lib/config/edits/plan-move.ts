import { isMap, type Pair } from "yaml";
import { err, ok } from "@/lib/result";
import { cursorAtRoot, fieldAt, valueAt } from "../yaml-cursor";
import type { YamlFile } from "../yaml-file";
import { pairEnd } from "../yaml-layout";
import { isNode, startOf } from "../yaml-value";
import { appendLines } from "./fields";
import { styleOf } from "./file-style";
import { locate, refuseShared } from "./locate";
import { type Planned, planRemoval, planSet, refuseSharedInside } from "./plan-splices";
import { renderText } from "./render-scalar";
import { columnOf, eolOf, insertLines, isFirstInLine, lineStart, type Splice, unitEnd } from "./splice";

/*
 * A setting's lines, with the comments directly above them, are cut out and put behind the other section's last line,
 * moved sideways where that section is indented differently. Where lines cannot be moved, the value is written anew.
 */

const shift = (lines: string, by: number): string =>
  by === 0 ? lines : lines.replace(/^( *)(?=[^\s])/gm, (blanks) => " ".repeat(Math.max(0, blanks.length + by)));

/** Start of the comments directly above that are indented like the setting itself. */
function leadStart(text: string, line: number, column: number, floor: number): number {
  let start = line;
  while (start > floor) {
    const above = lineStart(text, start - 1);
    const comment = /^( *)#/.exec(text.slice(above, start));
    if (above < floor || !comment || (comment[1] ?? "").length !== column) break;
    start = above;
  }
  return start;
}

const keyStart = (pair: Pair): number => (isNode(pair.key) ? startOf(pair.key) : 0);

/** The lines of a setting in a block map that keeps others, and the column they stand in. */
function cutLines(file: YamlFile, section: string, pair: Pair): (Splice & { lines: string; column: number }) | null {
  const { text } = file;
  const map = fieldAt(cursorAtRoot(file), section)?.value.node;
  if (!isMap(map) || map.flow || map.items.length < 2 || !map.items.includes(pair)) return null;
  const start = keyStart(pair);
  const end = unitEnd(text, pairEnd(pair));
  if (!isFirstInLine(text, start) || pair.srcToken?.start.some(({ type }) => type === "explicit-key-ind")) return null;
  const previous = map.items[map.items.indexOf(pair) - 1];
  const floor = previous ? unitEnd(text, pairEnd(previous)) : lineStart(text, start);
  const column = columnOf(text, start);
  const from = leadStart(text, lineStart(text, start), column, floor);
  const isOpen = end === text.length && !text.endsWith("\n");
  const cut = isOpen ? Math.max(0, from - (text[from - 2] === "\r" ? 2 : 1)) : from;
  return { start: cut, end, insert: "", lines: text.slice(from, end), column };
}

function putLines(file: YamlFile, section: string, lines: string, column: number): Splice | null {
  const { text, root } = file;
  const field = fieldAt(cursorAtRoot(file), section);
  const eol = eolOf(text);
  if (!field && isMap(root) && !root.flow) {
    const own = shift(lines, styleOf(file).step - column);
    return appendLines(file, `${renderText(section, false)}:${eol}${own}`, eol);
  }
  const map = field?.value.node;
  const last = isMap(map) ? map.items.at(-1) : undefined;
  const [first] = isMap(map) ? map.items : [];
  if (!isMap(map) || map.flow || !first || !last || !isFirstInLine(text, keyStart(first))) return null;
  const at = unitEnd(text, pairEnd(last));
  return insertLines(text, at, shift(lines, columnOf(text, keyStart(first)) - column), eol);
}

export function planMove(file: YamlFile, path: [string, string], to: string): Planned {
  const [section, key] = path;
  const found = locate(file, path);
  if (!found.ok) return found;
  const { pair, parent, missing, cursor } = found.value;
  if (missing.length > 0 || !pair || !parent) return err("unexpected-shape", `${path.join(".")} is not in the file.`);
  if (parent.shared) return refuseShared(parent);
  const refusal = refuseSharedInside(file, pair.value);
  if (refusal) return refusal;
  const cut = cutLines(file, section, pair);
  const put = cut && putLines(file, to, cut.lines, cut.column);
  if (cut && put) return ok([{ start: cut.start, end: cut.end, insert: "" }, put]);
  const [removal, addition] = [planRemoval(file, path), planSet(file, [to, key], valueAt(cursor))];
  if (!removal.ok) return removal;
  return addition.ok ? ok([...removal.value, ...addition.value]) : addition;
}
