/**
 * Ipvlan l3 and l3s: a host routes for its own containers, and answers no ARP for them. So each host has a network with a subnet of
 * its own, and the others a route to it by that host.
 */
import { add, networkPath, set, unset } from '../lab/edit/edits.ts';
import type { Host, Lab, Network } from '../lab/lab.ts';
import { domainOf, indexOf } from '../lab/lookup.ts';
import type { Routing } from '../lab/things/routing.ts';
import { isRouted } from '../machine/docker/pools.ts';
import { addressPart } from '../net/ip.ts';
import { type Cidr, containsAddress, formatCidr, overlaps, parseCidr, parseIpv4, subnetOf } from '../net/ipv4.ts';
import { knowsWayTo } from '../rules/subnets.ts';
import { addNetwork, type Draft, isRefusal, moveAttachment, type Refusal, refuse, setAddress, step } from './draft.ts';
import { setPlace } from './draft-moves.ts';
import { freeName, freeNumbered, freeSubnet, knownBlocks } from './free.ts';
import { onHost, onNetwork } from './parts.ts';
import { shiftedText } from './shifted.ts';
import { suggestedAddress } from './suggest.ts';
import type { Defaults } from './tools.ts';

export const isRoutedNetwork = ({ mode }: Network): boolean => isRouted(mode);

/** One more network like this one, for another host: with a subnet of its own, and the routes that lead there. */
export function sisterOn(
  draft: Draft,
  like: Network,
  host: string,
  parent: string,
  defaults: Defaults,
): { readonly draft: Draft; readonly made: string } | Refusal {
  const block = nextSubnet(draft.lab, like, defaults);
  if (block === undefined) return refuse(`no subnet is left for ${host} beside ${like.subnet}`);
  const name = sisterName(draft.lab, like);
  const made = addNetwork(draft, {
    ...like,
    name,
    subnet: formatCidr(block),
    gateway: undefined,
    range: undefined,
    ranges: undefined,
    reserved: [],
    parents: [{ host, interface: parent }],
  });
  const routed = withRoutes(made, defaults);
  return isRefusal(routed) ? routed : { draft: routed, made: name };
}

/** After `net1` comes `net2`; where the number is that of a VLAN, after `net10` comes `net10_2`. */
function sisterName(lab: Lab, { name, parents }: Network): string {
  const [first] = parents;
  const tagged = first !== undefined && (indexOf(lab).wireUnder(name, first.host)?.tags.length ?? 0) > 0;
  const [, stem, digits] = /^(.*?)(\d+)$/.exec(name) ?? [];
  if (stem !== undefined && digits !== undefined && !tagged)
    return freeNumbered(stem, Number(digits) + 1, lab.networks);
  return freeName(
    digits === undefined ? name : `${name}_`,
    (wish) => wish === `${name}_` || indexOf(lab).network(wish) !== undefined,
  );
}

/** The next one of the same length that nothing has, from among those around it. */
function nextSubnet(lab: Lab, { subnet }: Network, { pool }: Defaults): Cidr | undefined {
  const own = parseCidr(subnet);
  if (own === undefined) return undefined;
  const around = subnetOf({ address: own.address, prefix: Math.min(16, own.prefix) });
  const others = parseCidr(pool);
  const wish = ((subnetOf(own).address - around.address) >>> 8) + 1;
  return freeSubnet(lab, around, wish) ?? (others && freeSubnet(lab, others, 1));
}

/**
 * A network of several hosts becomes one for each: the first keeps name and subnet, unless these are addresses of the wire; the
 * containers of the others go to their own, at the same distance from its beginning.
 */
export function oneForEachHost(draft: Draft, name: string, defaults: Defaults): Draft | Refusal {
  const own = offTheWire(draft, name, defaults);
  if (isRefusal(own)) return own;
  let next = own;
  const network = indexOf(next.lab).network(name);
  if (network === undefined) return next;
  for (const { host, interface: parent } of network.parents.slice(1)) {
    const sister = sisterOn(next, network, host, parent, defaults);
    if (isRefusal(sister)) return sister;
    const moved = containersTo(sister.draft, host, network, sister.made);
    next = withoutParent(moved, name, host);
  }
  return withRoutes(next, defaults);
}

/** Addresses of the wire are looked for on the wire, where nobody answers for the containers. */
function offTheWire(draft: Draft, name: string, defaults: Defaults): Draft | Refusal {
  const network = indexOf(draft.lab).network(name);
  const own = parseCidr(network?.subnet ?? '');
  if (network === undefined || own === undefined) return draft;
  const others = { ...draft.lab, networks: draft.lab.networks.filter((item) => item !== network) };
  if (!knownBlocks(others).some((block) => overlaps(block, own))) return draft;
  const pool = parseCidr(defaults.pool);
  const block = pool && freeSubnet(draft.lab, pool, 1);
  if (block === undefined) return refuse(`no subnet is left in ${defaults.pool}`);
  const subnet = formatCidr(block);
  let next = step(
    draft,
    onNetwork(draft.lab, name, (item) => ({ ...item, subnet })),
    set([...networkPath(name), 'subnet'], subnet),
  );
  for (const host of draft.lab.hosts) {
    for (const box of host.containers) {
      const place = box.attachments.find((item) => item.network === name);
      const address = shiftedText(place?.address, own, block);
      if (place !== undefined && address !== undefined)
        next = setPlace(next, host.name, box.name, { ...place, address });
    }
  }
  return next;
}

function containersTo(draft: Draft, host: string, from: Network, to: string): Draft {
  const [old, block] = [parseCidr(from.subnet), parseCidr(indexOf(draft.lab).network(to)?.subnet ?? '')];
  let next = draft;
  for (const box of indexOf(draft.lab).host(host)?.containers ?? []) {
    const place = box.attachments.find(({ network }) => network === from.name);
    if (place === undefined || old === undefined || block === undefined) continue;
    const address = shiftedText(place.address, old, block);
    next = moveAttachment(next, host, box.name, from.name, { ...place, network: to, address });
  }
  return next;
}

const withoutParent = (draft: Draft, name: string, host: string): Draft =>
  step(
    draft,
    onNetwork(draft.lab, name, (item) => ({ ...item, parents: item.parents.filter((parent) => parent.host !== host) })),
    unset([...networkPath(name), 'parents', host]),
  );

/** Every host that meets the wire of such a network on another host has a route to it, by that host's address there. */
export function withRoutes(draft: Draft, defaults: Defaults): Draft | Refusal {
  let next = draft;
  const all = draft.lab.networks.filter((item) => isRoutedNetwork(item) && item.external !== true);
  for (const network of all) {
    const [only, ...more] = network.parents;
    if (only === undefined || more.length > 0) continue;
    const addressed = withAddress(next, only.host, only.interface, defaults);
    if (isRefusal(addressed)) return addressed;
    next = addressed;
  }
  for (const { parents, subnet } of all) {
    const [only, ...more] = parents;
    const block = parseCidr(subnet);
    if (only === undefined || more.length > 0 || block === undefined) continue;
    const via = indexOf(next.lab).interface(only.host, only.interface)?.address;
    for (const host of next.lab.hosts) {
      if (host.name === only.host || host.unmanaged || via === undefined || knowsWayTo(host, block)) continue;
      if (meets(next.lab, host, only.host, only.interface, via))
        next = addRoute(next, host.name, subnet, addressPart(via));
    }
  }
  return next;
}

/** Containers leave by this very interface: the ways of its host begin there. */
function withAddress(draft: Draft, host: string, name: string, defaults: Defaults): Draft | Refusal {
  if (indexOf(draft.lab).interface(host, name)?.address !== undefined) return draft;
  const address = suggestedAddress(draft.lab, host, name, defaults);
  return address === undefined
    ? refuse(`no address is left for ${host}:${name}`)
    : setAddress(draft, host, name, address);
}

/** Whether the host is a neighbour of this address. */
function meets(lab: Lab, host: Host, at: string, name: string, via: string): boolean {
  const index = indexOf(lab);
  const wire = index.wire(at, name);
  const value = parseIpv4(addressPart(via));
  return host.interfaces.some((item) => {
    const own = parseCidr(item.address ?? '');
    const there = index.wire(host.name, item.name);
    if (own === undefined || there === undefined || wire === undefined || value === undefined) return false;
    return containsAddress(own, value) && domainOf(there) === domainOf(wire);
  });
}

const NOTHING: Routing = { forward: false, allow: 'none', routes: [], masquerade: [] };

export const addRoute = (draft: Draft, host: string, to: string, via: string): Draft =>
  step(
    draft,
    onHost(draft.lab, host, (at) => {
      const routing = at.routing ?? NOTHING;
      return { ...at, routing: { ...routing, routes: [...routing.routes, { to, via }] } };
    }),
    add(['hosts', host, 'routing', 'routes'], { to, via }),
  );
