import { z } from "zod";

const hourMs = 3_600_000;

/** Length of each preset, and how many points and slots are shown in it. */
const presets = {
  "1h": { ms: hourMs, slots: 60, words: "1 hour" },
  "6h": { ms: 6 * hourMs, slots: 72, words: "6 hours" },
  "24h": { ms: 24 * hourMs, slots: 96, words: "24 hours" },
  "7d": { ms: 7 * 24 * hourMs, slots: 84, words: "7 days" },
  "30d": { ms: 30 * 24 * hourMs, slots: 90, words: "30 days" },
} as const;

export const RangePreset = z.enum(["1h", "6h", "24h", "7d", "30d"]);
export type RangePreset = z.infer<typeof RangePreset>;

export const presetWords = (preset: RangePreset): string => presets[preset].words;

/** The last hours up to now, which move on, or a stretch between two moments, which does not. */
export type HealthRange = { kind: "last"; preset: RangePreset } | { kind: "between"; from: string; to: string };

const defaultRange: HealthRange = { kind: "last", preset: "24h" };

const Moment = z.iso.datetime({ offset: true });
const Search = z.object({
  range: RangePreset.optional().catch(undefined),
  from: Moment.optional().catch(undefined),
  to: Moment.optional().catch(undefined),
});

/** The range that an address names. `from` and `to` count when both are there and in order; what cannot be used is a day. */
export function readRange(search: Record<string, unknown>): HealthRange {
  const { range, from, to } = Search.parse(search);
  if (range) return { kind: "last", preset: range };
  if (!from || !to || Date.parse(from) >= Date.parse(to)) return defaultRange;
  return { kind: "between", from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

export const rangeQuery = (range: HealthRange): Record<string, string> =>
  range.kind === "last" ? { range: range.preset } : { from: range.from, to: range.to };

export type RangeWindow = { from: string; to: string; points: number; slots: number };

/** The window to ask for at a moment. */
export function windowOf(range: HealthRange, nowMs: number): RangeWindow {
  if (range.kind === "between") return { from: range.from, to: range.to, points: 96, slots: 96 };
  const { ms, slots } = presets[range.preset];
  return { from: new Date(nowMs - ms).toISOString(), to: new Date(nowMs).toISOString(), points: slots, slots };
}

/** How often a range is asked for anew: a tenth of one slot, between 10 s and a minute. */
export function refreshMs(range: HealthRange): number {
  if (range.kind === "between") return 60_000;
  const { ms, slots } = presets[range.preset];
  return Math.min(60_000, Math.max(10_000, ms / slots / 10));
}

/** A moment as a `datetime-local` field writes it, in the viewer's zone. */
export function toLocalField(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(new Date(at));
  return parts.replace(" ", "T");
}
