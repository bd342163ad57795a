/** What the kernel brings about by itself after any change: carriers, queues, IPv6 addresses, the order of routes. */
import { editLink, type KernelState } from './kernel.ts';
import type { KernelAddress, KernelLink } from './kernel-link.ts';
import { LinkIndex } from './link-index.ts';
import { withoutLink } from './links.ts';
import { kernelIn, namespaceNamed, OWN, spacesOf, withKernelIn } from './namespaces.ts';
import { blockOf } from './route-index.ts';

/** Only the carriers of a link that has come up, of its bridge or bond, and of what stands on them, on a machine of which nobody asks the rest. */
export function withCarriersFrom(kernel: KernelState, name: string): KernelState {
  const links = LinkIndex.of(kernel.links);
  const own = links.named(name);
  if (own === undefined) return kernel;
  const all = new Carriers(links);
  const carriers = new Map<string, boolean>();
  const joins = own.kind === 'bridge' || own.kind === 'bond' || own.kind === 'dummy';
  for (const link of [joins ? own : undefined, links.named(own.master)]) {
    if (link !== undefined) carriers.set(link.name, all.of(link));
  }
  if (own.parent !== undefined) carriers.set(name, own.up && lends(links.named(own.parent)));
  // Storey by storey: what is found is walked to in turn.
  for (const [under, carrier] of carriers) {
    for (const link of links.on(under)) if (!carriers.has(link.name)) carriers.set(link.name, link.up && carrier);
  }
  return [...carriers].reduce((next, [of, carrier]) => editLink(next, of, { carrier }), kernel);
}

export function settle(kernel: KernelState): KernelState {
  if (kernel.namespaces === undefined) return settledAlone(kernel, new Carriers(LinkIndex.of(kernel.links)));
  const whole = withNumbers(withoutLoose(kernel));
  const spaces: ReadonlyMap<string, Carriers> = new Map(
    spacesOf(whole).map((name) => [
      name,
      new Carriers(LinkIndex.of(kernelIn(whole, name).links), (space, index) => spaces.get(space)?.at(index)),
    ]),
  );
  return [...spaces].reduce<KernelState>((next, [name, carriers]) => {
    const before = kernelIn(next, name);
    const settled = settledAlone(before, carriers);
    // Another namespace than the host's counts only the links that were made in it.
    const after = name === OWN || settled === before ? settled : { ...settled, lastIndex: before.lastIndex ?? 1 };
    return after === before ? next : withKernelIn(next, name, after);
  }, whole);
}

/** A cable goes with either of its ends, and a link with what it stands on, wherever that was. */
function withoutLoose(kernel: KernelState): KernelState {
  for (const name of spacesOf(kernel)) {
    const own = kernelIn(kernel, name);
    const loose = own.links.find(({ peer }) => {
      if (!peer?.elsewhere || peer.space === undefined) return false;
      const there = peer.space === OWN || namespaceNamed(kernel, peer.space) !== undefined;
      return !there || !kernelIn(kernel, peer.space).links.some(({ index }) => index === peer.index);
    });
    if (loose !== undefined) return withoutLoose(withKernelIn(kernel, name, withoutLink(own, loose)));
  }
  return kernel;
}

/** The host numbers the namespaces that its links lead to, in that order (net_namespace.c, peernet2id_alloc). */
function withNumbers(kernel: KernelState): KernelState {
  const { namespaces = [], lent = [] } = kernel;
  const reached = kernel.links.flatMap(({ peer }) => (peer?.space ? [peer.space] : []));
  const named = reached.find((name) => namespaceNamed(kernel, name)?.number === undefined);
  if (named === undefined) return kernel;
  const taken = new Set(namespaces.map(({ number }) => number));
  let number = new Set(lent.map(({ container }) => container)).size;
  while (taken.has(number)) number += 1;
  return withNumbers({
    ...kernel,
    namespaces: namespaces.map((item) => (item.name === named ? { ...item, number } : item)),
  });
}

function settledAlone(kernel: KernelState, carriers: Carriers): KernelState {
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

interface Carrier {
  readonly up: boolean;
  carrier(): boolean;
}

/** The real lab's cards say nothing of their cable while they are down: what stands on them keeps its carrier. */
const isCard = ({ kind }: KernelLink): boolean => kind === 'nic' || kind === 'dummy' || kind === 'other';

const lends = (parent: KernelLink | undefined): boolean =>
  parent === undefined || parent.carrier || (!parent.up && isCard(parent) && parent.unplugged !== true);

type Elsewhere = (space: string, index: number) => Carrier | undefined;

class Carriers {
  private readonly links: LinkIndex;
  private readonly elsewhere: Elsewhere;

  /** @param elsewhere what is known of a link in another namespace */
  constructor(links: LinkIndex, elsewhere: Elsewhere = () => undefined) {
    this.links = links;
    this.elsewhere = elsewhere;
  }

  at(index: number): Carrier | undefined {
    const link = this.links.numbered(index);
    return link && { up: link.up, carrier: () => this.of(link) };
  }

  of(link: KernelLink, depth = 0): boolean {
    if (!link.up || depth > DEEPEST) return false;
    if (link.peer?.space !== undefined) {
      const other = this.elsewhere(link.peer.space, link.peer.index);
      return other === undefined || (link.kind === 'veth' ? other.up : other.carrier());
    }
    if (link.young === true) return true;
    if (link.kind === 'bridge' || link.kind === 'bond') {
      return this.links.portsOf(link.name).some((port) => this.of(port, depth + 1));
    }
    if (link.kind === 'veth') {
      const peer = link.peer === undefined || link.peer.elsewhere ? undefined : this.links.numbered(link.peer.index);
      return peer === undefined || peer.up;
    }
    const under = this.links.named(link.parent);
    if (under === undefined) return link.unplugged !== true;
    return isCard(under) ? under.unplugged !== true : this.of(under, depth + 1);
  }
}

function settledLink(link: KernelLink, carrier: boolean): KernelLink {
  const addresses = withLinkLocal(link, carrier);
  const isNew = link.up && link.used !== true;
  if (carrier === link.carrier && !isNew && addresses === link.addresses) return link;
  return { ...link, carrier, ...(link.up && { used: true }), addresses };
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
  if (bytes.length !== 6) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
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
  const [left, right] = [blockOf(a), blockOf(b)];
  if (left === undefined || right === undefined) return 0;
  return left.address - right.address || right.prefix - left.prefix || a.metric - b.metric;
}
