/** One link as `ip link` and `ip address` show it. */
import { isSecondary } from '../../../../shared/machine/kernel/addresses.ts';
import { findLink, type KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelAddress, KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { flagsOf, operstate, qdiscOf, queueLength } from '../../../../shared/machine/kernel/link-status.ts';
import type { Carried } from '../../os/network/counters.ts';
import { isSince, releaseOf } from '../../os/releases.ts';
import { detailsJson, detailsText } from './link-details.ts';
import { coloured, type Json, lineEnd, type Show } from './output.ts';

/** `link`: what ip link shows; `address`: what ip address shows, with these addresses. */
export type Of = { readonly kind: 'link' } | { readonly kind: 'address'; readonly addresses: readonly KernelAddress[] };

/** The link below, or the other end, as it stands after the @. */
interface Below {
  readonly name: string | undefined;
  readonly index: number;
  readonly down: boolean;
  readonly elsewhere: boolean;
  /** The name of the namespace that it is in, if that has one. */
  readonly space?: string | undefined;
}

function belowOf({ links }: KernelState, { parent, peer }: KernelLink): Below | undefined {
  if (peer?.elsewhere)
    return { name: undefined, index: peer.index, down: false, elsewhere: true, space: peer.space || undefined };
  const below = links.find(({ name, index }) => (peer === undefined ? name === parent : index === peer.index));
  if (below !== undefined) return { name: below.name, index: below.index, down: !below.up, elsewhere: false };
  return undefined;
}

const isLoop = ({ kind }: KernelLink): boolean => kind === 'loopback';
const broadcastMac = (link: KernelLink): string => (isLoop(link) ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff');

/** A veth whose other end nobody told of is one of Docker's: its other end is in a container. */
function beside(kernel: KernelState, link: KernelLink): Below | undefined {
  const below = belowOf(kernel, link);
  if (below !== undefined || link.kind !== 'veth') return below;
  return { name: undefined, index: link.index - 1, down: false, elsewhere: true };
}

export function linkText(kernel: KernelState, link: KernelLink, of: Of, show: Show): string {
  const below = beside(kernel, link);
  const end = lineEnd(show);
  const at = below === undefined ? '' : `@${below.name ?? `if${below.index}`}`;
  const state = operstate(link);
  const queue = queueLength(link);
  const family = show.family !== undefined && of.kind === 'address';
  const head = [
    `${link.index}: ${coloured(show, 'name', show.colour ? `${link.name}${at}: ` : `${link.name}${at}: `)}`,
    `<${flagsOf(kernel, link, below?.down).join(',')}> mtu ${link.mtu} qdisc ${qdiscOf(link)} `,
    link.master === undefined ? '' : `master ${link.master} `,
    `state ${stateText(state, show)}`,
    of.kind === 'link' ? 'mode DEFAULT ' : '',
    `group ${link.group ?? 'default'} `,
    queue === 0 && !tellsNoQueue(kernel) ? '' : `qlen ${queue}`,
  ].join('');
  const mac = coloured(show, 'mac', link.mac);
  const second = `    link/${isLoop(link) ? 'loopback' : 'ether'} ${mac} brd ${coloured(show, 'mac', broadcastMac(link))}`;
  const netns = below?.elsewhere ? (below.space === undefined ? ' link-netnsid 0' : ` link-netns ${below.space}`) : '';
  const details = show.details ? detailsText(kernel, link, of.kind === 'link', end) : '';
  const alias = link.alias === undefined || link.alias === '' ? '' : `${end}    alias ${link.alias}`;
  const statistics = show.statistics ? statisticsText(end, show.carried(link.name), show.errors) : '';
  const body = family ? '' : `${end}${second}${netns}${details}${alias}${statistics}`;
  return `${head}${body}\n${of.kind === 'address' ? addressLines(kernel, link, of.addresses, show) : ''}`;
}

/** Colours go around the word and the blank after it. */
function stateText(state: string, show: Show): string {
  const colour = state === 'UP' ? 'up' : state === 'DOWN' ? 'down' : undefined;
  return colour === undefined ? `${state} ` : coloured(show, colour, `${state} `);
}

/** From iproute2 7 on: 6.15 is silent of a queue of length 0. */
const tellsNoQueue = ({ facts }: KernelState): boolean => isSince(releaseOf(facts).iproute2, '7.0.0');

/** Who made an address is told from iproute2 6.15 on, 6.1 does not. */
const fromKernel = ({ facts }: KernelState, { family, scope }: KernelAddress): boolean =>
  family === 6 && scope === 'link' && isSince(releaseOf(facts).iproute2, '6.15.0');

function statisticsText(end: string, { rxBytes, rxPackets, txBytes, txPackets }: Carried, errors: boolean): string {
  const more = (heads: string): string =>
    errors ? `${end}    ${heads}${end}                     0       0       0       0       0 ` : '';
  const row = (bytes: number, packets: number): string =>
    `${String(bytes).padStart(14)} ${String(packets).padStart(7)}      0       0       0       0 `;
  return `${end}    RX:  bytes packets errors dropped  missed   mcast           ${end}${row(rxBytes, rxPackets)}${more('RX errors:  length    crc   frame    fifo overrun')}${end}    TX:  bytes packets errors dropped carrier collsns           ${end}${row(txBytes, txPackets)}${more('TX errors: aborted   fifo  window heartbt transns')}`;
}

/** Each address of them with its lifetimes. */
export function addressLines(
  kernel: KernelState,
  link: KernelLink,
  addresses: readonly KernelAddress[],
  show: Show,
): string {
  return addresses.map((address) => addressText(kernel, link, address, show)).join('');
}

function addressText(kernel: KernelState, link: KernelLink, address: KernelAddress, show: Show): string {
  const six = address.family === 6;
  const end = lineEnd(show);
  const words = [
    six ? 'inet6' : 'inet',
    address.peer === undefined
      ? `${coloured(show, six ? 'inet6' : 'inet', address.address)}/${address.prefix}`
      : `${coloured(show, 'inet', address.address)} peer ${coloured(show, 'inet', address.peer)}/${address.prefix}`,
    address.broadcast === undefined
      ? ''
      : `brd ${show.colour ? coloured(show, 'inet', `${address.broadcast} `) : address.broadcast}`,
    `scope ${address.scope}`,
    fromKernel(kernel, address) ? 'proto kernel_ll' : '',
    isSecondary(link, address) ? 'secondary' : '',
    isDeprecated(address, show.now) ? 'deprecated' : '',
    address.dynamic ? 'dynamic' : '',
    six && address.scope === 'host' ? 'noprefixroute' : '',
    six ? '' : (address.label ?? link.name),
  ].filter((word) => word !== '');
  const head = show.oneline ? `${link.index}: ${link.name}    ` : '    ';
  // A colour takes the blank behind the broadcast address along.
  const text = words.join(' ').replace(' \u001b[0m scope', ' \u001b[0mscope');
  return `${head}${text}${six ? ' ' : ''}${end}       valid_lft ${lifetime(address.until?.valid, show.now)} preferred_lft ${lifetime(address.until?.preferred, show.now)}\n`;
}

/** Seconds that are left; undefined: it stays. */
const secondsLeft = (until: number | undefined, now: number): number | undefined =>
  until === undefined ? undefined : Math.max(0, Math.floor((until - now) / 1000));

function lifetime(until: number | undefined, now: number): string {
  const seconds = secondsLeft(until, now);
  return seconds === undefined ? 'forever' : `${seconds}sec`;
}

const isDeprecated = ({ until }: KernelAddress, now: number): boolean => secondsLeft(until?.preferred, now) === 0;

/** With -o, addresses stand alone; a link without any is not shown. */
export const onelineAddresses = (
  kernel: KernelState,
  link: KernelLink,
  addresses: readonly KernelAddress[],
  show: Show,
): string => addressLines(kernel, link, addresses, show);

export function linkJson(kernel: KernelState, link: KernelLink, of: Of, show: Show): Json {
  const below = beside(kernel, link);
  const queue = queueLength(link);
  return {
    ifindex: link.index,
    ...(below !== undefined && (below.name === undefined ? { link_index: below.index } : { link: below.name })),
    ifname: link.name,
    flags: flagsOf(kernel, link, below?.down),
    mtu: link.mtu,
    qdisc: qdiscOf(link),
    ...(link.master !== undefined && { master: link.master }),
    operstate: operstate(link),
    ...(of.kind === 'link' && { linkmode: 'DEFAULT' }),
    group: link.group ?? 'default',
    ...((queue > 0 || tellsNoQueue(kernel)) && { txqlen: queue }),
    ...((of.kind === 'link' || show.family === undefined) && {
      link_type: isLoop(link) ? 'loopback' : 'ether',
      address: link.mac,
      broadcast: broadcastMac(link),
    }),
    ...(below?.elsewhere && (below.space === undefined ? { link_netnsid: 0 } : { link_netns: below.space })),
    ...(show.details && detailsJson(kernel, link, of.kind === 'link')),
    ...(link.alias !== undefined && link.alias !== '' && { ifalias: link.alias }),
    ...(show.statistics && { stats64: statistics(show.carried(link.name)) }),
    ...(of.kind === 'address' && {
      addr_info: of.addresses.map((address) => addressJson(kernel, link, address, show.now)),
    }),
  };
}

const statistics = ({ rxBytes, rxPackets, txBytes, txPackets }: Carried): Json => ({
  rx: { bytes: rxBytes, packets: rxPackets, errors: 0, dropped: 0, over_errors: 0, multicast: 0 },
  tx: { bytes: txBytes, packets: txPackets, errors: 0, dropped: 0, carrier_errors: 0, collisions: 0 },
});

const FOREVER = 4_294_967_295;

function addressJson(kernel: KernelState, link: KernelLink, address: KernelAddress, now: number): Json {
  const six = address.family === 6;
  return {
    family: six ? 'inet6' : 'inet',
    local: address.address,
    ...(address.peer !== undefined && { address: address.peer }),
    prefixlen: address.prefix,
    ...(address.broadcast !== undefined && { broadcast: address.broadcast }),
    scope: address.scope,
    ...(fromKernel(kernel, address) && { protocol: 'kernel_ll' }),
    ...(isSecondary(link, address) && { secondary: true }),
    ...(isDeprecated(address, now) && { deprecated: true }),
    ...(address.dynamic && { dynamic: true }),
    ...(six && address.scope === 'host' && { noprefixroute: true }),
    ...(!six && { label: address.label ?? link.name }),
    valid_life_time: secondsLeft(address.until?.valid, now) ?? FOREVER,
    preferred_life_time: secondsLeft(address.until?.preferred, now) ?? FOREVER,
  };
}

export function briefText(kernel: KernelState, link: KernelLink, of: Of, show: Show): string {
  const below = beside(kernel, link);
  const at = below === undefined ? '' : `@${below.name ?? `if${below.index}`}`;
  const state = operstate(link);
  const colour = state === 'UP' ? 'up' : state === 'DOWN' ? 'down' : undefined;
  const head = `${coloured(show, 'name', `${`${link.name}${at}`.padEnd(16)} `)}${colour === undefined ? `${state.padEnd(14)} ` : coloured(show, colour, `${state.padEnd(14)} `)}`;
  if (of.kind === 'link')
    return `${head}${coloured(show, 'mac', `${link.mac} `)}<${flagsOf(kernel, link, below?.down).join(',')}> \n`;
  return `${head}${of.addresses.map(({ family, address, peer, prefix }) => `${coloured(show, family === 4 ? 'inet' : 'inet6', address)}${peer === undefined ? '' : ` peer ${coloured(show, 'inet', peer)}`}/${prefix} `).join('')}\n`;
}

export function briefJson(kernel: KernelState, link: KernelLink, of: Of): Json {
  const below = beside(kernel, link);
  return {
    ...(below !== undefined && (below.name === undefined ? { link_index: below.index } : { link: below.name })),
    ifname: link.name,
    operstate: operstate(link),
    ...(of.kind === 'link'
      ? { address: link.mac, flags: flagsOf(kernel, link, below?.down) }
      : { addr_info: of.addresses.map(({ address, prefix }) => ({ local: address, prefixlen: prefix })) }),
  };
}

export const parentOf = (kernel: KernelState, { parent }: KernelLink): KernelLink | undefined =>
  parent === undefined ? undefined : findLink(kernel, parent);
