import type { Node } from "yaml";
import { itemEnd, itemStart } from "../yaml-layout";
import { isPermutation } from "./match-items";
import type { Arranged } from "./operation";
import type { Splice } from "./splice";

/*
 * Between the brackets stand items and separators. An item owns the separator before it and the comment at the end of
 * its line; a separator for a new item is modelled on the first one of the list.
 */

/** An item that is kept, or the text of a new one. Items are list items or the pairs of a map. */
export type PlacedText = { keep: number } | { text: string };

type Item = { text: string; comment: string };
type Parts = { open: number; close: number; head: string; items: Item[]; separators: string[]; tail: string };

const trailingComment = /^,?([ \t]+#[^\r\n]*)/;

function readParts(text: string, node: Node, count: number): Parts | null {
  const [open = 0, close = 0] = node.range ?? [];
  const starts = Array.from({ length: count }, (_, index) => itemStart(node, index));
  const ends = Array.from({ length: count }, (_, index) => itemEnd(node, index));
  const between = ends.map((end, index) => text.slice(end, starts[index + 1] ?? close - 1));
  // A comment between an item and its comma belongs to nothing that could be moved.
  if (between.some((part) => /^[^,]*#[^\n]*\n[^,#]*,/.test(part))) return null;
  const comments = between.map((part) => trailingComment.exec(part)?.[1] ?? "");
  const bare = between.map((part, index) => part.replace(comments[index] ?? "", ""));
  return {
    open: open + 1,
    close: close - 1,
    head: text.slice(open + 1, starts[0] ?? close - 1),
    items: starts.map((start, index) => ({ text: text.slice(start, ends[index]), comment: comments[index] ?? "" })),
    separators: bare.slice(0, -1),
    tail: bare.at(-1) ?? "",
  };
}

function modelSeparator({ separators, head }: Parts): string {
  const [first] = separators;
  if (first !== undefined) return first.replace(/#[^\r\n]*/g, "").replace(/(?:\r?\n[ \t]*)+(?=\r?\n)/g, "");
  return /\n/.test(head) ? `,${head.replace(/[ \t]*#[^\r\n]*/g, "")}` : ", ";
}

function join(parts: Parts, placed: PlacedText[]): string {
  const model = modelSeparator(parts);
  const items = placed.map((item) =>
    "keep" in item ? (parts.items[item.keep] ?? { text: "", comment: "" }) : { text: item.text, comment: "" },
  );
  const arranged = placed.map((item): Arranged => ("keep" in item ? item : { value: null }));
  const hasComments = [...parts.separators, parts.head].some((separator) => separator.includes("#"));
  const inSlots = !hasComments && isPermutation(arranged, parts.items.length);
  const separatorBefore = (at: number): string => {
    const item = placed[at];
    const own = item && "keep" in item ? parts.separators[item.keep - 1] : undefined;
    return (inSlots ? parts.separators[at - 1] : own) ?? model;
  };
  const withComment = (separator: string, comment: string): string =>
    comment === "" ? separator : separator.startsWith(",") ? `,${comment}${separator.slice(1)}` : comment + separator;
  return items
    .map(
      (item, at) =>
        item.text + withComment(at === items.length - 1 ? parts.tail : separatorBefore(at + 1), item.comment),
    )
    .join("");
}

export function arrangeFlow(text: string, node: Node, count: number, placed: PlacedText[]): Splice[] | null {
  if (count === 0 || placed.length === 0) {
    const [open = 0, close = 0] = node.range ?? [];
    const insert = placed.map((item) => ("text" in item ? item.text : "")).join(", ");
    return [{ start: open + 1, end: close - 1, insert }];
  }
  const parts = readParts(text, node, count);
  return parts && [{ start: parts.open, end: parts.close, insert: parts.head + join(parts, placed) }];
}
