/** What Docker does to its host's links: bridges, the host's ends of veth pairs, sub-interfaces and dummies for parents. */

import type { Link, Route } from '../../../../shared/host/state.ts';
import { formatCidr, parseCidr, subnetOf } from '../../../../shared/net/ipv4.ts';
import { broadcastFor } from '../../machine/kernel/addresses.ts';
import type { KernelAddress } from '../../machine/kernel/kernel.ts';
import { nextIndex } from '../../machine/kernel/links.ts';
import type { KernelState } from '../../machine/machine.ts';
import { hexId } from './ids.ts';

type NewLink = Pick<Link, 'name' | 'kind'> & Partial<Link>;

const plain = {
  mac: '00:00:00:00:00:00',
  mtu: 1500,
  up: true,
  carrier: true,
  promiscuous: false,
  alias: undefined,
  parent: undefined,
  master: undefined,
  vlan: undefined,
  mode: undefined,
  addresses: [],
  // Docker makes its links without a transmit queue.
  queue: 0,
} as const;

export const hasLink = ({ links }: KernelState, name: string): boolean => links.some((link) => link.name === name);

function addLink(kernel: KernelState, link: NewLink): KernelState {
  const index = nextIndex(kernel);
  const settings = Object.entries(kernel.sysctls).flatMap(([name, value]) => {
    const [, setting] = /^net\.ipv4\.conf\.default\.(\w+)$/.exec(name) ?? [];
    return setting === undefined ? [] : [[`net.ipv4.conf.${link.name}.${setting}`, value] as const];
  });
  return {
    ...kernel,
    links: [...kernel.links, { ...plain, ...link, index }],
    sysctls: { ...kernel.sysctls, ...Object.fromEntries(settings) },
  };
}

/** With all that stands on it and the routes through it. */
export function removeLink(kernel: KernelState, name: string): KernelState {
  const gone = new Set([name]);
  for (let before = 0; before !== gone.size; ) {
    before = gone.size;
    for (const link of kernel.links) if (link.parent !== undefined && gone.has(link.parent)) gone.add(link.name);
  }
  const settingOf = (key: string): string | undefined => /^net\.ipv[46]\.(?:conf|neigh)\.(.+)\.\w+$/.exec(key)?.[1];
  return {
    ...kernel,
    links: kernel.links
      .filter((link) => !gone.has(link.name))
      .map((link) => (link.master !== undefined && gone.has(link.master) ? { ...link, master: undefined } : link)),
    routes: kernel.routes.filter(({ dev }) => dev === undefined || !gone.has(dev)),
    sysctls: Object.fromEntries(Object.entries(kernel.sysctls).filter(([key]) => !gone.has(settingOf(key) ?? ''))),
  };
}

/** A MAC address of Docker's own kind that follows from a name. */
export const madeUpMac = (name: string): string =>
  ['02', '42', ...(hexId('mac', name).match(/../g) ?? []).slice(0, 4)].join(':');

/** `gateway` with its prefix: `172.18.0.1/16`. Without a running container the bridge has no carrier. */
export function addBridge(kernel: KernelState, name: string, gateway: string | undefined): KernelState {
  const cidr = gateway === undefined ? undefined : parseCidr(gateway);
  const address = gateway?.split('/')[0] ?? '';
  const made = addLink(kernel, {
    name,
    kind: 'bridge',
    mac: madeUpMac(name),
    carrier: false,
    addresses: cidr === undefined ? [] : [withBroadcast({ family: 4, address, prefix: cidr.prefix, scope: 'global' })],
  });
  if (cidr === undefined) return made;
  const route: Route = {
    to: formatCidr(subnetOf(cidr)),
    type: 'unicast',
    via: undefined,
    dev: name,
    source: address,
    scope: 'link',
    protocol: 'kernel',
    metric: 0,
    table: 'main',
  };
  return { ...made, routes: [...made.routes, route] };
}

function withBroadcast(address: KernelAddress): KernelAddress {
  const broadcast = broadcastFor(address);
  return broadcast === undefined ? address : { ...address, broadcast };
}

export function addVlan(kernel: KernelState, parent: string, vlan: number, name: string): KernelState {
  const below = kernel.links.find((link) => link.name === parent);
  const carrier = (below?.up ?? false) && (below?.carrier ?? false);
  return addLink(kernel, {
    name,
    kind: 'vlan',
    parent,
    vlan,
    mac: below?.mac ?? plain.mac,
    mtu: below?.mtu ?? plain.mtu,
    carrier,
  });
}

export const addDummy = (kernel: KernelState, name: string): KernelState =>
  addLink(kernel, { name, kind: 'dummy', mac: madeUpMac(name).replace(/^02:42/, '1a:6e') });

/** The host's end of a container's pair, as a port of its bridge, which has a carrier from then on. */
export function addVeth(kernel: KernelState, name: string, bridge: string): KernelState {
  const mac = madeUpMac(name).replace(/^02:42/, '8e:15');
  return withCarrier(addLink(kernel, { name, kind: 'veth', master: bridge, mac }), bridge);
}

export function removeVeth(kernel: KernelState, name: string): KernelState {
  const bridge = kernel.links.find((link) => link.name === name)?.master;
  const after = removeLink(kernel, name);
  return bridge === undefined ? after : withCarrier(after, bridge);
}

const withCarrier = (kernel: KernelState, bridge: string): KernelState => ({
  ...kernel,
  links: kernel.links.map((link) =>
    link.name === bridge
      ? { ...link, carrier: kernel.links.some((port) => port.master === bridge && port.up && port.carrier) }
      : link,
  ),
});
