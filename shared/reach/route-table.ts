/** Longest prefix match, as the kernel's main table does it. */
import { formatCidr, formatIpv4, type Ipv4, maskOf, networkOf } from '../net/ipv4.ts';
import type { NetInterface, RouteEntry, Routes } from './world.ts';

/** As `ip route` prints it, for people. */
export function routeWords({ to, via, dev, source, metric, type }: RouteEntry): string {
  return [
    type === 'unicast' ? '' : type,
    to.prefix === 0 ? 'default' : formatCidr(to),
    via !== undefined && `via ${formatIpv4(via)}`,
    dev && `dev ${dev.name}`,
    source !== undefined && `src ${formatIpv4(source)}`,
    metric > 0 && `metric ${metric}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Up to here it is faster to look at all of them. */
const SHORT = 6;

export class RouteTable implements Routes {
  /** The longest prefix first; of equal ones the lowest metric, then as the host lists them. */
  readonly entries: readonly RouteEntry[];
  private readonly byLength: readonly { readonly mask: number; readonly routes: ReadonlyMap<Ipv4, RouteEntry> }[];

  constructor(entries: readonly RouteEntry[]) {
    this.entries = entries.length < 2 ? entries : [...entries].sort(longestFirst);
    this.byLength = this.entries.length <= SHORT ? NOT_INDEXED : indexed(this.entries);
  }

  lookup(address: Ipv4): RouteEntry | undefined {
    if (this.byLength.length > 0) {
      for (const { mask, routes } of this.byLength) {
        const found = routes.get((address & mask) >>> 0);
        if (found) return found;
      }
      return undefined;
    }
    for (const entry of this.entries) {
      if (((entry.to.address ^ address) & maskOf(entry.to.prefix)) === 0) return entry;
    }
    return undefined;
  }

  /** Only routes through one interface, as a lookup that is bound to it sees them. */
  lookupThrough(address: Ipv4, name: string): RouteEntry | undefined {
    return this.entries.find(({ to, dev }) => dev?.name === name && ((to.address ^ address) & maskOf(to.prefix)) === 0);
  }
}

const NOT_INDEXED: RouteTable['byLength'] = [];

const longestFirst = (a: RouteEntry, b: RouteEntry): number => b.to.prefix - a.to.prefix || a.metric - b.metric;

function indexed(entries: readonly RouteEntry[]): RouteTable['byLength'] {
  const lengths = new Map<number, Map<Ipv4, RouteEntry>>();
  for (const entry of entries) {
    const routes = lengths.get(entry.to.prefix) ?? new Map<Ipv4, RouteEntry>();
    lengths.set(entry.to.prefix, routes);
    const network = networkOf(entry.to);
    if (!routes.has(network)) routes.set(network, entry);
  }
  return [...lengths].map(([prefix, routes]) => ({ mask: maskOf(prefix), routes }));
}

/**
 * The address that a machine sends from when nothing chose one: the route's preferred source, else the first address of the
 * outgoing interface in the next hop's subnet, else its first, else the first of any interface (inet_select_addr).
 */
export function sourceFor(entry: RouteEntry, dev: NetInterface): Ipv4 | undefined {
  if (entry.source !== undefined) return entry.source;
  const { via } = entry;
  const near =
    via === undefined
      ? undefined
      : dev.addresses.find(({ address, prefix }) => ((address ^ via) & maskOf(prefix)) === 0);
  const own =
    near ?? dev.addresses[0] ?? dev.stack.interfaces.find(({ addresses }) => addresses.length > 0)?.addresses[0];
  return own?.address;
}
