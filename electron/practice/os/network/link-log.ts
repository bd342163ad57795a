/** What the kernel says as links become ports of bridges, or have to hear more than their own frames (net/core/dev.c, net/bridge/br_stp.c). */
import { findLink, type KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { LinkIndex } from '../../../../shared/machine/kernel/link-index.ts';
import type { Machine } from '../machine.ts';
import { isSince } from '../releases.ts';
import { sayByKernel } from './kernel-log.ts';

/** A card with its driver. */
export function spoken({ links }: KernelState, name: string): string {
  const at = links.filter(({ kind }) => kind === 'nic').findIndex((card) => card.name === name);
  return at < 0 ? name : `virtio_net virtio${at} ${name}`;
}

/** In the words of the machine's kernel: 6.4 has new ones. */
export function modeLine(kernel: KernelState, name: string, on: boolean, mode = 'promiscuous', more = ''): string {
  const what = `${on ? 'entered' : 'left'} ${mode} mode`;
  return isNew(kernel) ? `${spoken(kernel, name)}${more}: ${what}` : `device ${name} ${what}`;
}

const isNew = ({ facts }: KernelState): boolean => isSince(facts.kernel, '6.4.0');

export function sayOfLinks(machine: Machine, before: KernelState, after: KernelState): void {
  if (before.links === after.links && before.lent === after.lent) return;
  const say = (line: string): void => sayByKernel(machine, line);
  const known = LinkIndex.of(before.links);
  for (const link of before.links) {
    const now = findLink(after, link.name);
    if (isPort(before, link) && now?.master !== link.master) leaves(before, link, now === undefined, say);
  }
  for (const link of after.links) {
    const old = known.named(link.name);
    if (isPort(after, link) && old?.master !== link.master) joins(after, link, say);
    else if (isPort(after, link)) moves(before, after, link, say);
  }
  const [had, has] = [containers(before), containers(after)];
  const [heard, hears] = [listening(before), listening(after)];
  for (const [index] of has) if (!had.has(index)) say(`eth0: renamed from ${farName({ index })}`);
  for (const name of heard)
    if (!hears.has(name) && findLink(after, name)?.up === true) say(modeLine(after, name, false));
  for (const name of hears) if (!heard.has(name)) say(modeLine(after, name, true));
  for (const [index] of had) if (!has.has(index)) say(`${farName({ index })}: renamed from eth0`);
}

/** Whether somebody else than who listens now makes a card hear all. */
export const hearsAll = (kernel: KernelState, name: string): boolean =>
  listening(kernel).has(name) || findLink(kernel, name)?.promiscuous === true;

/** Links of containers that stand on a card, by their numbers; cables are told of at their other end. */
const containers = ({ lent = [] }: KernelState): ReadonlyMap<number, unknown> =>
  new Map(lent.flatMap((link) => (link.kind === 'veth' ? [] : [[link.index, link]])));

const isPort = (kernel: KernelState, { master }: KernelLink): boolean => findLink(kernel, master)?.kind === 'bridge';

const portLine = ({ links }: KernelState, { name, master = '' }: KernelLink, state: string): string => {
  const number = LinkIndex.of(links)
    .portsOf(master)
    .findIndex((port) => port.name === name);
  return `${master}: port ${number + 1}(${name}) entered ${state} state`;
};

const forwards = (kernel: KernelState, { master, up, carrier }: KernelLink): boolean =>
  up && carrier && findLink(kernel, master)?.up === true;

/** The container's end, while it is on its way there. */
const farName = ({ index }: Pick<KernelLink, 'index'>): string =>
  `veth${(index * 40_503 + 0x1000000).toString(16).slice(-7)}`;
const isDockers = ({ kind, peer }: KernelLink): boolean => kind === 'veth' && peer?.elsewhere === true && !peer.space;

/** What a port of a bridge has to hear, and the card under its VLAN with it. */
function modesOfPort(
  kernel: KernelState,
  { name, kind, parent, up }: KernelLink,
): readonly [name: string, mode: string][] {
  const names = kind === 'vlan' && parent && up ? [name, parent] : [name];
  const modes = isNew(kernel) ? ['allmulticast', 'promiscuous'] : ['promiscuous'];
  return modes.flatMap((mode) => names.map((one): [string, string] => [one, mode]));
}

function joins(kernel: KernelState, port: KernelLink, say: (line: string) => void): void {
  say(portLine(kernel, port, 'blocking'));
  say(portLine(kernel, port, 'disabled'));
  for (const [name, mode] of modesOfPort(kernel, port)) say(modeLine(kernel, name, true, mode));
  if (isDockers(port)) say(`eth0: renamed from ${farName(port)}`);
  if (forwards(kernel, port)) for (const state of ['blocking', 'forwarding']) say(portLine(kernel, port, state));
}

function moves(before: KernelState, after: KernelState, port: KernelLink, say: (line: string) => void): void {
  const old = findLink(before, port.name);
  const [was, is] = [old !== undefined && forwards(before, old), forwards(after, port)];
  if (was === is) return;
  for (const state of is ? ['blocking', 'forwarding'] : ['disabled']) say(portLine(after, port, state));
}

function leaves(before: KernelState, port: KernelLink, gone: boolean, say: (line: string) => void): void {
  const disabled = portLine(before, port, 'disabled');
  if (gone && isDockers(port))
    for (const line of [disabled, `${farName(port)}: renamed from eth0`, disabled]) say(line);
  for (const [name, mode] of modesOfPort(before, port))
    say(modeLine(before, name, false, mode, gone && name === port.name ? ' (unregistering)' : ''));
  say(disabled);
}

/**
 * Cards that hear frames of other MAC addresses: somebody has said so, or a macvlan link is on them. The real lab's cards have no
 * list of addresses of their own, so that one more is heard only by hearing all.
 */
function listening(kernel: KernelState): ReadonlySet<string> {
  const { links, lent = [] } = kernel;
  const found = new Set<string>();
  const add = (name: string | undefined): void => {
    const link = findLink(kernel, name);
    if (link?.kind === 'vlan') add(link.parent);
    else if (link?.kind === 'nic' && link.up) found.add(link.name);
  };
  for (const { name, kind, promiscuous, up, parent } of links) {
    if (kind === 'nic' && promiscuous) add(name);
    if (kind === 'macvlan' && up) add(parent);
  }
  for (const { kind, parent } of lent) if (kind === 'macvlan') add(parent);
  return found;
}
