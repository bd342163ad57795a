/** What the kernel brings about by itself after any change: carriers, queues, IPv6 addresses, the order of routes. */
import { parseCidr } from '../../net/ipv4.ts';
import type { KernelAddress, KernelLink, KernelState } from './kernel.ts';

/** Only the carriers of a link that has come up, of its bridge or bond, and of what stands on them, on a machine of which nobody asks the rest. */
export function withCarriersFrom(kernel: KernelState, name: string): KernelState {
  const master = kernel.links.find((link) => link.name === name)?.master;
  const all = new Carriers(kernel.links);
  const carriers = new Map<string, boolean>();
  for (const link of kernel.links) {
    const joins = link.kind === 'bridge' || link.kind === 'bond' || link.kind === 'dummy';
    if ((link.name === name && joins) || link.name === master) carriers.set(link.name, all.of(link));
  }
  const from = new Set([name, ...(master === undefined ? [] : [master])]);
  let found = true;
  while (found) {
    found = false;
    for (const link of kernel.links) {
      if (carriers.has(link.name) || link.parent === undefined) continue;
      if (!from.has(link.name) && !carriers.has(link.parent)) continue;
      const under = carriers.get(link.parent) ?? kernel.links.find((item) => item.name === link.parent)?.carrier;
      carriers.set(link.name, link.up && under !== false);
      found = true;
    }
  }
  const links = kernel.links.map((link) => {
    const carrier = carriers.get(link.name) ?? link.carrier;
    return carrier === link.carrier ? link : { ...link, carrier };
  });
  return { ...kernel, links };
}

export function settle(kernel: KernelState): KernelState {
  const carriers = new Carriers(kernel.links);
  const links = kernel.links.map((link) => settledLink(link, carriers.of(link)));
  const same = links.every((link, at) => link === kernel.links[at]);
  const routes = sortedRoutes(kernel.routes);
  const { lastIndex = 0 } = kernel;
  const highest = links.reduce((most, { index }) => Math.max(most, index), lastIndex);
  if (same && routes === kernel.routes && highest === lastIndex) return kernel;
  return { ...kernel, links: same ? kernel.links : links, routes, lastIndex: highest };
}

/** A link may stand on another that stands on another; more than this is a circle that nobody could make. */
const DEEPEST = 16;

class Carriers {
  private readonly byName: ReadonlyMap<string, KernelLink>;
  private readonly byIndex: ReadonlyMap<number, KernelLink>;
  private readonly ports = new Map<string, KernelLink[]>();

  constructor(links: readonly KernelLink[]) {
    this.byName = new Map(links.map((link) => [link.name, link]));
    this.byIndex = new Map(links.map((link) => [link.index, link]));
    for (const link of links) {
      if (link.master !== undefined) this.ports.set(link.master, [...(this.ports.get(link.master) ?? []), link]);
    }
  }

  of(link: KernelLink, depth = 0): boolean {
    if (!link.up || depth > DEEPEST) return false;
    if (link.kind === 'bridge' || link.kind === 'bond') {
      return (this.ports.get(link.name) ?? []).some((port) => this.of(port, depth + 1));
    }
    if (link.kind === 'veth') {
      const peer = link.peer === undefined || link.peer.elsewhere ? undefined : this.byIndex.get(link.peer.index);
      return peer === undefined || peer.up;
    }
    const under = link.parent === undefined ? undefined : this.byName.get(link.parent);
    return under === undefined ? link.unplugged !== true : this.of(under, depth + 1);
  }
}

function settledLink(link: KernelLink, carrier: boolean): KernelLink {
  const used = link.used === true || link.up;
  const addresses = withLinkLocal(link, carrier);
  if (carrier === link.carrier && used === (link.used ?? false) && addresses === link.addresses) return link;
  return { ...link, carrier, ...(used && { used }), addresses };
}

/** The kernel gives one as soon as frames can go, and takes all of IPv6 away with the link. */
function withLinkLocal(link: KernelLink, carrier: boolean): readonly KernelAddress[] {
  const { addresses, kind, mac } = link;
  const six = addresses.filter(({ family }) => family === 6);
  if (!link.up) return six.length === 0 ? addresses : addresses.filter(({ family }) => family === 4);
  // Only as the carrier comes: whoever takes it away meanwhile has taken it away.
  const comes = carrier && (!link.carrier || link.used !== true);
  if (!comes || six.some(({ scope }) => scope === 'link' || scope === 'host')) return addresses;
  if (kind === 'loopback') return [...addresses, { family: 6, address: '::1', prefix: 128, scope: 'host' }];
  const own = linkLocal(mac);
  return own === undefined ? addresses : [...addresses, { family: 6, address: own, prefix: 64, scope: 'link' }];
}

/** `fe80::` and the MAC address in EUI-64 form (RFC 4291). */
function linkLocal(mac: string): string | undefined {
  const bytes = mac.split(':').map((byte) => Number.parseInt(byte, 16));
  const [a, b, c, d, e, f] = bytes;
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined)
    return undefined;
  const groups = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  const zeros = groups.findIndex((group) => group !== 0);
  return `fe80::${groups
    .slice(Math.max(0, zeros))
    .map((group) => group.toString(16))
    .join(':')}`;
}

type Routes = KernelState['routes'];

/** As the kernel's tree holds them: by destination, of one destination the longer prefix first, then the lower metric. */
function sortedRoutes(routes: Routes): Routes {
  if (routes.every((route, at) => at === 0 || compareRoutes(routes[at - 1] ?? route, route) <= 0)) return routes;
  return [...routes].sort(compareRoutes);
}

function compareRoutes(a: Routes[number], b: Routes[number]): number {
  // Each table is a tree of its own.
  if (a.table !== b.table) return a.table === 'main' ? -1 : b.table === 'main' ? 1 : a.table < b.table ? -1 : 1;
  const [left, right] = [parseCidr(a.to), parseCidr(b.to)];
  if (left === undefined || right === undefined) return 0;
  return left.address - right.address || right.prefix - left.prefix || a.metric - b.metric;
}
