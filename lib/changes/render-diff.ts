import { structuredPatch } from "diff";

export type DiffSide = { name: string; text: string; masked: string };

const tooDifferent = "@@ The two files have so little in common that a line diff says nothing. @@\n";

/**
 * A unified diff of the real texts whose lines are then shown masked: a line that differs only in a secret is still a
 * hunk, and no secret is in it. `masked` has the same lines as `text`; where it has not, the whole line is hidden.
 */
export function renderDiff(before: DiffSide, after: DiffSide): string {
  if (before.text === after.text) return "";
  const patch = structuredPatch(before.name, after.name, before.text, after.text, "", "", {
    context: 3,
    maxEditLength: 3000,
  });
  const head = `--- ${before.name}\n+++ ${after.name}\n`;
  if (!patch) return head + tooDifferent;
  const old = maskedLines(before);
  const now = maskedLines(after);
  return head + patch.hunks.map((hunk) => renderHunk(hunk, old, now)).join("");
}

type Hunk = ReturnType<typeof structuredPatch>["hunks"][number];

const hidden = "•••";

function maskedLines({ text, masked }: DiffSide): (index: number) => string {
  const lines = masked.split("\n");
  return lines.length === text.split("\n").length ? (index) => lines[index] ?? "" : () => hidden;
}

function renderHunk(hunk: Hunk, old: (index: number) => string, now: (index: number) => string): string {
  let oldLine = hunk.oldStart - 1;
  let newLine = hunk.newStart - 1;
  const lines = hunk.lines.map((line) => {
    if (line.startsWith("-")) return `-${old(oldLine++)}`;
    if (line.startsWith("+")) return `+${now(newLine++)}`;
    if (!line.startsWith(" ")) return line;
    oldLine += 1;
    return ` ${now(newLine++)}`;
  });
  const range = (start: number, count: number) => (count === 1 ? `${start}` : `${start},${count}`);
  return `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@\n${lines.join("\n")}\n`;
}
