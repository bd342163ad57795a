import { broadcastOf, firstUsable, lastUsable, networkOf, parseCidr } from '../net/ipv4.ts';
import type { Network } from './lab.ts';

/**
 * The addresses that Docker chooses from, lowest first: of a range every one, its first too (measured on 20.10); of a whole
 * subnet not the two at its edges.
 */
export function* candidates({ subnet, range }: Pick<Network, 'subnet' | 'range'>): Generator<number, undefined> {
  const block = parseCidr(range ?? subnet);
  if (block === undefined) return;
  const whole = range === undefined || range === subnet;
  const [from, to] = whole ? [firstUsable(block), lastUsable(block)] : [networkOf(block), broadcastOf(block)];
  for (let address = from; address <= to; address += 1) yield address;
}
