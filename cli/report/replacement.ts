type Position = { line: number; column: number };

/** A stretch of the old text (the end is not part of it) and what takes its place. */
export type Replacement = { start: Position; end: Position; insert: string };

const positionOf = (text: string, at: number): Position => {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
};

/** The smallest single stretch in which two texts differ, with whole characters at its ends. */
export function findReplacement(before: string, after: string): Replacement {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  if (/[\ud800-\udbff]/.test(before[head - 1] ?? "")) head -= 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (tail > 0 && /[\udc00-\udfff]/.test(before.at(-tail) ?? "")) tail -= 1;
  const end = before.length - tail;
  return {
    start: positionOf(before, head),
    end: positionOf(before, end),
    insert: after.slice(head, after.length - tail),
  };
}
