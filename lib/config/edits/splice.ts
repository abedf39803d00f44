/** A stretch of the original text and what takes its place. */
export type Splice = { start: number; end: number; insert: string };

export function applySplices(text: string, splices: Splice[]): string {
  let result = text;
  for (const { start, end, insert } of splices.toSorted(
    (one, other) => other.start - one.start || other.end - one.end,
  )) {
    result = result.slice(0, start) + insert + result.slice(end);
  }
  return result;
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

/** Just after the line break that ends the line, or the end of the text. */
export function lineAfter(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found < 0 ? text.length : found + 1;
}

/** The position before the line break (`\n` or `\r\n`) that ends the line. */
export function lineEnd(text: string, at: number): number {
  const after = lineAfter(text, at);
  if (after === 0 || text[after - 1] !== "\n") return after;
  return text[after - 2] === "\r" && after - 2 >= at ? after - 2 : after - 1;
}

/** The line break of the file: the first one that is found in it. */
export function eolOf(text: string): string {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}

export const columnOf = (text: string, at: number): number => {
  const start = lineStart(text, at);
  return at - start - (start === 0 && text.startsWith("\ufeff") ? 1 : 0);
};

/** True when only blanks stand before this place in its line. */
export const isFirstInLine = (text: string, at: number): boolean =>
  /^\ufeff?[ \t]*$/.test(text.slice(lineStart(text, at), at));

/** Where the lines of something that ends at `end` are over: after its trailing comment and line break. */
export const unitEnd = (text: string, end: number): number =>
  end > 0 && text[end - 1] === "\n" ? end : lineAfter(text, end);

/** Whole lines put in at a line's start, or after a last line that has no line break. */
export function insertLines(text: string, at: number, lines: string, eol: string): Splice {
  const bare = lines.endsWith(eol) ? lines.slice(0, -eol.length) : lines;
  const atOpenEnd = at === text.length && at > 0 && text[at - 1] !== "\n";
  return { start: at, end: at, insert: atOpenEnd ? eol + bare : bare + eol };
}
