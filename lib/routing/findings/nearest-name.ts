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

/** Names that differ over a longer stretch than this are never near. */
const longest = 512;
let [beforeLast, last, current] = [new Int32Array(longest), new Int32Array(longest), new Int32Array(longest)];

/** Edits between two texts (a swap of neighbours is one), given up beyond `limit`. Only cells near the diagonal can stay within it. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit || b.length >= longest) return limit + 1;
  const none = limit + 1;
  for (let j = 0; j <= b.length; j += 1) last[j] = Math.min(j, none);
  for (let i = 1; i <= a.length; i += 1) {
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    current[from - 1] = from === 1 ? Math.min(i, none) : none;
    let least = current[from - 1] ?? none;
    for (let j = from; j <= to; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (beforeLast[j - 2] ?? none) + 1 : none;
      const cell = Math.min(
        (last[j] ?? none) + 1,
        (current[j - 1] ?? none) + 1,
        (last[j - 1] ?? none) + same,
        swap,
        none,
      );
      current[j] = cell;
      if (cell < least) least = cell;
    }
    if (to < b.length) current[to + 1] = none;
    if (least > limit) return none;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return last[b.length] ?? none;
};

/** Which letters a text has, thirty-two kinds of them: a kind that only one of two texts has costs an edit at least. */
const lettersIn = (text: string): number => {
  let mask = 0;
  for (let at = 0; at < text.length; at += 1) mask |= 1 << (text.charCodeAt(at) & 31);
  return mask;
};

const isWithin = (mask: number, limit: number): boolean => {
  let rest = mask;
  for (let taken = 0; rest !== 0; taken += 1) {
    if (taken === limit) return false;
    rest &= rest - 1;
  }
  return true;
};

/** The parts of two texts between what they begin and end with alike, which cost no edit. */
const differingParts = (a: string, b: string): [string, string] => {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
};

type Known = {
  names: readonly { name: string; lower: string; mask: number }[];
  /** Names by what is left of them when marks, a provider or a tag are left out. */
  byLetters: ReadonlyMap<string, ReadonlySet<string>>;
  byBare: ReadonlyMap<string, ReadonlySet<string>>;
  byUntagged: ReadonlyMap<string, ReadonlySet<string>>;
};

const groupNames = (names: readonly string[], key: (name: string) => string | null) => {
  const groups = new Map<string, Set<string>>();
  for (const name of names) {
    const found = key(name);
    if (found) groups.set(found, (groups.get(found) ?? new Set()).add(name));
  }
  return groups;
};

const untagged = (name: string): string | null => (name.includes(":") ? name.slice(0, name.indexOf(":")) : null);

const prepareNames = (known: Iterable<string>): Known => {
  const names = [...new Set(known)];
  return {
    names: names.map((name) => ({ name, lower: name.toLowerCase(), mask: lettersIn(name.toLowerCase()) })),
    byLetters: groupNames(names, letters),
    byBare: groupNames(names, stripProvider),
    byUntagged: groupNames(names, untagged),
  };
};

const onlyOther = (found: ReadonlySet<string> | undefined, name: string): string | null => {
  const [first, ...others] = [...(found ?? [])].filter((candidate) => candidate !== name);
  return others.length === 0 ? (first ?? null) : null;
};

const findBySpelling = (name: string, names: Known["names"]): NearName | null => {
  const wanted = name.toLowerCase();
  const limit = limitFor(wanted.length);
  const mask = lettersIn(wanted);
  let nearest: string[] = [];
  let least = limit;
  for (const candidate of limit === 0 ? [] : names) {
    if (candidate.name === name || Math.abs(candidate.lower.length - wanted.length) > least) continue;
    if (!isWithin(candidate.mask & ~mask, least) || !isWithin(mask & ~candidate.mask, least)) continue;
    const apart = distance(...differingParts(wanted, candidate.lower), least);
    if (apart > least) continue;
    nearest = apart < least ? [candidate.name] : [...nearest, candidate.name];
    least = apart;
  }
  const [only] = nearest;
  if (only === undefined || nearest.length > 1) return null;
  return { name: only, certain: withoutDigits(only) !== withoutDigits(name) };
};

/**
 * Finds the known name that was probably meant: the same letters and digits, the name without its provider or with the tag that was
 * left out, or one that is a slip of the pen away. Null when none is near enough, or several are equally near.
 */
export const createNameFinder = (known: Iterable<string>): ((name: string) => NearName | null) => {
  const { names, byLetters, byBare, byUntagged } = prepareNames(known);
  const isKnown = new Set(names.map(({ name }) => name));
  return (name) => {
    const bare = stripProvider(name);
    const exact =
      onlyOther(byLetters.get(letters(name)), name) ??
      (bare !== null && isKnown.has(bare) ? bare : null) ??
      onlyOther(byBare.get(name), name) ??
      onlyOther(byUntagged.get(name), name);
    return exact === null ? findBySpelling(name, names) : { name: exact, certain: true };
  };
};

/** The known name that was probably meant, when only one is looked for. */
export const findNearestName = (name: string, known: Iterable<string>): NearName | null =>
  createNameFinder(known)(name);
