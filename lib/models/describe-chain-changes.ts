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

const compareTargets = (before: ChainEntry, after: ChainEntry): string[] => {
  const [old, now] = [before.targets.map(keyOf), after.targets.map(keyOf)];
  if (old.join("\n") === now.join("\n")) return [];
  const title = titleOf(after);
  if (hasRepeats(old) || hasRepeats(now)) return [`${title}: chain is now ${listed(after.targets)}`];
  const kept = keepInPlace(old, now);
  const removed = before.targets.filter((target) => !now.includes(keyOf(target)));
  const added = after.targets.flatMap((target, at) =>
    old.includes(keyOf(target)) ? [] : [`${title}: added ${quoted(target)} as hop ${at + 1}`],
  );
  const moved = after.targets.flatMap((target, at) => {
    const from = old.indexOf(keyOf(target));
    return from < 0 || kept.has(keyOf(target))
      ? []
      : [`${title}: moved ${quoted(target)} from hop ${from + 1} to hop ${at + 1}`];
  });
  return [...removed.map((target) => `${title}: removed ${quoted(target)}`), ...moved, ...added];
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
  const removed = [...old].flatMap(([key, chain]) =>
    now.has(key) ? [] : [`${titleOf(chain)}: chain removed (it was ${listed(chain.targets)})`],
  );
  const changed = [...now].flatMap(([key, chain]) => {
    const earlier = old.get(key);
    return earlier ? compareTargets(earlier, chain) : [`${titleOf(chain)}: new chain ${listed(chain.targets)}`];
  });
  return [...removed, ...changed];
};
