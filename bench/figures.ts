export type Figure = { name: string; value: number; unit: string; limit: number };

const figures: Figure[] = [];

/** Prints one figure; a value above its limit is over. */
export function report(figure: Figure): void {
  figures.push(figure);
  const { name, value, unit, limit } = figure;
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(1);
  process.stdout.write(`${name} ${shown} ${unit} ${limit} ${value > limit ? "over" : "ok"}\n`);
}

export const isAnyOver = (): boolean => figures.some(({ value, limit }) => value > limit);

/** Middle of `runs` timings in milliseconds, after one that is not counted. */
export async function medianMs(runs: number, work: () => unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}
