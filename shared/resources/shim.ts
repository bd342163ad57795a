import { type HostState, linkNamed, ownerMark } from '../host/state.ts';
import { type Host, interfaceNamed, type Lab, type ShimInterface } from '../lab/lab.ts';
import { addressPart, sameIp } from '../net/ip.ts';
import { markedLink, nameTaken, orLow, ownLinks } from './marked-link.ts';
import { lackingMtu, mtuBefore } from './mtu-below.ts';
import { groundKeys, missingNic, shimKey } from './nic.ts';
import type { Presence, ResourceKind, Standing, Wanted } from './resource.ts';

const kind = 'shim';

type Drawn = Pick<ShimInterface, 'name' | 'parent' | 'mode' | 'address' | 'reaches'> & { readonly onNic: boolean };

const shimOn = (lab: string, host: string, name: string, parent: string): Standing =>
  markedLink(lab, host, name, {
    kind,
    key: shimKey(name),
    noun: `shim ${name}`,
    requires: groundKeys(parent),
  });

/**
 * A host and the macvlan children of its own interface never reach each other through that interface; through a sibling
 * child in bridge mode they do. Address and routes belong to the link and go with it, so all of it is one thing.
 */
function shim(of: Lab, on: Host, drawn: Drawn): Wanted {
  const { name, parent, mode, address, reaches } = drawn;
  const [lab, host] = [of.name, on.name];
  const low = (state: HostState) => lackingMtu(of, on, state, drawn);
  const made = shimOn(lab, host, name, parent);
  return {
    ...made,
    requires: [...made.requires, ...mtuBefore(of, on, drawn)],
    explain: `Make ${name}, through which ${host} itself reaches the containers on ${parent}.`,
    needs: ['ip', 'macvlan'],
    presentIn: (state) => orLow(presence(state, lab, host, drawn), state, name, low(state)),
    create: () => [
      { do: 'add-link', name, parent, kind: 'macvlan', mode },
      { do: 'set-link', name, alias: ownerMark(lab), up: true },
      ...(address === undefined ? [] : [{ do: 'add-address' as const, dev: name, cidr: withPrefix(address) }]),
      ...reaches.map((to) => ({ do: 'add-route' as const, to, dev: name })),
    ],
    update: (state) => {
      const mtu = low(state);
      return mtu === undefined ? [] : [{ do: 'set-link', name, mtu }];
    },
    undoFailedCreate: () => [{ made: 1, operation: { do: 'delete-link', name } }],
  };
}

const withPrefix = (address: string): string => (address.includes('/') ? address : `${address}/32`);

function presence(state: HostState, lab: string, host: string, wanted: Drawn): Presence {
  const link = linkNamed(state, wanted.name);
  if (link === undefined) {
    const missing = wanted.onNic ? missingNic(state, host, wanted.parent) : undefined;
    return missing ? { kind: 'clash', problem: missing } : { kind: 'absent' };
  }
  if (link.alias !== ownerMark(lab)) return { kind: 'clash', problem: nameTaken(host, link, 'a shim of this lab') };
  const how = difference(state, wanted);
  return how === undefined ? { kind: 'present', owned: true } : { kind: 'differs', change: 'replace', how };
}

function difference(state: HostState, { name, parent, mode, address, reaches }: Drawn): string | undefined {
  const link = linkNamed(state, name);
  if (link?.kind !== 'macvlan' || link.parent !== parent) return `it does not stand on ${parent}`;
  if (link.mode !== mode) return `its mode is ${link.mode ?? 'unknown'}, not ${mode}`;
  if (!link.up) return 'it is down';
  const held = link.addresses.filter(({ family }) => family === 4).map((item) => `${item.address}/${item.prefix}`);
  if (held.join() !== (address === undefined ? '' : withPrefix(address))) {
    return `its address is ${held.join(', ') || 'none'}, not ${address ?? 'none'}`;
  }
  const lost = reaches.find((to) => !state.routes.some((item) => sameTarget(item.to, to) && item.dev === name));
  return lost === undefined ? undefined : `its route to ${lost} is gone`;
}

/** `ip route` writes a /32 without its prefix. */
const sameTarget = (a: string, b: string): boolean =>
  a === b || (withPrefix(a) === withPrefix(b) && sameIp(addressPart(a), addressPart(b)));

export const shimKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    host.interfaces.flatMap((item) =>
      item.kind === 'shim'
        ? [shim(lab, host, { ...item, onNic: interfaceNamed(host, item.parent)?.kind === 'nic' })]
        : [],
    ),
  owned: (state, lab, host) =>
    ownLinks(state, lab, 'macvlan').map(({ name, parent = '' }) => shimOn(lab, host, name, parent)),
};
