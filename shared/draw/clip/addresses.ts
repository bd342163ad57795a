/** Addresses for what is pasted: as they were where that is free, else the next free ones; whole subnets move together. */
import {
  type Cidr,
  containsAddress,
  containsCidr,
  formatIpv4,
  type Ipv4,
  networkOf,
  overlaps,
  parseCidr,
  parseIpv4,
  sizeOf,
  subnetOf,
} from '../../net/ipv4.ts';
import { nextFree } from '../free.ts';

/** Where free subnets are looked for: those of private use (RFC 1918). */
const PRIVATE: readonly Cidr[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].flatMap(
  (text) => parseCidr(text) ?? [],
);

export class Addresses {
  private readonly shifts: { readonly from: Cidr; readonly to: Cidr }[] = [];
  private readonly moved = new Map<Ipv4, Ipv4>();
  private readonly used: Set<Ipv4>;
  private readonly blocks: Cidr[];

  /**
   * @param used addresses that something has already, and those of what is pasted that are to stay apart from each other
   * @param blocks subnets that the lab speaks of
   */
  constructor(used: Iterable<Ipv4>, blocks: readonly Cidr[]) {
    this.used = new Set(used);
    this.blocks = [...blocks];
  }

  /** Takes a subnet for a network of its own: the same where it overlaps with nothing. False: there is no room for it. */
  takeBlock(block: Cidr): boolean {
    const to = this.blocks.some((other) => overlaps(block, other)) ? this.freeBlock(block) : block;
    if (to === undefined) return false;
    this.blocks.push(to);
    if (to !== block) this.shifts.push({ from: block, to });
    return true;
  }

  /** The next of the same size, in the private range that it is in and then in the others. */
  private freeBlock(block: Cidr): Cidr | undefined {
    const size = sizeOf(block);
    const own = PRIVATE.filter((range) => containsCidr(range, block));
    for (const range of [...own, ...PRIVATE.filter((item) => !own.includes(item))]) {
      if (range.prefix > block.prefix) continue;
      const start = own.includes(range) ? networkOf(block) : networkOf(range);
      const count = Math.min(sizeOf(range) / size, 65_536);
      for (let step = 0; step < count; step += 1) {
        const offset = (start - networkOf(range) + step * size) % sizeOf(range);
        const found = { address: networkOf(range) + offset, prefix: block.prefix };
        if (!this.blocks.some((other) => overlaps(found, other))) return found;
      }
    }
    return undefined;
  }

  /**
   * Takes an address for one thing; whoever named the old one names the new one.
   * @param block its subnet before anything was moved; undefined: it is of a single address
   * @returns false: its subnet is full
   */
  take(address: Ipv4, block: Cidr | undefined, range?: Cidr): boolean {
    if (this.moved.has(address)) return true;
    const wish = this.shifted(address);
    const own = block && this.shiftedBlock(block);
    const found = this.used.has(wish) ? own && nextFree(this.used, own, wish, range) : wish;
    if (found === undefined) return false;
    this.used.add(found);
    this.moved.set(address, found);
    return true;
  }

  private shifted(address: Ipv4): Ipv4 {
    const shift = this.shifts.find(({ from }) => containsAddress(from, address));
    return shift === undefined ? address : networkOf(shift.to) + (address - networkOf(shift.from));
  }

  private shiftedBlock(block: Cidr): Cidr {
    const shift = this.shifts.find(({ from }) => containsCidr(from, subnetOf(block)));
    return shift === undefined ? block : { ...block, address: this.shifted(block.address) };
  }

  /** A text of the file as it is afterwards: an address, one with its prefix length, a subnet; any other text stays. */
  text(text: string): string {
    const single = parseIpv4(text);
    if (single !== undefined) return formatIpv4(this.moved.get(single) ?? this.shifted(single));
    const block = parseCidr(text);
    if (block === undefined) return text;
    const moved = this.moved.get(block.address) ?? this.shiftedBlock(block).address;
    return moved === block.address ? text : `${formatIpv4(moved)}/${block.prefix}`;
  }
}
