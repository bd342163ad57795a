/** Addresses of links, and the routes that come and go with them (devinet.c, fib_frontend.c). */
import { broadcastOf, type Cidr, formatCidr, formatIpv4, parseCidr, sameSubnet, subnetOf } from '../../net/ipv4.ts';
import { holds } from '../fact.ts';
import { connectedRoute } from './connected.ts';
import { addressesExplained } from './facts.ts';
import { editLink, type KernelState, linkOf, Refusal } from './kernel.ts';
import type { KernelAddress, KernelLink } from './kernel-link.ts';

export const cidrOf = ({
  address,
  peer,
  prefix,
}: Pick<KernelAddress, 'address' | 'peer' | 'prefix'>): Cidr | undefined => parseCidr(`${peer ?? address}/${prefix}`);

/** Not the first of its subnet on the link. */
export function isSecondary(link: KernelLink, address: KernelAddress): boolean {
  const own = cidrOf(address);
  if (own === undefined) return false;
  const network = formatCidr(subnetOf(own));
  const first = link.addresses.find((item) => {
    const other = cidrOf(item);
    return other !== undefined && formatCidr(subnetOf(other)) === network;
  });
  return first !== address;
}

const explained = ({ facts }: KernelState, sentence: string): string | undefined =>
  holds(addressesExplained, facts.kernel) ? `ipv4: ${sentence}` : undefined;

/** @throws Refusal EEXIST */
export function addAddress(kernel: KernelState, name: string, address: KernelAddress): KernelState {
  const link = linkOf(kernel, name);
  if (link.addresses.some((item) => item.address === address.address && item.prefix === address.prefix)) {
    throw new Refusal('EEXIST', explained(kernel, 'Address already assigned.'));
  }
  const own = cidrOf(address);
  const first = link.addresses.find((item) => {
    const other = cidrOf(item);
    return own && other && sameSubnet(own, other);
  });
  if (first !== undefined && first.scope !== address.scope)
    throw new Refusal('EINVAL', explained(kernel, 'Invalid scope value.'));
  const four = link.addresses.filter(({ family }) => family === 4);
  const six = link.addresses.filter(({ family }) => family === 6);
  const addresses = address.family === 4 ? [...inOrder([...four, address]), ...six] : [...four, address, ...six];
  const next = editLink(kernel, name, { addresses });
  const changed = linkOf(next, name);
  return changed.up ? { ...next, routes: withConnected(next.routes, changed, address) } : next;
}

/**
 * The first of a subnet takes the others of it along, unless promote_secondaries says otherwise; the last of a link takes all
 * routes of the link along.
 * @throws Refusal EADDRNOTAVAIL
 */
export function deleteAddress(kernel: KernelState, name: string, which: Cidr | string): KernelState {
  const link = linkOf(kernel, name);
  const [text, prefix] = typeof which === 'string' ? which.split('/') : [formatIpv4(which.address), which.prefix];
  const found = link.addresses.find(
    (item) => item.address === text && (prefix === undefined || item.prefix === Number(prefix)),
  );
  if (found === undefined) throw new Refusal('EADDRNOTAVAIL', explained(kernel, 'Address not found.'));
  const promotes =
    kernel.sysctls['net.ipv4.conf.all.promote_secondaries'] === '1' ||
    kernel.sysctls[`net.ipv4.conf.${name}.promote_secondaries`] === '1';
  const own = cidrOf(found);
  const subnet = own && formatCidr(subnetOf(own));
  const goes = (item: KernelAddress): boolean => {
    if (item === found) return true;
    if (promotes || isSecondary(link, found) || own === undefined) return false;
    const other = cidrOf(item);
    return other !== undefined && formatCidr(subnetOf(other)) === subnet;
  };
  const gone = link.addresses.filter(goes);
  const addresses = link.addresses.filter((item) => !goes(item));
  const next = editLink(kernel, name, { addresses });
  const left = linkOf(next, name);
  const isLast = !addresses.some(({ family }) => family === 4);
  const routes = next.routes.filter((route) => {
    if (isLast && route.dev === name) return false;
    return !gone.some((item) => route.source === item.address && !hasAddress(next, item.address));
  });
  const connected = left.up
    ? addresses.reduce<Routes>((all, address) => withConnected(all, left, address), routes)
    : routes;
  return { ...next, routes: connected };
}

/** The first of each subnet before all others (__inet_insert_ifa). */
function inOrder(four: readonly KernelAddress[]): readonly KernelAddress[] {
  const subnets = new Set<string | undefined>();
  const isFirst = (address: KernelAddress): boolean => {
    const own = cidrOf(address);
    const subnet = own && formatCidr(subnetOf(own));
    const first = !subnets.has(subnet);
    subnets.add(subnet);
    return first;
  };
  const marked = four.map((address) => ({ address, first: isFirst(address) }));
  const firsts: KernelAddress[] = [];
  // Behind the last one whose scope is as narrow as its own, or narrower.
  for (const { address, first } of marked) {
    if (!first) continue;
    const at = firsts.findLastIndex((item) => narrowness(item) >= narrowness(address));
    firsts.splice(at + 1, 0, address);
  }
  return [...firsts, ...marked.filter(({ first }) => !first).map(({ address }) => address)];
}

const narrowness = ({ scope }: KernelAddress): number =>
  ({ global: 0, site: 200, link: 253, host: 254, nowhere: 255 })[scope] ?? 0;

const hasAddress = (kernel: KernelState, address: string): boolean =>
  kernel.links.some(({ addresses }) => addresses.some((item) => item.address === address));

type Routes = KernelState['routes'];

/** With the route to the address's subnet, if it makes one and there is none yet. */
export function withConnected(routes: Routes, link: KernelLink, address: KernelAddress): Routes {
  if (link.kind === 'loopback' || isSecondary(link, address)) return routes;
  const route = connectedRoute(link.name, address);
  if (route === undefined) return routes;
  const same = ({ to, dev, protocol }: Routes[number]): boolean =>
    to === route.to && dev === link.name && protocol === 'kernel';
  return routes.some(same) ? routes : [...routes, route];
}

/** The highest address of its subnet, as `broadcast +` takes it; undefined where there is no room for one. */
export function broadcastFor(address: Pick<KernelAddress, 'address' | 'prefix'>): string | undefined {
  const own = cidrOf(address);
  return own === undefined || own.prefix > 30 ? undefined : formatIpv4(broadcastOf(own));
}
