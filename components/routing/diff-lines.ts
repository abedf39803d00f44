/** A line of a unified diff with its numbers in the old and the new file. */
export type DiffLine = {
  kind: "hunk" | "same" | "added" | "removed" | "note";
  text: string;
  oldLine: number | null;
  newLine: number | null;
};

const hunkHeader = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/;

/** Reads a unified diff; file headers are left out, the marker of a missing final newline is kept as a note. */
export function parseUnifiedDiff(unified: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let oldLine = 0;
  let newLine = 0;
  let inHunk = false;
  for (const raw of unified.replace(/\r?\n$/, "").split("\n")) {
    const header = hunkHeader.exec(raw);
    if (header) {
      inHunk = true;
      oldLine = Number(header[1]);
      newLine = Number(header[2]);
      lines.push({ kind: "hunk", text: header[3] || `line ${newLine}`, oldLine: null, newLine: null });
    } else if (!inHunk) continue;
    else if (raw.startsWith("+")) lines.push({ kind: "added", text: raw.slice(1), oldLine: null, newLine: newLine++ });
    else if (raw.startsWith("-"))
      lines.push({ kind: "removed", text: raw.slice(1), oldLine: oldLine++, newLine: null });
    else if (raw.startsWith("\\")) lines.push({ kind: "note", text: raw.slice(2), oldLine: null, newLine: null });
    else if (raw.startsWith(" ") || raw === "")
      lines.push({ kind: "same", text: raw.slice(1), oldLine: oldLine++, newLine: newLine++ });
    else inHunk = false;
  }
  return lines;
}

/** `2 lines added, 1 removed`. */
export function diffSummary(lines: readonly DiffLine[]): string {
  const added = lines.filter((line) => line.kind === "added").length;
  const removed = lines.filter((line) => line.kind === "removed").length;
  if (added === 0 && removed === 0) return "no line changes";
  return `${added} ${added === 1 ? "line" : "lines"} added, ${removed} removed`;
}
