/** A shim, drawn: an interface of the host's own on a macvlan network of its, by which it reaches its containers there. */
import { type Host, interfaceId, type Lab, type Network } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { addressPart } from '../net/ip.ts';
import {
  type Cidr,
  containsAddress,
  firstUsable,
  formatIpv4,
  lastUsable,
  overlaps,
  parseCidr,
  parseCidrOrAddress,
} from '../net/ipv4.ts';
import { handedOut } from '../rules/handed-out.ts';
import { addInterface, type Draft, type Refusal, refuse } from './draft.ts';
import { freeNumbered, usedAddresses } from './free.ts';
import type { DrawStep } from './networks.ts';

interface Place {
  readonly network: Network;
  readonly parent: string;
  readonly block: Cidr;
}

/** @param on parents of networks; none: whichever of the host's has no shim yet */
export function makeShim(draft: Draft, host: string, on: readonly string[]): DrawStep | Refusal {
  const at = indexOf(draft.lab).host(host);
  if (at === undefined) return refuse(`there is no host ${host}`);
  const places = placesOn(draft.lab, host).filter(({ parent }) => on.length === 0 || on.includes(parent));
  const [first] = places;
  if (first === undefined) {
    const where = on.length === 0 ? host : on.map((name) => interfaceId(host, name)).join(' and ');
    return refuse(`no macvlan network in bridge mode stands on ${where}, and only on one a shim hears containers`);
  }
  const place = places.find(({ parent }) => shimOn(at, parent) === undefined);
  if (place === undefined) {
    return refuse(`one shim is enough for ${first.parent}: say in ${shimOn(at, first.parent)} what else it reaches`);
  }
  const address = addressFor(draft.lab, place);
  if (address === undefined) return refuse(`${place.network.subnet} of ${place.network.name} is full`);
  const name = freeNumbered('shim', 0, at.interfaces);
  return {
    draft: addInterface(draft, host, {
      kind: 'shim',
      name,
      parent: place.parent,
      mode: 'bridge',
      address: `${address}/32`,
      reaches: reachesOf(draft.lab, at, place),
    }),
    made: interfaceId(host, name),
  };
}

const shimOn = ({ interfaces }: Host, parent: string): string | undefined =>
  interfaces.find((item) => item.kind === 'shim' && item.parent === parent)?.name;

const placesOn = (lab: Lab, host: string): readonly Place[] =>
  lab.networks.flatMap((network): readonly Place[] => {
    const parent =
      network.driver === 'macvlan' && network.mode === 'bridge' && indexOf(lab).parentOf(network.name, host);
    const block = parseCidr(network.subnet ?? '');
    return parent && block ? [{ network, parent, block }] : [];
  });

/** The last that is free, and that no Docker hands out where another is left: containers begin with the first. */
function addressFor(lab: Lab, { network, block }: Place): string | undefined {
  const used = usedAddresses(lab);
  const ranges = [network.range, ...(network.ranges ?? []).map(({ range }) => range)].flatMap(
    (range) => parseCidr(range ?? '') ?? [],
  );
  let other: number | undefined;
  for (let address = lastUsable(block); address >= firstUsable(block); address -= 1) {
    if (used.has(address)) continue;
    if (!ranges.some((range) => containsAddress(range, address))) return formatIpv4(address);
    other ??= address;
  }
  return other === undefined ? undefined : formatIpv4(other);
}

/** The subnet; where the host has another way into it, which a route to the same would contradict, its own containers there. */
function reachesOf(lab: Lab, host: Host, { network, block }: Place): readonly string[] {
  const ways = [
    ...host.interfaces.flatMap((item) => (item.kind === 'shim' ? item.reaches : (item.address ?? []))),
    ...(host.routing?.routes ?? []).flatMap(({ to }) => (to === '0.0.0.0/0' ? [] : to)),
  ];
  const isReached = ways.some((way) => {
    const other = parseCidrOrAddress(way);
    return other !== undefined && overlaps(other, block);
  });
  if (!isReached) return [network.subnet];
  const stated = host.containers.flatMap(({ attachments }) =>
    attachments.flatMap((item) => (item.network === network.name ? (item.address ?? []) : [])),
  );
  const chosen = handedOut(lab, '27.0.0').filter((item) => item.host === host.name && item.network === network);
  return [...stated.map(addressPart), ...chosen.map(({ address }) => address)];
}
