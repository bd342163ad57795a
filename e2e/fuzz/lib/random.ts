import fc from 'fast-check';

/** Where a fuzzer gets everything from that is left to chance: the same seed gives the same case, on every machine. */
export interface Random {
  /** Whole, from `least` up to and with `most`. */
  int(least: number, most: number): number;
  /** @param probability 0 … 1 */
  chance(probability: number): boolean;
  of<T>(choices: readonly T[]): T;
  bytes(length: number): Buffer;
  /** A value of one of fast-check's arbitraries. */
  draw<T>(arbitrary: fc.Arbitrary<T>): T;
}

/** Marsaglia's multiply-with-carry would do as well: this one is mulberry32, of 32 bits. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const int = (least: number, most: number): number => least + (next() % (most - least + 1));
  return {
    int,
    chance: (probability) => next() / 2 ** 32 < probability,
    of: (choices) => {
      if (choices.length === 0) throw new RangeError('nothing to choose from');
      return choices[int(0, choices.length - 1)] as (typeof choices)[number];
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => next() & 0xff)),
    draw: (arbitrary) => fc.sample(arbitrary, { seed: next() | 0, numRuns: 1 })[0] as never,
  };
}

/** The seed of one case among those of a run. */
export const seedOf = (seed: number, index: number): number =>
  Math.imul(seed, 0x9e3779b1) ^ Math.imul(index, 0x85ebca6b);
