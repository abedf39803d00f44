import type { ConfigReading, SettingEntry } from "@/lib/config/schema";
import { collectSecrets, open, under } from "@/lib/config/secret-values";
import { assign } from "@/lib/config/yaml-value";

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const findEntry = (reading: ConfigReading, section: string, key: string): SettingEntry | null =>
  reading.settings.find((entry) => entry.section === section && entry.key === key) ?? null;

/** Whether a value could show a secret when it is written elsewhere. */
export const holdsSecret = (key: string, value: unknown): boolean => {
  const found = new Set<string>();
  collectSecrets(value, under(key, open), found);
  return found.size > 0;
};

/** How many values stand in it, maps and lists opened; counting ends at a thousand. */
export const countValues = (value: unknown): number => {
  let count = 0;
  const open: unknown[] = [value];
  while (open.length > 0 && count < 1000) {
    const next = open.pop();
    if (typeof next === "object" && next !== null) open.push(...Object.values(next));
    else count += 1;
  }
  return count;
};

/** `a, b, c and 4 more`. */
export const listNames = (names: readonly string[], shown = 3): string => {
  const short = names.slice(0, shown).map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name));
  const rest = names.length - short.length;
  if (rest > 0) return `${short.join(", ")} and ${rest} more`;
  return short.length < 2 ? (short[0] ?? "") : `${short.slice(0, -1).join(", ")} and ${short.at(-1) ?? ""}`;
};

export const plural = (count: number, word: string): string =>
  `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

/** The value of a top-level key, put together again from its entries. */
export const wholeValue = (entries: readonly SettingEntry[]): unknown => {
  const [first] = entries;
  if (first?.key === "") return first.value;
  const value: Record<string, unknown> = {};
  for (const entry of entries) assign(value, entry.key, entry.value);
  return value;
};
