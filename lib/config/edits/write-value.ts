import { isCollection, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from "yaml";
import type { YamlFile } from "../yaml-file";
import { contentEnd, isBlockScalar, pairEnd, separatorEnd, valueStart } from "../yaml-layout";
import { isNode, startOf } from "../yaml-value";
import { readRegion } from "./arrange-block";
import { renderLike } from "./render-scalar";
import { type BlockStyle, isInline, renderAfterKey, renderBlock, renderFlow } from "./render-value";
import { columnOf, insertLines, lineAfter, lineEnd, lineStart, type Splice, unitEnd } from "./splice";

const isEmptyNode = (node: unknown): boolean =>
  !isNode(node) || (isScalar(node) && node.type === "PLAIN" && node.source === "");

const isBlock = (node: Node): boolean => isCollection(node) && !node.flow;

/** Comment lines of a block list that outlive its items. */
function survivingComments(text: string, node: Node): string {
  const region = isSeq(node) ? readRegion(text, node, node.items.length) : null;
  return region
    ? region.units
        .map((unit, index) => unit.lead + (region.gaps[index] ?? ""))
        .join("")
        .replace(/(^|\n)(?:[ \t]*\r?\n)+/g, "$1")
    : "";
}

function writeInFlow(pair: Pair, value: unknown): Splice[] {
  const rendered = renderFlow(value);
  if (isNode(pair.value) && !isEmptyNode(pair.value)) {
    return [{ start: valueStart(pair), end: contentEnd(pair.value), insert: rendered }];
  }
  const end = pairEnd(pair);
  const hasColon = pair.srcToken?.sep?.some((token) => token.type === "map-value-ind") === true;
  return [{ start: end, end, insert: `${hasColon ? "" : ":"} ${rendered}` }];
}

/** Replaces lines below the key by others; a file without a final line break stays without. */
function replaceLines(text: string, from: number, to: number, lines: string, eol: string): Splice {
  const isOpen = to === text.length && !text.endsWith("\n");
  if (lines === "" && isOpen) return { start: lineEnd(text, lineStart(text, from - 1)), end: to, insert: "" };
  const bare = isOpen ? lines.replace(/\r?\n$/, "") : lines;
  return { start: from, end: to, insert: isOpen || lines === "" || lines.endsWith("\n") ? bare : lines + eol };
}

function writeInline(text: string, pair: Pair, rendered: string, eol: string): Splice[] {
  const old = pair.value;
  const end = separatorEnd(pair);
  if (!isNode(old) || isEmptyNode(old)) return [{ start: end, end, insert: rendered }];
  if (!isBlock(old)) {
    return [
      { start: valueStart(pair), end: contentEnd(old), insert: rendered.trimStart() + (isBlockScalar(old) ? eol : "") },
    ];
  }
  const removed = replaceLines(
    text,
    lineAfter(text, end),
    unitEnd(text, contentEnd(old)),
    survivingComments(text, old),
    eol,
  );
  return [{ start: end, end, insert: rendered }, removed];
}

function writeLines(text: string, pair: Pair, lines: string, eol: string): Splice[] | null {
  const old = pair.value;
  const end = separatorEnd(pair);
  if (!isNode(old) || isEmptyNode(old)) return [insertLines(text, lineAfter(text, end), lines, eol)];
  const oldEnd = contentEnd(old);
  if (isBlock(old)) return [replaceLines(text, lineAfter(text, end), unitEnd(text, oldEnd), lines, eol)];
  if (text.slice(end, startOf(old)).includes("#")) return null;
  if (isBlockScalar(old)) return [{ start: end, end: oldEnd, insert: eol + lines + eol }];
  return [{ start: end, end: oldEnd, insert: "" }, insertLines(text, lineAfter(text, oldEnd), lines, eol)];
}

/** Writes what follows a key, in place of what stood there. Null where that cannot be done safely. */
export function writeValue(
  file: YamlFile,
  pair: Pair,
  value: unknown,
  inFlow: boolean,
  style: BlockStyle,
): Splice[] | null {
  if (inFlow) return writeInFlow(pair, value);
  if (pair.srcToken?.start.some((token) => token.type === "explicit-key-ind") || !isNode(pair.key)) return null;
  const column = columnOf(file.text, startOf(pair.key));
  if (isInline(value, style)) return writeInline(file.text, pair, renderAfterKey(value, column, style), style.eol);
  const child = column + (Array.isArray(value) ? style.dash : style.step);
  return writeLines(file.text, pair, renderBlock(value, child, style), style.eol);
}

/** Another text in place of a scalar's, in its quotes. */
export const writeText = (node: Scalar, text: string, inFlow: boolean): Splice => {
  const start = startOf(node);
  return { start, end: node.range?.[1] ?? start, insert: renderLike(node, text, inFlow) };
};

/** Texts in quotes keep them when another text takes their place. */
export const isQuotedText = (node: unknown): node is Scalar =>
  isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE");

export const isEmptyCollection = (node: Node | null): boolean =>
  (isMap(node) || isSeq(node)) && node.items.length === 0;
