/** Levenshtein distance, given up beyond `limit`. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? limit + 1;
};

/** The known name that was probably meant, or null when none is close. */
export const findNearestName = (name: string, known: Iterable<string>): string | null => {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 4));
  let best: { name: string; at: number } | null = null;
  for (const candidate of known) {
    const at = distance(wanted, candidate.toLowerCase(), limit);
    if (at <= limit && (!best || at < best.at)) best = { name: candidate, at };
  }
  return best?.name ?? null;
};
