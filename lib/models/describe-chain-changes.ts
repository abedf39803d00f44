import { type ChainEntry, type ChainTarget, type ConfigReading, targetName } from "@/lib/config/schema";

const keyOf = (target: ChainTarget): string => (typeof target === "string" ? target : JSON.stringify(target));

const kindWords = {
  general: "",
  context_window: " for context-window errors",
  content_policy: " for content-policy errors",
  default: "",
} as const;

const titleOf = ({ kind, source }: ChainEntry): string =>
  kind === "default" ? "default fallbacks" : `\`${source}\`${kindWords[kind]}`;

const quoted = (target: ChainTarget | undefined): string =>
  target === undefined ? "nothing" : `\`${targetName(target)}\`${typeof target === "string" ? "" : " with overrides"}`;

const listed = (targets: readonly ChainTarget[]): string => targets.map(quoted).join(", ") || "no target";

/** Lengths of the longest common subsequences of the tails: what stays in place while other targets move. */
const keepInPlace = (before: readonly string[], after: readonly string[]): Set<string> => {
  const table = before.map(() => new Array<number>(after.length + 1).fill(0));
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (row) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const kept = new Set<string>();
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    const name = before[i];
    if (name !== undefined && name === after[j]) {
      kept.add(name);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return kept;
};

const hasRepeats = (keys: readonly string[]): boolean => new Set(keys).size < keys.length;

/** What happened to one chain. Chains of one `bulk` had the same done to them and are told in one line. */
type Told = { title: string; lines: string[]; bulk: string | null; isWhole?: true };

/** The same words for every chain that this is all that happened to; null for what is each chain's own. */
const bulkOf = (
  removed: readonly ChainTarget[],
  added: readonly ChainTarget[],
  before: ChainEntry,
  after: ChainEntry,
) => {
  const [gone, come] = [removed[0], added[0]];
  if (removed.length > 1 || added.length > 1) return null;
  if (gone !== undefined && come !== undefined)
    return before.targets.indexOf(gone) === after.targets.indexOf(come)
      ? `${quoted(gone)} replaced by ${quoted(come)}`
      : null;
  if (gone !== undefined) return `${quoted(gone)} removed`;
  return come !== undefined && after.targets.at(-1) === come ? `${quoted(come)} added as the last hop` : null;
};

const compareTargets = (before: ChainEntry, after: ChainEntry): Told => {
  const [old, now] = [before.targets.map(keyOf), after.targets.map(keyOf)];
  const title = titleOf(after);
  if (old.join("\n") === now.join("\n")) return { title, lines: [], bulk: null };
  if (hasRepeats(old) || hasRepeats(now))
    return { title, lines: [`${title}: chain is now ${listed(after.targets)}`], bulk: null };
  const kept = keepInPlace(old, now);
  const removed = before.targets.filter((target) => !now.includes(keyOf(target)));
  const added = after.targets.filter((target) => !old.includes(keyOf(target)));
  const moved = after.targets.flatMap((target, at) => {
    const from = old.indexOf(keyOf(target));
    return from < 0 || kept.has(keyOf(target))
      ? []
      : [`${title}: moved ${quoted(target)} from hop ${from + 1} to hop ${at + 1}`];
  });
  const lines = [
    ...removed.map((target) => `${title}: removed ${quoted(target)}`),
    ...moved,
    ...added.map((target) => `${title}: added ${quoted(target)} as hop ${after.targets.indexOf(target) + 1}`),
  ];
  return { title, lines, bulk: moved.length > 0 ? null : bulkOf(removed, added, before, after) };
};

const mostNames = 6;

const nameSome = (titles: readonly string[]): string => {
  const more = titles.length - mostNames;
  return titles.slice(0, mostNames).join(", ") + (more > 0 ? ` and ${more} more` : "");
};

/** One line for what was done to several chains alike, where the first of them would stand. */
const inBulk = (told: readonly Told[]): string[] => {
  const alike = new Map<string, Told[]>();
  for (const one of told) if (one.bulk !== null) alike.set(one.bulk, [...(alike.get(one.bulk) ?? []), one]);
  return told.flatMap((one) => {
    const others = one.bulk === null ? [] : (alike.get(one.bulk) ?? []);
    if (others.length < 2) return one.lines;
    const titles = others.map(({ title }) => title);
    const where = one.isWhole ? `for ${titles.length} models` : `in ${titles.length} chains`;
    return others[0] === one ? [`${one.bulk} ${where}: ${nameSome(titles)}`] : [];
  });
};

/** A second chain of the same source, or one in the other section, is a chain of its own. */
const keyed = (reading: ConfigReading): Map<string, ChainEntry> => {
  const chains = new Map<string, ChainEntry>();
  for (const chain of reading.chains) {
    const base = JSON.stringify([chain.kind, chain.section, chain.source]);
    let key = base;
    for (let twin = 2; chains.has(key); twin += 1) key = `${base}#${twin}`;
    chains.set(key, chain);
  }
  return chains;
};

export const describeChainChanges = (before: ConfigReading, after: ConfigReading): string[] => {
  const [old, now] = [keyed(before), keyed(after)];
  const removed = [...old].flatMap(([key, chain]): Told[] => {
    const was = `chain removed (it was ${listed(chain.targets)})`;
    return now.has(key)
      ? []
      : [{ title: titleOf(chain), lines: [`${titleOf(chain)}: ${was}`], bulk: was, isWhole: true }];
  });
  const changed = [...now].map(([key, chain]): Told => {
    const earlier = old.get(key);
    if (earlier) return compareTargets(earlier, chain);
    const is = `new chain ${listed(chain.targets)}`;
    return { title: titleOf(chain), lines: [`${titleOf(chain)}: ${is}`], bulk: is, isWhole: true };
  });
  return inBulk([...removed, ...changed]);
};
