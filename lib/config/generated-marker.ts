const marker =
  /\b(?:auto-?generated|(?:is|was|been|file|config) generated|generated (?:by|from|with|using|automatically)|do not (?:edit|modify|change|touch)|don't edit|managed by)\b/i;

const header = 30;

/** The comment near the top that says a tool owns this file, or null. */
export function findGeneratedMarker(text: string): string | null {
  const comments = text
    .replace(/^\ufeff/, "")
    .split("\n", header)
    .filter((line) => /^\s*#/.test(line))
    .map((line) => line.replace(/^\s*#+\s*/, "").trim());
  return comments.find((line) => marker.test(line) && !regionStart.test(line))?.slice(0, 200) ?? null;
}

const regionStart = /^\W*\s*(?:BEGIN|START|>>>)\b.*\b(?:managed|generated|auto)/i;
const regionEnd = /^\W*\s*(?:END|STOP|<<<)\b.*\b(?:managed|generated|auto)/i;

export type MarkedRegion = { title: string; start: number; end: number };

/** Stretches between a `BEGIN … managed` comment and its `END`, as configuration tools leave them. */
export function findMarkedRegions(text: string): MarkedRegion[] {
  const regions: MarkedRegion[] = [];
  let open: MarkedRegion | null = null;
  for (const match of text.matchAll(/^[ \t]*#(.*)$/gm)) {
    const title = (match[1] ?? "").trim();
    if (!open && regionStart.test(title)) open = { title, start: match.index, end: text.length };
    else if (open && regionEnd.test(title)) {
      regions.push({ ...open, end: match.index + match[0].length });
      open = null;
    }
  }
  return open ? [...regions, open] : regions;
}
