import type { HostState } from '../host/state.ts';
import { containerId, type Host, interfaceId, type Lab } from '../lab/lab.ts';
import { addressPart } from '../net/ip.ts';
import { type Ipv4, parseIpv4 } from '../net/ipv4.ts';
import { containerPlaces } from './docker-view.ts';
import type { States } from './endpoints.ts';
import { hostStack } from './host-stack.ts';
import { internetOn } from './internet.ts';
import { Domains, type HostDevices, type HostSpaces, readDevices, settle, up } from './l2-domains.ts';
import { SharedMacs } from './shared-macs.ts';
import type { ContainerPlace, Device, HostNode, NetInterface, Stack, World } from './world.ts';

/**
 * The world of a lab's hosts as their states say they are. The drawing adds only what no host knows: which NIC is plugged into
 * which segment, and which tags that carries.
 */
export function buildWorld(lab: Lab, states: States, spaces?: ReadonlyMap<string, HostSpaces>): World {
  const domains = new Domains();
  const read = lab.hosts.map((host) => {
    const state = states.get(host.name);
    return { host, state, devices: state && readDevices(lab, host, state, domains, spaces?.get(host.name)) };
  });
  for (const { devices } of read)
    if (devices) for (const one of [devices, ...devices.named.values()]) settle(one, domains);
  const macs = new SharedMacs();
  for (const { state, devices } of read) if (state && devices) macs.add(state, devices);

  const hosts = new Map<string, HostNode>();
  const stacks: Stack[] = [];
  const containers = new Map<string, ReadonlyMap<string, ContainerPlace>>();
  const named = new Map<string, ReadonlyMap<string, Stack>>();
  const unknownOwners = new Map<Ipv4, string>();
  let serial = 0;
  const nextSerial = (): number => serial++;
  for (const { host, state, devices } of read) {
    if (state === undefined || devices === undefined) {
      hosts.set(host.name, { name: host.name, stack: undefined });
      for (const [address, id] of drawnAddresses(host)) unknownOwners.set(address, id);
      continue;
    }
    const stack = hostStack(stacks.length, host.name, state, devices, nextSerial);
    hosts.set(host.name, { name: host.name, stack });
    stacks.push(stack);
    const own = (spaces?.get(host.name)?.named ?? []).map(({ name, state: inside }, at): readonly [string, Stack] => {
      const there = devices.named.get(name) ?? devices;
      return [name, hostStack(stacks.length + at, host.name, inside, there, nextSerial, name)];
    });
    stacks.push(...own.map(([, inside]) => inside));
    if (own.length > 0) named.set(host.name, new Map(own));
    containers.set(host.name, placesOf(host, state, devices, stack, { stacks, domains, macs, nextSerial }));
  }
  const beyond = new Map<number, NetInterface>();
  const world: World = { hosts, stacks, containers, spaces: named, owners: ownersOf(stacks), beyond, unknownOwners };
  for (const { name, internet } of lab.segments) {
    const domain = domains.find(domains.numberOf(`s|${name}|`));
    if (internet && !beyond.has(domain))
      beyond.set(
        domain,
        internetOn(name, domain, nextSerial(), () => world),
      );
  }
  return world;
}

/** What grows while hosts are read one after the other. */
interface Growing {
  readonly stacks: Stack[];
  readonly domains: Domains;
  readonly macs: SharedMacs;
  nextSerial(): number;
}

function placesOf(
  host: Host,
  state: HostState,
  hostDevices: HostDevices,
  stack: Stack,
  { stacks, domains, macs, nextSerial }: Growing,
): ReadonlyMap<string, ContainerPlace> {
  const lonely = new Map<string, Device>();
  let next = stacks.length;
  const places = containerPlaces({
    host: host.name,
    state,
    hostDevices,
    hostStack: stack,
    nextIndex: () => next++,
    nextSerial,
    sharedMac: (domain, mac) => macs.shared(domain, mac),
    alone(name) {
      const known = lonely.get(name) ?? lonelyDevice(host.name, name, domains);
      lonely.set(name, known);
      return known;
    },
  });
  for (const place of places.values()) {
    if (place.kind === 'running' && place.stack !== stack) stacks.push(place.stack);
  }
  return places;
}

const lonelyDevice = (host: string, name: string, domains: Domains): Device => ({
  host,
  name,
  id: interfaceId(host, name),
  domain: domains.numberOf(`d|${host}|${name}`),
  wire: undefined,
  live: up,
  path: [name],
  master: undefined,
  guarded: undefined,
  children: { ipvlan: new Map(), passthru: undefined },
});

function ownersOf(stacks: readonly Stack[]): ReadonlyMap<Ipv4, readonly Stack[]> {
  const owners = new Map<Ipv4, Stack[]>();
  for (const stack of stacks) {
    for (const address of stack.addresses) {
      const known = owners.get(address);
      if (known) known.push(stack);
      else owners.set(address, [stack]);
    }
  }
  return owners;
}

function drawnAddresses(host: Host): readonly (readonly [Ipv4, string])[] {
  const drawn = [
    ...host.interfaces.map(({ name, address }) => ({ address, id: interfaceId(host.name, name) })),
    ...host.containers.flatMap(({ name, attachments }) =>
      attachments.map(({ address }) => ({ address, id: containerId(host.name, name) })),
    ),
  ];
  return drawn.flatMap(({ address, id }) => {
    const number = address === undefined ? undefined : parseIpv4(addressPart(address));
    return number === undefined ? [] : [[number, id] as const];
  });
}
