/**
 * In which layer-2 domains an address may be asked for by ARP. A machine answers for all its addresses on every interface; but
 * on one without an address, where nobody asks for the machine's others, it never says a word.
 */
import { type Cidr, containsAddress } from '../net/ipv4.ts';
import { isIpvlanL3, type NetInterface, onePerMould, type Stack, type World } from './world.ts';

export class AskedFor {
  private readonly blocks = new Map<number, Map<string, Cidr>>();
  private readonly waysOut = new Set<NetInterface>();

  constructor({ stacks }: World) {
    for (const { interfaces, routes } of onePerMould(stacks)) {
      // What such a child sends goes by its parent, whatever it is for.
      for (const item of interfaces) if (isIpvlanL3(item)) this.add(item.device.domain, ANYTHING);
      for (const { dev, to, via } of routes.entries) {
        if (dev === undefined) continue;
        this.waysOut.add(dev);
        this.add(dev.device.domain, via === undefined ? to : { address: via, prefix: 32 });
      }
    }
  }

  private add(domain: number, block: Cidr): void {
    const known = this.blocks.get(domain) ?? new Map<string, Cidr>();
    this.blocks.set(domain, known.set(`${block.address}/${block.prefix}`, block));
  }

  /** No trace comes by this interface. */
  isMute(item: NetInterface): boolean {
    return item.addresses.length === 0 && !this.waysOut.has(item) && !this.mayAnswer(item.stack, item.device.domain);
  }

  private mayAnswer({ addresses }: Stack, domain: number): boolean {
    for (const block of this.blocks.get(domain)?.values() ?? []) {
      if (addresses.some((address) => containsAddress(block, address))) return true;
    }
    return false;
  }
}

const ANYTHING: Cidr = { address: 0, prefix: 0 };
