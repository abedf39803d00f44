import { type CST, isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair } from "yaml";
import { isNode, startOf } from "./yaml-value";

/*
 * Where things begin and end in the text. The library's range of a block collection runs on over trailing comments,
 * so ends are taken from the last thing that is written inside it.
 */

const filler = new Set(["space", "newline", "comment"]);

const endOfTokens = (tokens: CST.SourceToken[] | undefined): number => {
  const last = tokens?.findLast((token) => !filler.has(token.type));
  return last ? last.offset + last.source.length : 0;
};

const isBlockCollection = (node: Node): boolean => isCollection(node) && !node.flow;

/** The end of the last written character of a node, line breaks and comments after it left out. */
export function contentEnd(node: Node): number {
  if (isBlockCollection(node)) {
    const ends = isMap(node)
      ? node.items.map(pairEnd)
      : isSeq(node)
        ? node.items.map((_, index) => itemEnd(node, index))
        : [];
    return Math.max(startOf(node), ends.at(-1) ?? 0);
  }
  return node.range?.[1] ?? 0;
}

export function pairEnd(pair: Pair): number {
  const key = isNode(pair.key) ? contentEnd(pair.key) : 0;
  const value = isNode(pair.value) ? contentEnd(pair.value) : 0;
  return Math.max(key, value, endOfTokens(pair.srcToken?.start), endOfTokens(pair.srcToken?.sep));
}

const sourceItem = (node: Node, index: number): CST.CollectionItem | undefined => {
  const token = node.srcToken;
  return token && "items" in token ? token.items[index] : undefined;
};

export function itemEnd(node: Node, index: number): number {
  const item = isSeq(node) || isMap(node) ? node.items[index] : undefined;
  const end = isPair(item) ? pairEnd(item) : isNode(item) ? contentEnd(item) : 0;
  return Math.max(end, endOfTokens(sourceItem(node, index)?.start));
}

/** Where an item starts, its anchor or tag included but not its dash or comma. */
export function itemStart(node: Node, index: number): number {
  const item = isSeq(node) || isMap(node) ? node.items[index] : undefined;
  const written = isPair(item) ? item.key : item;
  const property = sourceItem(node, index)?.start.find((token) => token.type === "anchor" || token.type === "tag");
  const start = isNode(written) ? startOf(written) : 0;
  return property ? Math.min(property.offset, start) : start;
}

/** Where the dash of a block sequence's item stands. */
export const dashOf = (node: Node, index: number): number | null =>
  sourceItem(node, index)?.start.find((token) => token.type === "seq-item-ind")?.offset ?? null;

/** True for `|` and `>`: their range ends after a line break. */
export const isBlockScalar = (node: Node): boolean =>
  isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");

/** The end of a key's colon, or of the anchor or tag after it. */
export const separatorEnd = (pair: Pair): number =>
  Math.max(isNode(pair.key) ? contentEnd(pair.key) : 0, endOfTokens(pair.srcToken?.sep));

/** Where a pair's value starts; its tag belongs to it, its anchor stays with the key. */
export function valueStart(pair: Pair): number {
  const start = isNode(pair.value) ? startOf(pair.value) : 0;
  return pair.srcToken?.sep?.find((token) => token.type === "tag")?.offset ?? start;
}
