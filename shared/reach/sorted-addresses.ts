/** Many addresses, to be asked whether any of them lies in a block. */
import { broadcastOf, type Cidr, type Ipv4, networkOf } from '../net/ipv4.ts';

export class SortedAddresses {
  private readonly sorted: Float64Array;

  constructor(addresses: Iterable<Ipv4>) {
    this.sorted = Float64Array.from(addresses).sort();
  }

  anyIn(block: Cidr): boolean {
    const first = networkOf(block);
    const last = broadcastOf(block);
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.sorted[middle] ?? 0) < first) low = middle + 1;
      else high = middle;
    }
    const found = this.sorted[low];
    return found !== undefined && found <= last;
  }
}
