import { type HostState, linkNamed, ownerMark } from '../host/state.ts';
import { interfaceId, interfaceNamed, type ShimInterface } from '../lab/lab.ts';
import { sysctlsOfNewLink } from '../machine/kernel/sysctls.ts';
import { addressPart, sameIp } from '../net/ip.ts';
import { withAddress } from './address.ts';
import { withNewLink } from './edit-state.ts';
import { linkRemovalProblems, nameTaken, ownLinks } from './marked-link.ts';
import { missingNic, shimKey, vlanKey } from './nic.ts';
import type { Presence, Resource, ResourceKind } from './resource.ts';

const kind = 'shim';

type Wanted = Pick<ShimInterface, 'name' | 'parent' | 'mode' | 'address' | 'reaches'> & { readonly onNic: boolean };

/**
 * A host and the macvlan children of its own interface never reach each other through that interface; through a sibling
 * child in bridge mode they do. Address and routes belong to the link and go with it, so all of it is one thing.
 */
function shim(lab: string, host: string, wanted: Wanted): Resource {
  const { name, parent, mode, address, reaches } = wanted;
  const mark = ownerMark(lab);
  return {
    kind,
    key: shimKey(name),
    subject: interfaceId(host, name),
    noun: `shim ${name}`,
    explain: `Make ${name}, through which ${host} itself reaches the containers on ${parent}.`,
    requires: [vlanKey(parent)],
    occupies: [],
    needs: ['ip', 'macvlan'],
    presentIn: (state) => presence(state, lab, host, wanted),
    saves: () => [],
    create: () => [
      ['ip', 'link', 'add', 'link', parent, 'name', name, 'type', 'macvlan', 'mode', mode],
      ['ip', 'link', 'set', 'dev', name, 'alias', mark, 'up'],
      ...(address === undefined ? [] : [['ip', 'addr', 'add', withPrefix(address), 'dev', name]]),
      ...reaches.map((to) => ['ip', 'route', 'add', to, 'dev', name]),
    ],
    update: () => [['ip', 'link', 'set', 'dev', name, 'up']],
    goesWith: () => name,
    mark: { kind: 'link', name, lab },
    remove: () => [['ip', 'link', 'del', 'dev', name]],
    removalProblems: (state) => linkRemovalProblems(state, lab, host, name),
    undoFailedCreate: () => [{ made: 1, argv: ['ip', 'link', 'del', 'dev', name] }],
    applyTo: (state) => {
      const found = presence(state, lab, host, wanted);
      return found.kind === 'present' || found.kind === 'clash' ? state : withShim(state, wanted, mark);
    },
  };
}

const withPrefix = (address: string): string => (address.includes('/') ? address : `${address}/32`);

function presence(state: HostState, lab: string, host: string, wanted: Wanted): Presence {
  const link = linkNamed(state, wanted.name);
  if (link === undefined) {
    const missing = wanted.onNic ? missingNic(state, host, wanted.parent) : undefined;
    return missing ? { kind: 'clash', problem: missing } : { kind: 'absent' };
  }
  if (link.alias !== ownerMark(lab)) return { kind: 'clash', problem: nameTaken(host, link, 'a shim of this lab') };
  const how = difference(state, wanted);
  return how === undefined ? { kind: 'present', owned: true } : { kind: 'differs', change: 'replace', how };
}

function difference(state: HostState, { name, parent, mode, address, reaches }: Wanted): string | undefined {
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

function withShim(state: HostState, { name, parent, mode, address, reaches }: Wanted, mark: string): HostState {
  const under = linkNamed(state, parent);
  const linked = withNewLink(state, {
    name,
    kind: 'macvlan',
    mac: predictedMac(name),
    mtu: under?.mtu ?? 1500,
    up: true,
    carrier: under?.carrier ?? false,
    promiscuous: false,
    alias: mark,
    parent,
    master: undefined,
    vlan: undefined,
    mode,
    addresses: [],
  });
  const next = { ...linked, sysctls: sysctlsOfNewLink(linked.sysctls, name) };
  const [ip, prefix] = address === undefined ? [] : withPrefix(address).split('/');
  const addressed =
    ip === undefined
      ? next
      : withAddress(next, name, { family: 4, address: ip, prefix: Number(prefix), scope: 'global' });
  const routes = reaches.map((to) => ({
    to: withPrefix(to),
    type: 'unicast' as const,
    via: undefined,
    dev: name,
    source: undefined,
    scope: 'link',
    protocol: 'boot',
    metric: 0,
    table: 'main',
  }));
  return { ...addressed, routes: [...addressed.routes, ...routes] };
}

/** The kernel draws one at random; for a prediction any will do that nothing else has. */
function predictedMac(name: string): string {
  const bytes = [...name.padEnd(5, ' ')].slice(-5).map((letter) => (letter.codePointAt(0) ?? 0) & 255);
  return ['06', ...bytes.map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}

export const shimKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    host.interfaces.flatMap((item) =>
      item.kind === 'shim'
        ? [shim(lab.name, host.name, { ...item, onNic: interfaceNamed(host, item.parent)?.kind === 'nic' })]
        : [],
    ),
  owned: (state, lab, host) =>
    ownLinks(state, lab, 'macvlan').map(({ name, parent = '' }) =>
      shim(lab, host, { name, parent, mode: 'bridge', address: undefined, reaches: [], onNic: false }),
    ),
};
