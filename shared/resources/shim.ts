import { type HostState, linkNamed, ownerMark } from '../host/state.ts';
import { interfaceNamed, type ShimInterface } from '../lab/lab.ts';
import { addressPart, sameIp } from '../net/ip.ts';
import { markedLink, nameTaken, ownLinks } from './marked-link.ts';
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
function shim(lab: string, host: string, drawn: Drawn): Wanted {
  const { name, parent, mode, address, reaches } = drawn;
  return {
    ...shimOn(lab, host, name, parent),
    explain: `Make ${name}, through which ${host} itself reaches the containers on ${parent}.`,
    needs: ['ip', 'macvlan'],
    presentIn: (state) => presence(state, lab, host, drawn),
    create: () => [
      { do: 'add-link', name, parent, kind: 'macvlan', mode },
      { do: 'set-link', name, alias: ownerMark(lab), up: true },
      ...(address === undefined ? [] : [{ do: 'add-address' as const, dev: name, cidr: withPrefix(address) }]),
      ...reaches.map((to) => ({ do: 'add-route' as const, to, dev: name })),
    ],
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
        ? [shim(lab.name, host.name, { ...item, onNic: interfaceNamed(host, item.parent)?.kind === 'nic' })]
        : [],
    ),
  owned: (state, lab, host) =>
    ownLinks(state, lab, 'macvlan').map(({ name, parent = '' }) => shimOn(lab, host, name, parent)),
};
