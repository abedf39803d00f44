/** A number from 0 up to 1 that is always the same for the same text (FNV-1a with murmur3's final mix). */
export function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** How long after the start of a round a backend is asked: another moment each round, within a fifth of the interval. */
export const jitterMs = (backendId: string, round: number, intervalMs: number): number =>
  Math.floor(spread(`${backendId} ${round}`) * Math.min(intervalMs / 5, 2_000));

/** The next multiple of the interval after `nowMs`, counted from `startMs`: rounds that were missed are not made up for. */
export const nextRoundMs = (startMs: number, intervalMs: number, nowMs: number): number =>
  startMs + (Math.floor((nowMs - startMs) / intervalMs) + 1) * intervalMs;
