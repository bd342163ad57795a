/** VLAN sub-interfaces, the networks that stand on them, and the containers that hang on those. */
import {
  type Attachment,
  type Container,
  containerId,
  type Host,
  type Interface,
  interfaceId,
  type Lab,
  type Network,
  standsOn,
} from '../lab/lab.ts';
import { domainInWords, domainOf, indexOf, type Uplink } from '../lab/lookup.ts';
import { addressPart } from '../net/ip.ts';
import { containsAddress, firstUsable, formatCidr, formatIpv4, networkOf, parseCidr, parseIpv4 } from '../net/ipv4.ts';
import {
  addContainer,
  addInterface,
  addNetwork,
  type Draft,
  isRefusal,
  type Refusal,
  refuse,
  setParent,
  setPromiscuous,
} from './draft.ts';
import { freeAddress, freeContainerName, freeName, freeSubnet } from './free.ts';
import { cardsOf, carrying, forwards, freeSubName, hostsOn, plainHostsOn, serve, subnetOfSegment } from './hosts.ts';
import { isRoutedNetwork, sisterOn } from './routed.ts';
import type { Defaults } from './tools.ts';

/** What a step of drawing has put there, by its id. */
export interface DrawStep {
  readonly draft: Draft;
  readonly made: string;
}

const FIRST_TAG = 10;
const LAST_TAG = 4094;

/** Tags that the segment's cards use, and those that it is said to carry. */
function tagsOf(lab: Lab, segment: string): readonly number[] {
  const vlans = indexOf(lab).segment(segment)?.vlans;
  const listed = vlans === undefined || typeof vlans === 'string' ? [] : vlans;
  const used = hostsOn(lab, segment).flatMap((host) =>
    host.interfaces.flatMap((item) =>
      item.kind === 'vlan' && indexOf(lab).wire(host.name, item.name)?.nic.segment === segment ? [item.vlan] : [],
    ),
  );
  return [...new Set([...listed, ...used])];
}

export const hasTag = (host: Host, nic: string, tag: number): boolean => subOn(host, nic, tag) !== undefined;

/** On the card itself, or on what has joined it. */
function subOn(host: Host | undefined, nic: string, tag: number): Interface | undefined {
  const carrier = carrierOf(host, nic);
  return host?.interfaces.find(
    (item) => item.kind === 'vlan' && (item.parent === nic || item.parent === carrier) && item.vlan === tag,
  );
}

/** What things stand on that are meant for a card: the bond or bridge that has joined it, for what comes in there is its. */
export function carrierOf(host: Host | undefined, nic: string): string {
  const seen = new Set([nic]);
  for (let on = nic; ; ) {
    const joined = host?.interfaces.find(
      (item) => (item.kind === 'bond' || item.kind === 'bridge') && standsOn(item).includes(on),
    );
    if (joined === undefined || seen.has(joined.name)) return on;
    seen.add(joined.name);
    on = joined.name;
  }
}

/** A tag of the segment that the cards lack, else a new one: 10, 20, 30 … */
export function nextTag(
  lab: Lab,
  segment: string,
  cards: readonly { readonly host: Host; readonly nic: string }[],
): number | undefined {
  const known = tagsOf(lab, segment);
  const lacking = known.find((tag) => cards.some(({ host, nic }) => !hasTag(host, nic, tag)));
  if (lacking !== undefined) return lacking;
  return unusedTag(new Set(known));
}

/** As people number them, in tens: 10, 20, 30 …; then whichever is left. */
export function unusedTag(taken: ReadonlySet<number>): number | undefined {
  for (let tag = FIRST_TAG; tag <= LAST_TAG; tag += 10) if (!taken.has(tag)) return tag;
  for (let tag = 2; tag <= LAST_TAG; tag += 1) if (!taken.has(tag)) return tag;
  return undefined;
}

/** The card's sub-interface with the tag, by its name. */
export const tagOnCard = (lab: Lab, host: string, nic: string, tag: number): string | undefined =>
  subOn(indexOf(lab).host(host), nic, tag)?.name;

export function makeVlan(draft: Draft, host: string, nic: string, tag: number): DrawStep | Refusal {
  const at = indexOf(draft.lab).host(host);
  const card = indexOf(draft.lab).interface(host, nic);
  if (at === undefined || card?.kind !== 'nic') return refuse(`${host} has no card ${nic}`);
  if (hasTag(at, nic, tag)) return refuse(`${host}:${nic} has VLAN ${tag} already`);
  const parent = carrierOf(at, nic);
  const name = freeSubName(at, parent, tag);
  const added = addInterface(draft, host, { kind: 'vlan', name, parent, vlan: tag, address: undefined });
  return { draft: carrying(added, card.segment, tag), made: interfaceId(host, name) };
}

/** Of a routed mode, the host's own network beside another one's: of that wire. */
export function sisterThere(lab: Lab, network: string, host: string): string | undefined {
  const index = indexOf(lab);
  const like = index.network(network);
  const [first] = like?.parents ?? [];
  const wire = first && index.wireUnder(network, first.host);
  if (like === undefined || wire === undefined || !isRoutedNetwork(like)) return undefined;
  return networksIn(lab, wire).find((item) => isRoutedNetwork(item) && index.parentOf(item.name, host) !== undefined)
    ?.name;
}

/** The network of a host's interface, if one stands there. */
export const networkOn = (lab: Lab, host: string, name: string): Network | undefined =>
  lab.networks.find(({ parents }) => parents.some((item) => item.host === host && item.interface === name));

/** Networks of a layer-2 domain, in the order of the file. */
export function networksIn(lab: Lab, wire: Uplink): readonly Network[] {
  const domain = domainOf(wire);
  const index = indexOf(lab);
  return lab.networks.filter(({ name, parents }) =>
    parents.some(({ host }) => {
      const under = index.wireUnder(name, host);
      return under !== undefined && domainOf(under) === domain;
    }),
  );
}

/** A network on an interface: the one of its VLAN under the same name, else a new one. */
export function makeNetwork(draft: Draft, host: string, parent: string, defaults: Defaults): DrawStep | Refusal {
  const { lab } = draft;
  const index = indexOf(lab);
  const at = index.host(host);
  const on = index.interface(host, parent);
  const wire = index.wire(host, parent);
  if (at === undefined || on === undefined || wire === undefined) return refuse(`${host}:${parent} ends at no card`);
  const refused = noNetworkOn(lab, at, on);
  if (refused !== undefined) return refused;
  const known = networksIn(lab, wire);
  const elsewhere = known.filter(({ name }) => index.parentOf(name, host) === undefined);
  const joined = elsewhere.find((item) => !isRoutedNetwork(item));
  const here = known.find((item) => !elsewhere.includes(item));
  if (joined === undefined && here !== undefined) {
    return refuse(`${here.name} is on ${host}:${index.parentOf(here.name, host)} already`);
  }
  const [like] = elsewhere;
  if (joined === undefined && like !== undefined) return sisterOn(draft, like, host, parent, defaults);
  const promiscuous = wire.nic.promiscuous ? draft : setPromiscuous(draft, host, wire.nic.name);
  if (joined !== undefined) return { draft: setParent(promiscuous, joined.name, host, parent), made: joined.name };
  return newNetwork(promiscuous, host, parent, wire, defaults);
}

export function noNetworkOn(lab: Lab, host: Host, on: Interface): Refusal | undefined {
  if (forwards(host)) return refuse(`${host.name} is a router: containers never reach the host that they are on`);
  if (on.kind === 'shim') return refuse(`${host.name}:${on.name} is a shim: networks stand on its parent`);
  const there = networkOn(lab, host.name, on.name);
  if (there !== undefined) return refuse(`${host.name}:${on.name} has ${there.name}, and takes one network`);
  return undefined;
}

function newNetwork(draft: Draft, host: string, parent: string, wire: Uplink, defaults: Defaults): DrawStep | Refusal {
  const { lab } = draft;
  const { segment } = wire.nic;
  const [tag] = wire.tags;
  const pool = parseCidr(defaults.pool);
  const untagged = wire.tags.length === 0;
  // Sub-interfaces with addresses say what their VLAN's subnet is.
  const own = addressed(lab, wire);
  const block =
    own ?? (untagged ? subnetOfSegment(lab, segment, defaults) : pool && freeSubnet(lab, pool, (tag ?? 0) % 256));
  if (block === undefined) return refuse(`no /24 of ${defaults.pool} is left`);
  const name = freeName(
    tag === undefined ? 'mac_net' : `mac_net${wire.tags.join('_')}`,
    (wish) => indexOf(lab).network(wish) !== undefined,
  );
  const gateway = routerIn(lab, wire, block) ?? freeGateway(lab, block);
  if (gateway === undefined) return refuse(`${formatCidr(block)} has no address left for a gateway`);
  const made = addNetwork(draft, {
    name,
    driver: 'macvlan',
    mode: 'bridge',
    subnet: formatCidr(block),
    gateway,
    range: undefined,
    reserved: [],
    parents: [{ host, interface: parent }],
  });
  const served = tag === undefined || wire.tags.length > 1 ? made : servedBy(made, segment, tag);
  return isRefusal(served) ? served : { draft: served, made: name };
}

/** The first address of the subnet, as it is the habit, unless something has it. */
export function freeGateway(
  lab: Lab,
  block: { readonly address: number; readonly prefix: number },
): string | undefined {
  return freeAddress(lab, block, firstUsable(block) - networkOf(block));
}

function addressed(lab: Lab, wire: Uplink) {
  const index = indexOf(lab);
  for (const host of lab.hosts) {
    for (const item of host.interfaces) {
      if (item.kind === 'shim' || item.address === undefined) continue;
      const own = index.wire(host.name, item.name);
      const block = parseCidr(item.address);
      if (own === undefined || block === undefined || block.prefix > 30 || domainOf(own) !== domainOf(wire)) continue;
      return { address: networkOf(block), prefix: block.prefix };
    }
  }
  return undefined;
}

/** The address that a router has in the domain and in the subnet. */
export function routerIn(
  lab: Lab,
  wire: Uplink,
  block: { readonly address: number; readonly prefix: number },
): string | undefined {
  const index = indexOf(lab);
  for (const host of lab.hosts.filter(forwards)) {
    for (const { name, address } of host.interfaces) {
      const own = index.wire(host.name, name);
      const value = address === undefined ? undefined : parseIpv4(addressPart(address));
      if (value === undefined || own === undefined || domainOf(own) !== domainOf(wire)) continue;
      if (containsAddress(block, value)) return formatIpv4(value);
    }
  }
  return undefined;
}

/** A router of the segment takes the gateway's address of a network that is new there. */
export function servedBy(draft: Draft, segment: string, tag: number): Draft | Refusal {
  const router = hostsOn(draft.lab, segment).find(forwards);
  return router === undefined ? draft : serve(draft, router.name, segment, tag);
}

/** Where a container of the host goes if nobody says where: a network of its own, else one that other hosts of its segment have. */
export function networkFor(draft: Draft, host: string, defaults: Defaults): DrawStep | Refusal {
  const { lab } = draft;
  const index = indexOf(lab);
  const here = lab.networks.filter(({ name }) => index.parentOf(name, host) !== undefined);
  const filled = (network: string): number =>
    index.host(host)?.containers.filter((box) => box.attachments.some((item) => item.network === network)).length ?? 0;
  const [own] = here.toSorted((a, b) => filled(a.name) - filled(b.name));
  if (own !== undefined) return { draft, made: own.name };
  const card = cardsOf(lab, host)[0];
  if (card === undefined) return refuse(`${host} has no card`);
  for (const network of lab.networks) {
    for (const { host: other } of network.parents) {
      const wire = index.wireUnder(network.name, other);
      if (wire?.nic.segment !== card.segment || wire.tags.length > 1) continue;
      const parent = parentWith(draft, host, card.name, wire.tags[0]);
      return isRefusal(parent) ? parent : makeNetwork(parent.draft, host, parent.name, defaults);
    }
  }
  const at = index.host(host);
  const free = at?.interfaces.find((item) => item.kind === 'vlan')?.name ?? carrierOf(at, card.name);
  return makeNetwork(draft, host, free, defaults);
}

/** The card itself, or its sub-interface with the tag: made where it is missing. */
export function parentWith(
  draft: Draft,
  host: string,
  nic: string,
  tag: number | undefined,
): { readonly draft: Draft; readonly name: string } | Refusal {
  if (tag === undefined) return { draft, name: carrierOf(indexOf(draft.lab).host(host), nic) };
  const known = tagOnCard(draft.lab, host, nic, tag);
  if (known !== undefined) return { draft, name: known };
  const made = makeVlan(draft, host, nic, tag);
  return isRefusal(made) ? made : { draft: made.draft, name: made.made.slice(host.length + 1) };
}

/** A place on a network, with an address that nothing has. */
export function freePlaceOn(lab: Lab, network: Network): Attachment | Refusal {
  const block = parseCidr(network.subnet);
  if (block === undefined) return refuse(`${network.name} has no subnet`);
  const range = network.range === undefined ? undefined : parseCidr(network.range);
  const address = freeAddress(lab, block, firstOf(lab, network), range);
  if (address === undefined) return refuse(`${network.subnet} of ${network.name} is full`);
  return { network: network.name, address, mac: undefined };
}

const UNTAGGED_FROM = 101;

/** VLAN 20 begins at .20, as people number it; among the hosts of an untagged network, containers begin at .101. */
export function firstOf(lab: Lab, network: Network): number {
  const tag = tagOf(lab, network);
  if (tag === undefined) return UNTAGGED_FROM;
  return tag >= FIRST_TAG && tag < 200 ? tag : FIRST_TAG;
}

function tagOf(lab: Lab, network: Network): number | undefined {
  const [first] = network.parents;
  return first && indexOf(lab).wireUnder(network.name, first.host)?.tags.at(-1);
}

export function makeContainer(draft: Draft, host: string, networkName: string, defaults: Defaults): DrawStep | Refusal {
  const { lab } = draft;
  const network = indexOf(lab).network(networkName);
  if (network === undefined) return refuse(`there is no ${networkName}`);
  const parent = indexOf(lab).parentOf(networkName, host);
  if (parent === undefined) return refuse(`${networkName} is not on ${host}`);
  if (network.mode === 'passthru' && attachedOn(lab, host, networkName) > 0) {
    return refuse(`${networkName} is passthru, and takes one container on a host`);
  }
  const place = freePlaceOn(lab, network);
  if (isRefusal(place)) return place;
  const container: Container = {
    name: freeContainerName(lab, tagOf(lab, network) ?? 1),
    image: defaults.image,
    command: defaults.command,
    attachments: [place],
  };
  return { draft: addContainer(draft, host, container), made: containerId(host, container.name) };
}

export const attachedOn = (lab: Lab, host: string, network: string): number =>
  indexOf(lab)
    .host(host)
    ?.containers.filter((box) => box.attachments.some((item) => item.network === network)).length ?? 0;

/** Hosts of the same domain as an interface, each with the card that it would stand on. */
export function alikeHosts(lab: Lab, wire: Uplink): readonly { readonly host: string; readonly nic: string }[] {
  return plainHostsOn(lab, wire.nic.segment).flatMap((host) => {
    const nic = cardsOf(lab, host.name).find((item) => item.segment === wire.nic.segment);
    return nic === undefined ? [] : [{ host: host.name, nic: nic.name }];
  });
}

export { domainInWords };
