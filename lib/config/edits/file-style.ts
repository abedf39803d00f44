import { isMap, isSeq, type Node } from "yaml";
import type { YamlFile } from "../yaml-file";
import { dashOf, itemStart } from "../yaml-layout";
import { isNode, keyText, startOf } from "../yaml-value";
import type { BlockStyle } from "./render-value";
import { columnOf, eolOf } from "./splice";

/** Blanks between a dash and its item; one where the item stands on a line of its own. */
export function gapAfterDash(text: string, node: Node, index: number): string {
  const dash = dashOf(node, index);
  const gap = dash === null ? "" : text.slice(dash + 1, itemStart(node, index));
  return /^ +$/.test(gap) ? gap : " ";
}

type Found = { step: number | null; dash: number | null; gap: string | null; flowLists: boolean | null };

function lookAt(text: string, node: Node, found: Found, depth: number): void {
  if (isSeq(node) && depth < 6)
    for (const item of node.items.slice(0, 20)) if (isNode(item)) lookAt(text, item, found, depth + 1);
  if (!isMap(node) || node.flow || depth > 6) return;
  for (const pair of node.items) {
    const { key, value } = pair;
    if (!isNode(key) || !isNode(value)) continue;
    const column = columnOf(text, startOf(key));
    if (isMap(value) && !value.flow && value.items.length > 0) {
      found.step ??= columnOf(text, itemStart(value, 0)) - column;
      lookAt(text, value, found, depth + 1);
    } else if (isSeq(value) && value.items.length > 0) {
      if (keyText(pair) !== "model_list") found.flowLists ??= value.flow === true;
      if (value.flow) continue;
      const dash = dashOf(value, 0);
      if (dash !== null) found.dash ??= columnOf(text, dash) - column;
      found.gap ??= gapAfterDash(text, value, 0);
      lookAt(text, value, found, depth + 1);
    }
  }
}

/** What one part of the file shows of its style. */
export function findStyle(text: string, near: Node): Found {
  const found: Found = { step: null, dash: null, gap: null, flowLists: null };
  lookAt(text, near, found, 0);
  return found;
}

/** Indentation as the file has it: taken from the given node first, then from the whole file. */
export function styleOf(file: YamlFile, near: Node | null = null): BlockStyle {
  const close = near ? findStyle(file.text, near) : null;
  const wide = file.root ? findStyle(file.text, file.root) : null;
  const foundStep = close?.step ?? wide?.step ?? 2;
  const step = foundStep > 0 ? foundStep : 2;
  const foundDash = close?.dash ?? wide?.dash ?? step;
  return {
    step,
    dash: foundDash >= 0 ? foundDash : step,
    gap: close?.gap ?? wide?.gap ?? " ",
    eol: eolOf(file.text),
    flowLists: close?.flowLists ?? wide?.flowLists ?? false,
  };
}
