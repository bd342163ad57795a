/** Segments, and hosts that plug themselves into one. */
import type { Host, Interface, Lab, Nic } from '../lab/lab.ts';
import { domainOf, indexOf } from '../lab/lookup.ts';
import { addressPart } from '../net/ip.ts';
import { type Cidr, containsAddress, formatCidr, networkOf, parseCidr, parseIpv4, subnetOf } from '../net/ipv4.ts';
import {
  addHost,
  addInterface,
  addSegment,
  type Draft,
  isRefusal,
  type Refusal,
  refuse,
  setAddress,
  setVlans,
} from './draft.ts';
import {
  freeAddress,
  freeFromTheEnd,
  freeHostName,
  freeName,
  freeNicName,
  freeSubnet,
  subnetOfDomain,
  usedAddresses,
} from './free.ts';
import { isInternet, masqueraded } from './internet.ts';
import type { Defaults, DropPlace } from './tools.ts';

export function makeSegment(draft: Draft): { readonly draft: Draft; readonly name: string } {
  const name = freeName('lan', (wish) => indexOf(draft.lab).segment(wish) !== undefined);
  return { draft: addSegment(draft, { name, vlans: 'all' }), name };
}

/** The segment that a place is at: of a host, the one of its first card. Undefined: there is none yet. */
export function segmentAt(lab: Lab, at: DropPlace): string | undefined {
  switch (at.kind) {
    case 'segment':
      return at.name;
    case 'lab':
      return lab.segments.at(-1)?.name;
    case 'network': {
      const host = at.host ?? indexOf(lab).network(at.name)?.parents[0]?.host;
      const wire = host === undefined ? undefined : indexOf(lab).wireUnder(at.name, host);
      return wire?.nic.segment ?? lab.segments.at(-1)?.name;
    }
    case 'interface':
      return indexOf(lab).wire(at.host, at.name)?.nic.segment ?? cardsOf(lab, at.host)[0]?.segment;
    default:
      return cardsOf(lab, at.host)[0]?.segment ?? lab.segments.at(-1)?.name;
  }
}

export const cardsOf = (lab: Lab, host: string): readonly Nic[] =>
  indexOf(lab)
    .host(host)
    ?.interfaces.filter((item): item is Nic => item.kind === 'nic') ?? [];

export const forwards = (host: Host): boolean => host.routing?.forward === true;

/** Hosts with a card in the segment, in the order of the file; routers are asked for by themselves. */
export const hostsOn = (lab: Lab, segment: string): readonly Host[] =>
  lab.hosts.filter((host) => host.interfaces.some((item) => item.kind === 'nic' && item.segment === segment));

export const plainHostsOn = (lab: Lab, segment: string): readonly Host[] =>
  hostsOn(lab, segment).filter((host) => !forwards(host));

/** The subnet of a segment's untagged frames, and where in it hosts begin. */
export function landOf(
  lab: Lab,
  segment: string,
  defaults: Defaults,
): { readonly block: Cidr; readonly from: number } | undefined {
  const first = parseIpv4(defaults.firstHost) ?? 0;
  const wanted = subnetOf({ address: first, prefix: 24 });
  const from = first - networkOf(wanted);
  const known = subnetOfDomain(lab, domainOf({ nic: nicIn(segment), tags: [] }));
  if (known !== undefined) return { block: known, from };
  const pool = subnetOf({ address: first, prefix: 16 });
  const block = freeSubnet(lab, pool, (wanted.address - pool.address) / 256);
  return block && { block, from };
}

const nicIn = (segment: string): Nic => ({ kind: 'nic', name: '', segment, address: undefined, promiscuous: false });

/** `192.168.1.0/24`: what untagged networks of the segment have in common with its hosts. */
export const subnetOfSegment = (lab: Lab, segment: string, defaults: Defaults): Cidr | undefined =>
  landOf(lab, segment, defaults)?.block;

export function makeHost(draft: Draft, segment: string, defaults: Defaults): Draft | Refusal {
  const land = landOf(draft.lab, segment, defaults);
  const address = land && freeAddress(draft.lab, land.block, land.from);
  if (land === undefined || address === undefined) return refuse(fullOf(draft.lab, segment, land?.block));
  const name = freeHostName(draft.lab);
  const nic: Nic = {
    kind: 'nic',
    name: freeNicName(undefined),
    segment,
    address: `${address}/${land.block.prefix}`,
    promiscuous: true,
  };
  return addHost(draft, hostWith(name, address, [nic], defaults));
}

const hostWith = (name: string, address: string, interfaces: readonly Interface[], { user }: Defaults): Host => ({
  name,
  ssh: { address, port: 22, user, key: undefined },
  interfaces,
  containers: [],
  routing: undefined,
});

const fullOf = (lab: Lab, segment: string, block: Cidr | undefined): string =>
  block === undefined
    ? `no subnet is left for ${segment}`
    : `${formatCidr(block)} of ${segment} is full: ${lab.hosts.length} hosts are drawn`;

/** Of a router among the untagged frames of a segment: the gateway's, where nothing has it yet. */
const routerAddress = (lab: Lab, segment: string, block: Cidr): string | undefined =>
  unownedGateway(lab, segment, undefined, block) ?? freeFromTheEnd(lab, block);

/** A card of the host in the segment: the one that it has, else a new one. */
export function cardIn(
  draft: Draft,
  host: string,
  segment: string,
  defaults: Defaults,
): { readonly draft: Draft; readonly nic: string } | Refusal {
  const known = cardsOf(draft.lab, host).find((nic) => nic.segment === segment);
  if (known !== undefined) return { draft, nic: known.name };
  const knownHost = indexOf(draft.lab).host(host);
  const routes = knownHost !== undefined && forwards(knownHost);
  if (isInternet(draft.lab, segment)) {
    // It has an address by DHCP there, and the default route.
    const name = freeNicName(knownHost);
    return { draft: masqueraded(addInterface(draft, host, newCard(name, segment, undefined)), host), nic: name };
  }
  const land = landOf(draft.lab, segment, defaults);
  const address =
    land && (routes ? routerAddress(draft.lab, segment, land.block) : freeAddress(draft.lab, land.block, land.from));
  if (land === undefined || address === undefined) return refuse(fullOf(draft.lab, segment, land?.block));
  const name = freeNicName(knownHost);
  const nic: Nic = { kind: 'nic', name, segment, address: `${address}/${land.block.prefix}`, promiscuous: !routes };
  return { draft: addInterface(draft, host, nic), nic: name };
}

/** A card that takes no frames for others; without an address it has one by DHCP. */
const newCard = (name: string, segment: string, address: string | undefined): Nic => ({
  kind: 'nic',
  name,
  segment,
  address,
  promiscuous: false,
});

/**
 * A host that forwards between the segments: a card in each, and a sub-interface with the gateway's address in each VLAN that
 * has a network.
 */
export function makeRouter(draft: Draft, segments: readonly string[], defaults: Defaults): Draft | Refusal {
  const name = freeName('router', (wish) => indexOf(draft.lab).host(wish) !== undefined);
  const cards: Nic[] = [];
  // By its first card it is reached: not by the one that has its address from a provider.
  const inside = segments.filter((segment) => !isInternet(draft.lab, segment));
  const outside = inside.length === 0 ? [] : segments.filter((segment) => isInternet(draft.lab, segment));
  for (const segment of inside.length === 0 ? segments : inside) {
    const lab = { ...draft.lab, hosts: [...draft.lab.hosts, hostWith(name, '0.0.0.0', cards, defaults)] };
    const block = subnetOfSegment(lab, segment, defaults);
    const address = block && routerAddress(lab, segment, block);
    if (block === undefined || address === undefined) return refuse(fullOf(draft.lab, segment, block));
    cards.push(newCard(freeNicName(hostWith(name, '', cards, defaults)), segment, `${address}/${block.prefix}`));
  }
  const ssh = addressPart(cards[0]?.address ?? '');
  for (const segment of outside)
    cards.push(newCard(freeNicName(hostWith(name, '', cards, defaults)), segment, undefined));
  const host: Host = {
    ...hostWith(name, ssh, cards, defaults),
    routing: { forward: true, allow: 'all', routes: [], masquerade: [] },
  };
  let next: Draft | Refusal = addHost(draft, host);
  for (const segment of segments) {
    for (const tag of tagsWithNetworks(next.lab, segment)) {
      next = serve(next, name, segment, tag);
      if (isRefusal(next)) return next;
    }
  }
  return masqueraded(next, name);
}

/** Tags of a segment on which a network stands with one tag. */
export function tagsWithNetworks(lab: Lab, segment: string): readonly number[] {
  const index = indexOf(lab);
  const tags = lab.networks.flatMap((network) =>
    network.parents.flatMap(({ host }) => {
      const wire = index.wireUnder(network.name, host);
      const [tag] = wire?.tags ?? [];
      return wire?.nic.segment === segment && wire.tags.length === 1 && tag !== undefined ? [tag] : [];
    }),
  );
  return [...new Set(tags)];
}

/** The gateway of a network of that domain which lies in the subnet and which nothing has yet. */
export function unownedGateway(lab: Lab, segment: string, tag: number | undefined, block: Cidr): string | undefined {
  const index = indexOf(lab);
  const owned = ownedAddresses(lab);
  for (const network of lab.networks) {
    const gateway = network.gateway === undefined ? undefined : parseIpv4(network.gateway);
    if (gateway === undefined || owned.has(gateway) || !containsAddress(block, gateway)) continue;
    const here = network.parents.some(({ host }) => {
      const wire = index.wireUnder(network.name, host);
      return wire?.nic.segment === segment && wire.tags.join() === (tag === undefined ? '' : String(tag));
    });
    if (here) return network.gateway;
  }
  return undefined;
}

function ownedAddresses(lab: Lab): ReadonlySet<number> {
  const bare: Lab = { ...lab, networks: [] };
  return usedAddresses(bare);
}

/** The router gets an address in a VLAN that has a network: the gateway's, where nothing has it yet. */
export function serve(draft: Draft, router: string, segment: string, tag: number): Draft | Refusal {
  const { lab } = draft;
  const nic = cardsOf(lab, router).find((item) => item.segment === segment);
  if (nic === undefined) return draft;
  const block = subnetOfDomain(lab, domainOf({ nic, tags: [tag] }));
  if (block === undefined) return draft;
  const host = indexOf(lab).host(router);
  const known = host?.interfaces.find((item) => item.kind === 'vlan' && item.parent === nic.name && item.vlan === tag);
  if (known?.address !== undefined) return draft;
  // Somewhere else on this router the same addresses are at home already.
  if (host?.interfaces.some(({ address }) => address !== undefined && isIn(block, address))) return draft;
  const address = unownedGateway(lab, segment, tag, block) ?? freeFromTheEnd(lab, block);
  if (address === undefined) return refuse(`${formatCidr(block)} has no address left for ${router}`);
  const stated = `${address}/${block.prefix}`;
  if (known !== undefined) return masqueraded(setAddress(draft, router, known.name, stated), router);
  const served = addInterface(draft, router, {
    kind: 'vlan',
    name: freeSubName(host, nic.name, tag),
    parent: nic.name,
    vlan: tag,
    address: stated,
  });
  return masqueraded(served, router);
}

export const isIn = (block: Cidr, address: string): boolean => {
  const own = parseCidr(address);
  return own !== undefined && containsAddress(block, own.address);
};

/** `ens33.10`, or a shorter name where that is longer than the kernel takes. */
export function freeSubName(host: Host | undefined, nic: string, tag: number): string {
  const wish = `${nic}.${tag}`.length > 15 ? `vlan${tag}` : `${nic}.${tag}`;
  return freeName(wish, (name) => host?.interfaces.some((item) => item.name === name) === true);
}

/** The segment lets the tag through: what is drawn on it is meant to be heard. */
export function carrying(draft: Draft, segment: string, tag: number): Draft {
  const vlans = indexOf(draft.lab).segment(segment)?.vlans;
  if (vlans === undefined || vlans === 'all' || (vlans !== 'none' && vlans.includes(tag))) return draft;
  return setVlans(draft, segment, vlans === 'none' ? [tag] : [...vlans, tag]);
}
