/**
 * Which addresses no decision in a world can tell apart. Routes and rules name blocks of addresses; blocks lie within each
 * other or apart, never across, so the smallest block around an address says in which of all of them it is.
 */
import { type Cidr, type Ipv4, maskOf, networkOf } from '../net/ipv4.ts';
import { type Mould, onePerMould, type Stack, type World } from './world.ts';

export class AddressClasses {
  private readonly blocks = new Map<number, Map<Ipv4, number>>();
  private readonly longestFirst: readonly { readonly mask: number; readonly blocks: ReadonlyMap<Ipv4, number> }[];
  private count = 0;
  /** Addresses that containers of several moulds hold, one of each: alike where those moulds and all else are. */
  private readonly twins: ReadonlyMap<Ipv4, number>;

  constructor(world: World) {
    for (const stack of onePerMould(world.stacks)) {
      for (const { to, via } of stack.routes.entries) {
        this.add(to);
        if (via !== undefined) this.add({ address: via, prefix: 32 });
      }
      for (const { addresses } of stack.interfaces) for (const cidr of addresses) if (cidr.prefix < 32) this.add(cidr);
      for (const block of stack.firewall?.blocks ?? []) this.add(block);
    }
    const twins: [Ipv4, string][] = [];
    const moulds = new Map<Mould, number>();
    for (const [address, owners] of world.owners) {
      if (owners.length < 2) continue;
      const name = nameOfMoulds(owners, moulds);
      if (name === undefined) this.add({ address, prefix: 32 });
      else twins.push([address, name]);
    }
    for (const address of world.unknownOwners.keys()) this.add({ address, prefix: 32 });
    this.longestFirst = [...this.blocks]
      .sort(([a], [b]) => b - a)
      .map(([prefix, blocks]) => ({ mask: maskOf(prefix), blocks }));
    const numbers = new Map<string, number>();
    this.twins = new Map(
      twins.map(([address, moulds]) => {
        const name = `${this.blockOf(address)}:${moulds}`;
        const number = numbers.get(name) ?? ++this.count;
        numbers.set(name, number);
        return [address, number];
      }),
    );
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

  /** Equal numbers: alike. */
  classOf(address: Ipv4): number {
    return this.twins.get(address) ?? this.blockOf(address);
  }

  /** Several hold it, and each of them is still like others of its mould. */
  isOfTwins(address: Ipv4): boolean {
    return this.twins.has(address);
  }

  /** 0: in no block at all. */
  private blockOf(address: Ipv4): number {
    for (const { mask, blocks } of this.longestFirst) {
      const found = blocks.get((address & mask) >>> 0);
      if (found !== undefined) return found;
    }
    return 0;
  }
}

/** Who holds an address, in their order, as far as traces can tell them from the holders of another one. */
function nameOfMoulds(owners: readonly Stack[], numbers: Map<Mould, number>): string | undefined {
  const own = new Set<number>();
  for (const { mould } of owners) {
    if (mould === undefined) return undefined;
    const number = numbers.get(mould) ?? numbers.size;
    numbers.set(mould, number);
    own.add(number);
  }
  return own.size === owners.length ? [...own].join() : undefined;
}
