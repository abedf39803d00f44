/** Times as people read them: relative beside the thing, absolute in the tooltip, in the viewer's zone. */

const steps: readonly (readonly [limitSeconds: number, unitSeconds: number, unit: string])[] = [
  [60, 1, "s"],
  [3600, 60, "min"],
  [36 * 3600, 3600, "h"],
  [60 * 86_400, 86_400, "d"],
];

/** `just now`, `12 s ago`, `4 min ago`, `3 h ago`, `6 d ago`, then the date; `in 6 min` for what is to come. */
export function relativeTime(at: string, nowMs: number): string {
  const then = Date.parse(at);
  if (Number.isNaN(then)) return "at an unknown time";
  const seconds = Math.floor(Math.abs(nowMs - then) / 1000);
  const future = then > nowMs;
  if (seconds < 5) return future ? "now" : "just now";
  const step = steps.find(([limit]) => seconds < limit);
  if (!step) return at.slice(0, 10);
  const [, size, unit] = step;
  const text = `${Math.floor(seconds / size)} ${unit}`;
  return future ? `in ${text}` : `${text} ago`;
}

/** `23 Nov 2026, 09:12:40 UTC`; with a zone and language of the viewer once the browser knows them. */
export function absoluteTime(at: string, timeZone = "UTC", locale = "en-GB"): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return at;
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
    timeZoneName: "short",
  }).format(then);
}

/** `09:12`, or `22 Nov 09:12` when it was not on the day of `now`. */
export function clockTime(at: string, nowMs: number, timeZone = "UTC", locale = "en-GB"): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return at;
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone });
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const sameDay = day.format(then) === day.format(nowMs);
  return sameDay ? time.format(then) : `${day.format(then)} ${time.format(then)}`;
}
