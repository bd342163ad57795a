/** Links: made, changed and taken away, with all that stands on them (net/core, net/8021q, drivers/net). */
import { holds } from '../fact.ts';
import { withConnected } from './addresses.ts';
import { renamedWhileUp } from './facts.ts';
import {
  editLink,
  findLink,
  type KernelState,
  linkOf,
  linksOn,
  macFor,
  Refusal,
  standsOn,
  withLink,
} from './kernel.ts';
import type { BridgeSettings, KernelLink, VlanOptions } from './kernel-link.ts';
import { LinkIndex } from './link-index.ts';
import { sysctlsOfNewLink, sysctlsWithoutLink } from './sysctls.ts';

/** What a new link is asked to be. */
export interface LinkAsked {
  /** Undefined: the kernel picks one, `macvlan0`. */
  readonly name: string | undefined;
  readonly kind: 'vlan' | 'macvlan' | 'ipvlan' | 'bridge' | 'dummy' | 'veth' | 'bond';
  readonly parent?: string | undefined;
  readonly vlan?: number | undefined;
  /** The tag is one of 802.1ad. */
  readonly serviceTag?: boolean | undefined;
  readonly vlanOptions?: VlanOptions | undefined;
  readonly mode?: string | undefined;
  readonly filters?: boolean | undefined;
  readonly stp?: boolean | undefined;
  readonly bridge?: BridgeSettings | undefined;
  readonly mac?: string | undefined;
  readonly mtu?: number | undefined;
  /** Of a veth's other end. */
  readonly peer?: string | undefined;
}

/** @throws Refusal as the kernel would */
export function addLink(kernel: KernelState, asked: LinkAsked): KernelState {
  const { kind } = asked;
  const name = asked.name ?? freeName(kernel, kind);
  checkName(kernel, name);
  const parent = asked.parent === undefined ? undefined : linkOf(kernel, asked.parent);
  const place = STANDING.includes(kind) ? placeOn(kernel, asked, parent) : undefined;
  const index = nextIndex(kernel);
  const link: KernelLink = {
    name,
    index,
    kind,
    mac:
      asked.mac ??
      (kind === 'vlan' || kind === 'ipvlan' ? parent?.mac : undefined) ??
      macFor(`${kernel.hostname} ${name}`),
    mtu: asked.mtu ?? parent?.mtu ?? 1500,
    up: false,
    carrier: false,
    promiscuous: false,
    alias: undefined,
    parent: place?.name,
    master: undefined,
    vlan: asked.vlan,
    mode: modeOf(asked),
    ...(asked.serviceTag === true && { serviceTag: true as const }),
    ...(asked.vlanOptions !== undefined && { vlanOptions: asked.vlanOptions }),
    ...(asked.filters === true && { filters: true as const }),
    ...(asked.stp === true && { stp: true as const }),
    ...(asked.bridge !== undefined && { bridge: checkedBridge(asked.bridge, asked.stp === true) }),
    ...(kind === 'bridge' && asked.mac !== undefined && { ownMac: true as const }),
    addresses: [],
  };
  if (kind === 'ipvlan') return withNewLink(withModeOf(kernel, link), link);
  if (kind !== 'veth') return withNewLink(kernel, link);
  const other = asked.peer ?? freeName(kernel, 'veth', name);
  checkName(kernel, other);
  if (other === name) throw new Refusal('EEXIST');
  // The peer is made first.
  const peer = { ...link, name: other, mac: macFor(`${kernel.hostname} ${other}`), peer: { index: index + 1 } };
  return withNewLink(withNewLink(kernel, peer), { ...link, index: index + 1, peer: { index } });
}

/** All ipvlan links of one parent have one mode: that of the newest (ipvlan_main.c, ipvlan_set_port_mode). */
const withModeOf = (kernel: KernelState, { parent = '', mode }: KernelLink): KernelState =>
  childrenOf(kernel, parent).reduce(
    (next, child) => (child.kind === 'ipvlan' && child.mode !== mode ? editLink(next, child.name, { mode }) : next),
    kernel,
  );

/** What each kind takes where nothing is said; a bond says its mode when it is asked. */
function modeOf({ kind, mode }: LinkAsked): string | undefined {
  const usual: Partial<Record<LinkAsked['kind'], string>> = { macvlan: 'vepa', ipvlan: 'l3', bond: 'balance-rr' };
  return usual[kind] === undefined ? undefined : (mode ?? usual[kind]);
}

const STANDING: readonly string[] = ['vlan', 'macvlan', 'ipvlan'];

/** A link that stands on a macvlan stands beside it on that one's parent. */
function placeOn(
  kernel: KernelState,
  { kind, vlan, mode, serviceTag = false }: LinkAsked,
  parent: KernelLink | undefined,
): KernelLink {
  if (parent === undefined) throw new Refusal('EINVAL', kind === 'vlan' ? '8021q: link not specified.' : undefined);
  if (parent.kind === 'loopback') {
    throw kind === 'vlan' ? new Refusal('EOPNOTSUPP', '8021q: VLANs not supported on device.') : new Refusal('EINVAL');
  }
  const children = childrenOf(kernel, parent.name);
  if (kind === 'vlan') {
    const same = (child: KernelLink): boolean => child.vlan === vlan && (child.serviceTag ?? false) === serviceTag;
    if (children.some((child) => child.kind === 'vlan' && same(child)))
      throw new Refusal('EEXIST', '8021q: VLAN device already exists.');
    return parent;
  }
  const under = parent.kind === kind && parent.parent !== undefined ? linkOf(kernel, parent.parent) : parent;
  const beside = childrenOf(kernel, under.name);
  if (under.master !== undefined) throw new Refusal('EBUSY');
  if (beside.some((child) => child.kind !== kind && (child.kind === 'macvlan' || child.kind === 'ipvlan')))
    throw new Refusal('EBUSY');
  const taken = beside.filter((child) => child.kind === kind);
  // passthru is a mode of macvlan alone.
  if (taken.length > 0 && (mode === 'passthru' || taken.some((child) => child.mode === 'passthru'))) {
    throw new Refusal('EINVAL');
  }
  return under;
}

function checkName(kernel: KernelState, name: string): void {
  if (name === '' || name === '.' || name === '..' || /[/:\s]/.test(name)) throw new Refusal('EINVAL');
  if (name.length > 15) throw new Refusal('ERANGE', 'Attribute failed policy validation.');
  if (findLink(kernel, name) !== undefined) throw new Refusal('EEXIST');
}

/** @param taken the other end of a cable, which is not there yet */
function freeName(kernel: KernelState, kind: string, taken?: string): string {
  for (let number = 0; ; number += 1) {
    const name = `${kind}${number}`;
    if (name !== taken && findLink(kernel, name) === undefined) return name;
  }
}

/** Each namespace counts its own, and passes over numbers that links have brought along. */
export function nextIndex({ links, lastIndex }: Pick<KernelState, 'links' | 'lastIndex'>): number {
  let next = (lastIndex ?? links.reduce((highest, { index }) => Math.max(highest, index), 0)) + 1;
  const known = LinkIndex.of(links);
  while (known.numbered(next) !== undefined) next += 1;
  return next;
}

/** With what the kernel keeps of a link that is new on the machine. */
export const withNewLink = (kernel: KernelState, link: KernelLink): KernelState => ({
  ...withLink(kernel, link),
  ...(kernel.lastIndex !== undefined && { lastIndex: Math.max(kernel.lastIndex, link.index) }),
  sysctls: sysctlsOfNewLink(kernel.sysctls, link.name),
});

/** With what stands on it, the other end of a veth, and all their routes. @throws Refusal */
export function deleteLink(kernel: KernelState, name: string): KernelState {
  const link = linkOf(kernel, name);
  if (link.kind === 'loopback' || link.kind === 'nic') throw new Refusal('EOPNOTSUPP');
  return withoutLink(kernel, link);
}

export function withoutLink(kernel: KernelState, gone: KernelLink): KernelState {
  const { name } = gone;
  const peer = gone.peer?.elsewhere ? undefined : kernel.links.find(({ index }) => index === gone.peer?.index);
  const alone: KernelState = {
    ...kernel,
    links: kernel.links
      .filter((link) => link.name !== name)
      .map((link) => (link.master === name ? outOfBridge(link) : link)),
    routes: kernel.routes.filter(({ dev }) => dev !== name),
    sysctls: sysctlsWithoutLink(kernel.sysctls, name),
  };
  const others = [...kernel.links.filter((link) => standsOn(link, name)), ...(peer === undefined ? [] : [peer])];
  return others.reduce(
    (next, other) => (findLink(next, other.name) ? withoutLink(next, other) : next),
    withMacOfPorts(alone, gone.master),
  );
}

/** @throws Refusal ENETDOWN for a VLAN whose parent is down */
export function setUp(kernel: KernelState, name: string): KernelState {
  const link = linkOf(kernel, name);
  if (link.up) return kernel;
  const parent = findLink(kernel, link.parent);
  if (link.kind === 'vlan' && parent && !parent.up) throw new Refusal('ENETDOWN');
  const addresses = link.kind === 'loopback' ? withOwnAddress(link.addresses) : link.addresses;
  const up = editLink(kernel, name, { up: true, addresses });
  const routes = addresses.reduce<KernelState['routes']>(
    (all, address) => withConnected(all, link, address),
    up.routes,
  );
  // vlan_device_event: its VLANs come up with it, also those that somebody had set down.
  return vlansOn(up, name).reduce<KernelState>((next, child) => setUp(next, child.name), { ...up, routes });
}

/** The loopback of a new namespace gets its address as it comes up (devinet.c, inetdev_event). */
function withOwnAddress(addresses: KernelLink['addresses']): KernelLink['addresses'] {
  if (addresses.some(({ family }) => family === 4)) return addresses;
  return [{ family: 4, address: '127.0.0.1', prefix: 8, scope: 'host' }, ...addresses];
}

/** Its routes go, and only those of its own subnets come back with it. Its VLANs go down too. */
export function setDown(kernel: KernelState, name: string): KernelState {
  const link = linkOf(kernel, name);
  if (!link.up) return kernel;
  const down = { ...editLink(kernel, name, { up: false }), routes: kernel.routes.filter(({ dev }) => dev !== name) };
  return vlansOn(down, name).reduce<KernelState>((next, child) => setDown(next, child.name), down);
}

const vlansOn = (kernel: KernelState, name: string): readonly KernelLink[] =>
  linksOn(kernel, name).filter(({ kind }) => kind === 'vlan');

/** Those that go with it. */
const childrenOf = (kernel: KernelState, name: string): readonly KernelLink[] =>
  linksOn(kernel, name).filter((link) => standsOn(link, name));

/** @throws Refusal */
export function rename(kernel: KernelState, from: string, to: string): KernelState {
  const link = linkOf(kernel, from);
  if (from === to) return kernel;
  if (link.up && !holds(renamedWhileUp, kernel.facts.kernel)) throw new Refusal('EBUSY');
  checkName(kernel, to);
  const other = (name: string | undefined): string | undefined => (name === from ? to : name);
  return {
    ...kernel,
    links: kernel.links.map((link) => ({
      ...link,
      name: link.name === from ? to : link.name,
      parent: other(link.parent),
      master: other(link.master),
    })),
    routes: kernel.routes.map((route) => (route.dev === from ? { ...route, dev: to } : route)),
    sysctls: Object.fromEntries(
      Object.entries(kernel.sysctls).map(([key, value]) => {
        const head = `net.ipv4.conf.${from}.`;
        return [
          key.startsWith(head) && !key.slice(head.length).includes('.')
            ? `net.ipv4.conf.${to}.${key.slice(head.length)}`
            : key,
          value,
        ];
      }),
    ),
  };
}

/** A child may not carry more than its parent; children that would follow it down, and those of ipvlan up too. @throws Refusal */
export function setMtu(kernel: KernelState, name: string, mtu: number): KernelState {
  const link = linkOf(kernel, name);
  const parent = findLink(kernel, link.parent);
  if (mtu < 68) throw new Refusal('EINVAL', 'mtu less than device minimum.');
  if (mtu > (link.maxMtu ?? 65535)) throw new Refusal('EINVAL', 'mtu greater than device maximum.');
  if (parent !== undefined && mtu > parent.mtu) throw new Refusal(link.kind === 'vlan' ? 'ERANGE' : 'EINVAL');
  const following = childrenOf(kernel, name).filter((child) => child.mtu > mtu || child.kind === 'ipvlan');
  return following.reduce<KernelState>((next, child) => setMtu(next, child.name, mtu), editLink(kernel, name, { mtu }));
}

/** @throws Refusal */
export function setMaster(kernel: KernelState, name: string, master: string | undefined): KernelState {
  const link = linkOf(kernel, name);
  if (master === undefined) {
    return withMacOfPorts(withLink(kernel, outOfBridge(link)), link.master);
  }
  const bridge = linkOf(kernel, master);
  if (bridge.kind !== 'bridge' && bridge.kind !== 'bond') throw new Refusal('EOPNOTSUPP');
  if (link.kind === 'loopback') throw new Refusal('EINVAL');
  if (link.master !== undefined && link.master !== master) throw new Refusal('EBUSY');
  // bond_enslave (drivers/net/bonding/bond_main.c); the bond sets it up again.
  if (bridge.kind === 'bond' && link.up) throw new Refusal('EPERM', 'Device can not be enslaved while up.');
  if (link.kind === 'bridge') throw new Refusal('ELOOP', 'Can not enslave a bridge to a bridge.');
  const busy = childrenOf(kernel, name).some(({ kind }) => kind === 'macvlan' || kind === 'ipvlan');
  if (busy) throw new Refusal('EBUSY', bridge.kind === 'bond' ? 'Device is in use and cannot be enslaved.' : undefined);
  const joined = withMacOfPorts(editLink(kernel, name, { master }), master);
  return bridge.kind === 'bond' ? setUp(joined, name) : joined;
}

const NO_MAC = '00:00:00:00:00:00';

/** What each may be (br_stp.c, br_stp_if.c); how long a port waits is looked at where there is a tree. @throws Refusal */
function checkedBridge(asked: BridgeSettings, stp: boolean): BridgeSettings {
  const { forward_delay = 1500, hello_time = 200, max_age = 2000 } = asked;
  const within = (value: number, least: number, most: number): boolean => value >= least && value <= most;
  const fits = within(hello_time, 100, 1000) && within(max_age, 600, 4000);
  if (!fits || (stp && !within(forward_delay, 200, 3000))) throw new Refusal('ERANGE');
  return asked;
}

/** `ip link set … type bridge`. @throws Refusal */
export function setBridge(kernel: KernelState, name: string, asked: BridgeSettings): KernelState {
  const link = linkOf(kernel, name);
  if (link.kind !== 'bridge') throw new Refusal('EOPNOTSUPP');
  return editLink(kernel, name, { bridge: { ...link.bridge, ...checkedBridge(asked, link.stp === true) } });
}

/** A bridge of which something is made looks at its ports from then on, and says that it has no carrier without one (br_stp_if.c). */
export function grown(kernel: KernelState, name: string): KernelState {
  const { young, ...old } = linkOf(kernel, name);
  return young === undefined ? kernel : withLink(kernel, old);
}

/** A bridge has the lowest MAC address of its ports, and none when the last has left it (br_stp_recalculate_bridge_id). */
export function withMacOfPorts(kernel: KernelState, name: string | undefined): KernelState {
  const bridge = findLink(kernel, name);
  if (bridge?.kind !== 'bridge' || bridge.ownMac === true) return kernel;
  const macs = LinkIndex.of(kernel.links)
    .portsOf(bridge.name)
    .map((port) => port.mac);
  const mac = macs.reduce((lowest, one) => (lowest === NO_MAC || one < lowest ? one : lowest), NO_MAC);
  return editLink(grown(kernel, bridge.name), bridge.name, { mac });
}

/** What a port was told of VLANs goes with its place in the bridge. */
export function outOfBridge({ portVlans: _, port: _port, ...link }: KernelLink): KernelLink {
  return { ...link, master: undefined };
}

/** `bridge link set`. @throws Refusal for what is no port of a bridge */
export function setPort(kernel: KernelState, name: string, port: NonNullable<KernelLink['port']>): KernelState {
  const link = linkOf(kernel, name);
  if (findLink(kernel, link.master)?.kind !== 'bridge') throw new Refusal('EOPNOTSUPP');
  if ((port.cost ?? 1) < 1 || (port.cost ?? 1) > 65_535 || (port.priority ?? 0) > 63) throw new Refusal('ERANGE');
  return editLink(kernel, name, { port: { ...link.port, ...port } });
}

/** `bridge vlan add` and `del`. @throws Refusal for what is neither a port nor, with `self`, a bridge */
export function setPortVlan(kernel: KernelState, name: string, vlan: number, on: boolean, self: boolean): KernelState {
  const link = linkOf(kernel, name);
  const master = findLink(kernel, link.master);
  if (self ? link.kind !== 'bridge' : master?.kind !== 'bridge') throw new Refusal('EOPNOTSUPP');
  const others = (link.portVlans ?? []).filter((own) => own !== vlan);
  return editLink(kernel, name, { portVlans: on ? [...others, vlan].sort((a, b) => a - b) : others });
}
