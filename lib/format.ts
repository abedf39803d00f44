/** Numbers as people read them: a space before each unit, at most three significant parts, never a bare percentage. */

const trimZeros = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** `75 %`, `91.7 %`; cut off after `digits`, never rounded up, so that 99.96 cannot read as 100. */
export function formatPercent(percent: number, digits = 1): string {
  const scale = 10 ** digits;
  return `${trimZeros((Math.floor(percent * scale + 1e-7) / scale).toFixed(digits))} %`;
}

/** `9 of 12`. */
export const formatFraction = (part: number, total: number): string =>
  `${formatNumber(part)} of ${formatNumber(total)}`;

/** `2,995,731`; the same in every zone and language so that server and browser agree. */
export function formatNumber(value: number): string {
  const [whole = "0", fraction] = Math.abs(value).toString().split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0 ? "−" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** `1 model`, `12 models`, `2 replies` with a plural of its own. */
export const formatCount = (count: number, singular: string, plural = `${singular}s`): string =>
  `${formatNumber(count)} ${count === 1 ? singular : plural}`;

const units: readonly (readonly [string, number])[] = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
];

/** Milliseconds as `0 s`, `41 ms`, `2.59 s`, `42 s`, `6 min 24 s`, `3 h 12 min`, `5 d 4 h`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return "–";
  if (ms === 0) return "0 s";
  if (ms < 1) return formatMicros(ms * 1000);
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_995) return `${trimZeros((ms / 1000).toFixed(2))} s`;
  const seconds = Math.round(ms / 1000);
  const first = units.findIndex(([, size]) => seconds >= size);
  const [unit, size] = units[first] ?? ["s", 1];
  const whole = Math.floor(seconds / size);
  const next = units[first + 1];
  const rest = next ? Math.floor((seconds - whole * size) / next[1]) : 0;
  return rest > 0 && next ? `${whole} ${unit} ${rest} ${next[0]}` : `${whole} ${unit}`;
}

/** Microseconds as `840 µs`, `5.2 ms`, `41 ms`, `1.24 s`; one decimal below 10 ms because targets are that small. */
export function formatMicros(us: number): string {
  if (!Number.isFinite(us) || us < 0) return "–";
  if (us < 999.5) return `${Math.round(us)} µs`;
  if (us < 9_950) return `${trimZeros((us / 1000).toFixed(1))} ms`;
  return formatDuration(us / 1000);
}

/** `412 MB`, `1.1 GB`; decimal units, as disks and package sizes are counted. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return "–";
  if (bytes < 1000) return `${bytes} B`;
  const names = ["kB", "MB", "GB", "TB", "PB"];
  let value = bytes / 1000;
  let index = 0;
  while (value >= 999.5 && index < names.length - 1) {
    value /= 1000;
    index += 1;
  }
  return `${value < 9.95 ? trimZeros(value.toFixed(1)) : Math.round(value)} ${names[index]}`;
}

/** First ten characters of a SHA-256: enough to tell revisions apart by eye. */
export const formatSha = (sha: string): string => sha.slice(0, 10);
