import { isSeq, type Node } from "yaml";
import { dashOf, itemEnd } from "../yaml-layout";
import { findStaying, isPermutation } from "./match-items";
import type { Arranged } from "./operation";
import { isFirstInLine, lineStart, type Splice, unitEnd } from "./splice";

/*
 * A block list is a run of whole lines: units (an item with its trailing comment, and the comment lines directly above
 * it) and what stands between them. A new order moves units; the comments above an item that goes away stay.
 */

/** An item that is kept, or the lines of a new one without their last line break. */
export type Placed = { keep: number } | { lines: string };

type Unit = { lead: string; body: string };
type Region = { start: number; end: number; units: Unit[]; gaps: string[] };

/** Start of the comment lines directly above a line, not reaching above `floor`. */
function leadStart(text: string, line: number, floor: number): number {
  let start = line;
  while (start > floor) {
    const above = lineStart(text, start - 1);
    if (above < floor || !/^[ \t]*#/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}

/** Null when a dash shares its line with something else (`- - a`), where lines cannot be moved. */
export function readRegion(text: string, node: Node, count: number): Region | null {
  const units: Unit[] = [];
  const gaps: string[] = [];
  let previousEnd = 0;
  let start = 0;
  for (let index = 0; index < count; index += 1) {
    const dash = dashOf(node, index);
    if (dash === null || !isFirstInLine(text, dash)) return null;
    const line = lineStart(text, dash);
    const lead = leadStart(text, line, previousEnd);
    const end = unitEnd(text, Math.max(itemEnd(node, index), dash + 1));
    if (index === 0) start = lead;
    else gaps.push(text.slice(previousEnd, lead));
    units.push({ lead: text.slice(lead, line), body: text.slice(line, end) });
    previousEnd = end;
  }
  return { start, end: previousEnd, units, gaps: [...gaps, ""] };
}

/** New items take the lines of those that go away; more of them follow the last such line. */
function placeAround(region: Region, placed: Placed[], write: (item: Placed) => string, apart: string): string {
  const arranged = placed.map((item): Arranged => ("keep" in item ? item : { value: null }));
  const staying = findStaying(arranged);
  const kept = new Set(placed.flatMap((item) => ("keep" in item ? [item.keep] : [])));
  const runs = new Map<number, string[]>([[-1, []]]);
  let anchor = -1;
  for (const item of placed) {
    if ("keep" in item && staying.has(item.keep)) {
      anchor = item.keep;
      runs.set(anchor, []);
    } else runs.get(anchor)?.push(write(item));
  }
  const hasSlot = (after: number): boolean => after + 1 < region.units.length && !staying.has(after + 1);
  let waiting = runs.get(-1) ?? [];
  let out = hasSlot(-1) ? "" : waiting.map((lines) => lines + apart).join("");
  let lastGap = "";
  for (const [index, unit] of region.units.entries()) {
    const gap = region.gaps[index] ?? "";
    if (staying.has(index)) {
      waiting = runs.get(index) ?? [];
      out += unit.lead + unit.body + (hasSlot(index) ? "" : waiting.map((lines) => apart + lines).join("")) + gap;
    } else {
      const taken = hasSlot(index) ? waiting.splice(0, 1) : waiting.splice(0);
      const left = (kept.has(index) ? "" : unit.lead) + taken.join(apart);
      const isBlank = left === "" && lastGap.trim() === "" && gap.trim() === "";
      if (isBlank && index === region.units.length - 1) out = out.slice(0, out.length - lastGap.length);
      else if (!(isBlank && (lastGap !== "" || out === ""))) out += left + gap;
      if (isBlank) continue;
    }
    lastGap = gap;
  }
  return out;
}

/** `apart`: the blank line that stands between items, if one does. */
export function arrangeBlockList(
  text: string,
  node: Node,
  placed: Placed[],
  eol: string,
  apart: string,
): Splice[] | null {
  const count = isSeq(node) ? node.items.length : 0;
  const region = readRegion(text, node, count);
  if (!region) return null;
  const closed = (lines: string): string => (lines === "" || lines.endsWith("\n") ? lines : lines + eol);
  const write = (item: Placed): string => {
    if (!("keep" in item)) return closed(item.lines);
    const unit = region.units[item.keep];
    return unit ? unit.lead + closed(unit.body) : "";
  };
  const whole = { ...region, units: region.units.map((unit) => ({ lead: unit.lead, body: closed(unit.body) })) };
  const arranged = placed.map((item): Arranged => ("keep" in item ? item : { value: null }));
  let insert = isPermutation(arranged, count)
    ? placed.map((item, index) => write(item) + (region.gaps[index] ?? "")).join("")
    : placeAround(whole, placed, write, apart);
  const isOpen = region.end === text.length && !text.endsWith("\n");
  if (isOpen && insert.endsWith("\n")) insert = insert.replace(/\r?\n$/, "");
  return [{ start: region.start, end: region.end, insert }];
}
