import { isMap, isScalar, isSeq, type Node } from "yaml";
import { contentEnd, dashOf, itemEnd, itemStart } from "../yaml-layout";
import { isNode, startOf } from "../yaml-value";
import { renderText } from "./render-scalar";
import { type BlockStyle, entriesOf, renderFlow, renderItem } from "./render-value";
import { isFirstInLine, lineStart } from "./splice";

/*
 * A new chain entry is written like one that stands beside it: its text is taken apart around the name and the targets,
 * and the new ones are put in. Comments, anchors and tags of the model are left behind.
 */

const withoutComments = (text: string): string =>
  text.replace(/[ \t]*(?:^|[ \t])#[^\r\n]*/gm, "").replace(/(\r?\n)(?:[ \t]*\r?\n)+/g, "$1");

const isOrdinary = (text: string): boolean => !/[&*!]/.test(text);

function renderTargets(text: string, list: Node, targets: unknown[], style: BlockStyle): string | null {
  if (!isSeq(list) || list.items.length === 0 || targets.length === 0) return null;
  const first = itemStart(list, 0);
  if (list.flow) {
    const last = list.items.length - 1;
    const head = withoutComments(text.slice(startOf(list) + 1, first));
    const between = last > 0 ? withoutComments(text.slice(itemEnd(list, 0), itemStart(list, 1))) : "";
    const separator = between || (/\n/.test(head) ? `,${head}` : ", ");
    const tail = withoutComments(text.slice(itemEnd(list, last), contentEnd(list) - 1));
    if (![head, separator, tail].every(isOrdinary)) return null;
    return `[${head}${targets.map(renderFlow).join(separator)}${tail}]`;
  }
  const dash = dashOf(list, 0);
  if (dash === null || !isFirstInLine(text, dash)) return null;
  const lead = text.slice(lineStart(text, dash), dash);
  return targets.map((target) => renderItem(target, lead.length, style)).join(style.eol + lead);
}

/** The text of `{source: targets}` in the manner of `model`, from `start` on; null when the model does not serve. */
export function renderEntryLike(
  text: string,
  model: Node,
  start: number,
  value: unknown,
  style: BlockStyle,
): string | null {
  const [entry, second] = entriesOf(value);
  if (!entry || second || !Array.isArray(entry[1]) || !isMap(model) || model.items.length !== 1) return null;
  const [pair] = model.items;
  if (!pair || !isScalar(pair.key) || !isNode(pair.value) || !isSeq(pair.value)) return null;
  const { key, value: list } = pair;
  const targetsStart = list.flow ? startOf(list) : (dashOf(list, 0) ?? startOf(list));
  const head = text.slice(start, startOf(key));
  const middle = withoutComments(text.slice(contentEnd(key), targetsStart));
  const after = withoutComments(text.slice(contentEnd(list), contentEnd(model)));
  const targets = renderTargets(text, list, entry[1], style);
  if (targets === null || head.includes("#") || ![head, middle, after].every(isOrdinary)) return null;
  return head + renderText(entry[0], model.flow === true) + middle + targets + after;
}
