import { isCollection, type YAMLSeq } from "yaml";
import type { YamlFile } from "../yaml-file";
import { dashOf, itemStart } from "../yaml-layout";
import { isNode } from "../yaml-value";
import { arrangeBlockList, type Placed, readRegion } from "./arrange-block";
import { arrangeFlow, type PlacedText } from "./arrange-flow";
import { renderEntryLike } from "./entry-template";
import { gapAfterDash } from "./file-style";
import type { Arranged } from "./operation";
import { type BlockStyle, renderFlow, renderItem } from "./render-value";
import { lineStart, type Splice } from "./splice";

/** The nearest item before the end of the list that can lend its form to a new one. */
function renderLikeNeighbour(file: YamlFile, list: YAMLSeq, value: unknown, style: BlockStyle): string | null {
  for (let index = list.items.length - 1; index >= 0; index -= 1) {
    const item = list.items[index];
    if (!isNode(item)) continue;
    const dash = list.flow ? null : dashOf(list, index);
    const start = dash === null ? itemStart(list, index) : lineStart(file.text, dash);
    const written = item.anchor ? null : renderEntryLike(file.text, item, start, value, style);
    if (written !== null) return written;
  }
  return null;
}

function planFlow(file: YamlFile, list: YAMLSeq, items: Arranged[], style: BlockStyle): Splice[] | null {
  const placed = items.map((item): PlacedText => {
    if ("keep" in item) return item;
    return { text: renderLikeNeighbour(file, list, item.value, style) ?? renderFlow(item.value) };
  });
  return arrangeFlow(file.text, list, list.items.length, placed);
}

function planBlock(file: YamlFile, list: YAMLSeq, items: Arranged[], style: BlockStyle): Splice[] | null {
  const { text } = file;
  const count = list.items.length;
  const region = readRegion(text, list, count);
  const dash = dashOf(list, 0);
  if (!region || dash === null) return null;
  const lead = text.slice(lineStart(text, dash), dash).replace("\ufeff", "");
  const last = list.items.at(-1);
  const own = { ...style, gap: gapAfterDash(text, list, count - 1) };
  const isApart = count > 1 && region.gaps.slice(0, -1).every((gap) => /^[ \t]*\r?\n/.test(gap));
  const placed = items.map((item): Placed => {
    if ("keep" in item) return item;
    const like = renderLikeNeighbour(file, list, item.value, style);
    const isFlow = isCollection(last) && last.flow === true && typeof item.value === "object";
    const written =
      like ?? lead + (isFlow ? `-${own.gap}${renderFlow(item.value)}` : renderItem(item.value, lead.length, own));
    return { lines: written };
  });
  return arrangeBlockList(text, list, placed, style.eol, isApart ? style.eol : "");
}

export const planList = (file: YamlFile, list: YAMLSeq, items: Arranged[], style: BlockStyle): Splice[] | null =>
  list.flow ? planFlow(file, list, items, style) : planBlock(file, list, items, style);
