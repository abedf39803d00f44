import { stripProvider } from "../known-providers";

export type NearName = {
  name: string;
  /** Near enough to be written in place of the other without asking: no other version or size of a model. */
  certain: boolean;
};

const letters = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
const withoutDigits = (name: string): string => name.replace(/\d+/g, "#");

/** How many slips of the pen two names of this length may be apart. */
const limitFor = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : Math.min(3, Math.floor(length / 4)));

/** Edits between two texts (a swap of neighbours is one), given up beyond `limit`. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : limit + 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same, swap));
    }
    if (Math.min(...next) > limit) return limit + 1;
    [before, row] = [row, next];
  }
  return row[b.length] ?? limit + 1;
};

/** The only one of the known names for which this holds. */
const findOnly = (known: readonly string[], holds: (name: string) => boolean): string | null => {
  const found = known.filter(holds);
  return found.length === 1 ? (found[0] ?? null) : null;
};

const findBySpelling = (name: string, known: readonly string[]): NearName | null => {
  const wanted = name.toLowerCase();
  const limit = limitFor(wanted.length);
  if (limit === 0) return null;
  let nearest: string[] = [];
  let least = limit;
  for (const candidate of known) {
    const apart = distance(wanted, candidate.toLowerCase(), least);
    if (apart > least) continue;
    nearest = apart < least ? [candidate] : [...nearest, candidate];
    least = apart;
  }
  const [only] = nearest;
  if (only === undefined || nearest.length > 1) return null;
  return { name: only, certain: withoutDigits(only) !== withoutDigits(name) };
};

/**
 * The known name that was probably meant: the same letters and digits, the name without its provider or with the tag that was
 * left out, or one that is a slip of the pen away. Null when none is near enough, or several are equally near.
 */
export const findNearestName = (name: string, known: Iterable<string>): NearName | null => {
  const others = [...new Set(known)].filter((candidate) => candidate !== name);
  const plain = letters(name);
  const bare = stripProvider(name);
  const exact =
    (plain === "" ? null : findOnly(others, (candidate) => letters(candidate) === plain)) ??
    findOnly(others, (candidate) => candidate === bare || stripProvider(candidate) === name) ??
    findOnly(others, (candidate) => candidate.startsWith(`${name}:`));
  return exact === null ? findBySpelling(name, others) : { name: exact, certain: true };
};
