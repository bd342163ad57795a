/** Many blocks of addresses, of which it is asked whether any meets another one: without comparing all with it. */
import { broadcastOf, type Cidr, maskOf, networkOf } from './ipv4.ts';

export interface BlockSet {
  add(block: Cidr): void;
  /** One of them has an address of this one. */
  meets(block: Cidr): boolean;
}

/** The same for the same block, and a number: sets of numbers are faster than those of texts. @param prefix of the block around it */
export const blockKey = ({ address }: Cidr, prefix: number): number => ((address & maskOf(prefix)) >>> 0) * 64 + prefix;

/** The blocks around this one, itself among them, the largest first. */
export function* keysAround(block: Cidr): Generator<number> {
  for (let prefix = 0; prefix <= block.prefix; prefix++) yield blockKey(block, prefix);
}

export function blockSet(): BlockSet {
  const keys = new Set<number>();
  let begins: number[] = [];
  let sorted = true;

  /** Two blocks never overlap in part: one that is not around another begins within it, or they have nothing in common. */
  function beginsWithin(block: Cidr): boolean {
    if (!sorted) begins = begins.sort((a, b) => a - b);
    sorted = true;
    let [low, high] = [0, begins.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((begins[middle] ?? 0) < networkOf(block)) low = middle + 1;
      else high = middle;
    }
    return (begins[low] ?? Number.POSITIVE_INFINITY) <= broadcastOf(block);
  }

  return {
    add(block) {
      const key = blockKey(block, block.prefix);
      if (keys.has(key)) return;
      keys.add(key);
      begins.push(networkOf(block));
      sorted = false;
    },
    meets(block) {
      if (keys.size === 0) return false;
      for (const key of keysAround(block)) if (keys.has(key)) return true;
      return beginsWithin(block);
    },
  };
}
