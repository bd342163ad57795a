/**
 * Which addresses no decision in a world can tell apart. Routes and rules name blocks of addresses; blocks lie within each
 * other or apart, never across, so the smallest block around an address says in which of all of them it is.
 */
import { type Cidr, type Ipv4, maskOf, networkOf } from '../net/ipv4.ts';
import { onePerMould, type World } from './world.ts';

export class AddressClasses {
  private readonly blocks = new Map<number, Map<Ipv4, number>>();
  private readonly longestFirst: readonly { readonly mask: number; readonly blocks: ReadonlyMap<Ipv4, number> }[];
  private count = 0;

  constructor(world: World) {
    for (const stack of onePerMould(world.stacks)) {
      for (const { to, via } of stack.routes.entries) {
        this.add(to);
        if (via !== undefined) this.add({ address: via, prefix: 32 });
      }
      for (const { addresses } of stack.interfaces) for (const cidr of addresses) if (cidr.prefix < 32) this.add(cidr);
      for (const block of stack.firewall?.blocks ?? []) this.add(block);
    }
    for (const [address, owners] of world.owners) if (owners.length > 1) this.add({ address, prefix: 32 });
    for (const address of world.unknownOwners.keys()) this.add({ address, prefix: 32 });
    this.longestFirst = [...this.blocks]
      .sort(([a], [b]) => b - a)
      .map(([prefix, blocks]) => ({ mask: maskOf(prefix), blocks }));
  }

  private add(cidr: Cidr): void {
    let ofLength = this.blocks.get(cidr.prefix);
    if (ofLength === undefined) {
      ofLength = new Map();
      this.blocks.set(cidr.prefix, ofLength);
    }
    const network = networkOf(cidr);
    if (!ofLength.has(network)) ofLength.set(network, ++this.count);
  }

  /** Equal numbers: alike. 0: in no block at all. */
  classOf(address: Ipv4): number {
    for (const { mask, blocks } of this.longestFirst) {
      const found = blocks.get((address & mask) >>> 0);
      if (found !== undefined) return found;
    }
    return 0;
  }
}
