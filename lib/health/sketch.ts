/**
 * A mergeable latency sketch: counts per logarithmic bucket, after DDSketch (Masson, Rim, Lee, VLDB 2019).
 * Any quantile is within 5 % of an observed value, also after merging, which averages of percentiles are not.
 */
export type Sketch = Record<string, number>;

const gamma = 1.05 / 0.95;

export function sketchOf(valuesUs: readonly number[]): Sketch | null {
  const sketch: Sketch = {};
  for (const value of valuesUs) {
    const bucket = String(value <= 1 ? 0 : Math.ceil(Math.log(value) / Math.log(gamma)));
    sketch[bucket] = (sketch[bucket] ?? 0) + 1;
  }
  return valuesUs.length === 0 ? null : sketch;
}

export function mergeSketches(sketches: readonly (Sketch | null)[]): Sketch | null {
  const merged: Sketch = {};
  for (const sketch of sketches)
    for (const [bucket, count] of Object.entries(sketch ?? {})) merged[bucket] = (merged[bucket] ?? 0) + count;
  return Object.keys(merged).length === 0 ? null : merged;
}

/** The value below which `quantile` (0 to 1) of the observations lie, in microseconds. */
export function quantileOf(sketch: Sketch | null, quantile: number): number | null {
  const buckets = Object.entries(sketch ?? {})
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .toSorted((one, other) => one.bucket - other.bucket);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let left = quantile * (total - 1);
  for (const { bucket, count } of buckets) {
    left -= count;
    if (left < 0) return bucket === 0 ? 1 : Math.round((2 * gamma ** bucket) / (gamma + 1));
  }
  return null;
}
