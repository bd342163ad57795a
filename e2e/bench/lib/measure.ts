/** What benchmarks measure and print times with, in seconds. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const shown = (values: readonly number[]): string =>
  `${median(values).toFixed(2)} s (${values.map((one) => one.toFixed(2)).join(', ')})`;
