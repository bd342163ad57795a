/**
 * Network namespaces that somebody has made and named, and links that are moved between them and the host's own
 * (net/core/net_namespace.c; net/core/dev.c, dev_change_net_namespace).
 */
import { plainLink } from '../../host/fresh-host.ts';
import { editLink, findLink, type KernelState, linkOf, type NamedNamespace, Refusal, standsOn } from './kernel.ts';
import type { KernelLink } from './kernel-link.ts';
import { nextIndex, outOfBridge, withMacOfPorts } from './links.ts';
import { allSysctls, sysctlsOfNewLink, sysctlsWithoutLink } from './sysctls.ts';

/** What the host's own namespace is called where others have names. */
export const OWN = '';

export const namespaceNamed = ({ namespaces = [] }: KernelState, name: string): NamedNamespace | undefined =>
  namespaces.find((item) => item.name === name);

/** A new one has nothing but its loopback, which is down, and begins with the host's settings for all links and new ones. */
export function addNamespace(kernel: KernelState, name: string): KernelState {
  const { namespaces = [], sysctls } = kernel;
  if (namespaceNamed(kernel, name) !== undefined) throw new Refusal('EEXIST');
  const loopback: KernelLink = {
    ...plainLink,
    ...{ name: 'lo', index: 1, kind: 'loopback', mac: '00:00:00:00:00:00', mtu: 65_536, up: false, carrier: false },
    addresses: [],
  };
  const inherited = Object.entries(sysctls).filter(([key]) => /^net\.ipv4\.conf\.(?:all|default)\.\w+$/.test(key));
  const forwards = { 'net.ipv4.ip_forward': sysctls['net.ipv4.ip_forward'] ?? '0' };
  const own = allSysctls([], { ...forwards, ...Object.fromEntries(inherited) });
  const made: NamedNamespace = {
    name,
    links: [loopback],
    lastIndex: 1,
    routes: [],
    sysctls: sysctlsOfNewLink(own, 'lo'),
    firewall: { ...kernel.firewall, filter: [], nat: [] },
  };
  return { ...kernel, namespaces: [made, ...namespaces] };
}

/** Cards of the host go back to it, all other links go with the namespace, and so do the other ends of their cables. */
export function deleteNamespace(kernel: KernelState, name: string): KernelState {
  const gone = namespaceNamed(kernel, name);
  if (gone === undefined) throw new Refusal('ENOENT');
  const cards = gone.links.filter(({ kind }) => kind === 'nic');
  const back = cards.reduce((next, card) => moveLink(next, name, card.name, OWN), kernel);
  return { ...back, namespaces: (back.namespaces ?? []).filter((item) => item.name !== name) };
}

/** The kernel as processes in a namespace see it. */
export function kernelIn(kernel: KernelState, name: string): KernelState {
  const found = namespaceNamed(kernel, name);
  if (name === OWN || found === undefined) return kernel;
  const { hostname, facts } = kernel;
  const { links, routes, sysctls, firewall, rules, tables, routeTables, lastIndex } = found;
  return {
    ...{ hostname, facts, links, routes, sysctls, firewall, rules, tables, routeTables, lastIndex },
  };
}

/** What was done in a namespace, done to the whole. */
export function withKernelIn(kernel: KernelState, name: string, next: KernelState): KernelState {
  if (name === OWN) return next;
  const { links, routes, sysctls, firewall, rules, tables, routeTables, lastIndex } = next;
  return {
    ...kernel,
    namespaces: (kernel.namespaces ?? []).map((item) =>
      item.name === name ? { ...item, links, routes, sysctls, firewall, rules, tables, routeTables, lastIndex } : item,
    ),
  };
}

/**
 * A link goes to another namespace: it goes down, and what it had of addresses, routes and settings stays behind. It keeps its
 * number where nobody there has it.
 * @param of both by name, the host's own being `OWN`
 * @throws Refusal for the loopback and for bridges, which stay where they are
 */
export function moveLink(kernel: KernelState, of: string, name: string, to: string, newName = name): KernelState {
  const source = kernelIn(kernel, of);
  const link = linkOf(source, name);
  if (of === to) return kernel;
  if (link.kind === 'loopback' || link.kind === 'bridge' || link.kind === 'bond') throw new Refusal('EINVAL');
  const target = kernelIn(kernel, to);
  if (findLink(target, newName) !== undefined) throw new Refusal('EEXIST');
  const taken = target.links.some(({ index }) => index === link.index);
  const index = taken ? nextIndex(target) : link.index;
  const other = farEnd(kernel, of, link);
  const joined =
    other === undefined
      ? link
      : other.space !== to
        ? { ...link, parent: undefined, peer: { index: other.link.index, elsewhere: true, space: other.space } }
        : link.kind === 'veth'
          ? { ...link, peer: { index: other.link.index } }
          : { ...withoutPeer(link), parent: other.link.name };
  const moved: KernelLink = {
    ...outOfBridge(joined),
    ...{ name: newName, index, up: false, carrier: false, used: false, addresses: [] },
  };
  const left: KernelState = {
    ...source,
    links: source.links.filter((item) => item !== link),
    routes: source.routes.filter(({ dev }) => dev !== name),
    sysctls: sysctlsWithoutLink(source.sysctls, name),
    lastIndex: Math.max(source.lastIndex ?? 0, link.index),
  };
  const without = withKernelIn(kernel, of, withMacOfPorts(left, link.master));
  const there = kernelIn(without, to);
  const arrived = withKernelIn(without, to, {
    ...there,
    links: [...there.links, moved].sort((a, b) => a.index - b.index),
    ...(taken && { lastIndex: index }),
    sysctls: sysctlsOfNewLink(there.sysctls, newName),
  });
  if (other === undefined || link.kind !== 'veth') return arrived;
  const peer = other.space === to ? { index } : { index, elsewhere: true, space: to };
  return withKernelIn(arrived, other.space, editLink(kernelIn(arrived, other.space), other.link.name, { peer }));
}

/** Gives a link another number, of which the other end of its cable is told. */
export function renumber(kernel: KernelState, space: string, name: string, index: number): KernelState {
  const own = kernelIn(kernel, space);
  const link = linkOf(own, name);
  const far = link.kind === 'veth' ? farEnd(kernel, space, link) : undefined;
  const links = [...own.links.filter((item) => item !== link), { ...link, index }].sort((a, b) => a.index - b.index);
  const done = withKernelIn(kernel, space, { ...own, links, lastIndex: Math.max(own.lastIndex ?? 0, index) });
  if (far === undefined) return done;
  const peer = { ...far.link.peer, index };
  return withKernelIn(done, far.space, editLink(kernelIn(done, far.space), far.link.name, { peer }));
}

function withoutPeer({ peer: _, ...link }: KernelLink): KernelLink {
  return link;
}

/** Whether others stand on a link: these would stay behind. */
export const carriesOthers = (kernel: KernelState, name: string): boolean =>
  kernel.links.some((item) => standsOn(item, name));

/** The other end of a veth, or what a link stands on, wherever it is; undefined: nowhere that has a name. */
export function farEnd(
  kernel: KernelState,
  space: string,
  { kind, parent, peer }: KernelLink,
): { readonly space: string; readonly link: KernelLink } | undefined {
  if (peer?.elsewhere && peer.space === undefined) return undefined;
  const at = peer?.elsewhere ? (peer.space ?? OWN) : space;
  const { links } = kernelIn(kernel, at);
  const link =
    peer !== undefined
      ? links.find(({ index }) => index === peer.index)
      : kind === 'veth'
        ? undefined
        : links.find(({ name }) => name === parent);
  return link === undefined ? undefined : { space: at, link };
}

/** Their names, the host's own first. */
export const spacesOf = ({ namespaces = [] }: KernelState): readonly string[] => [
  OWN,
  ...namespaces.map(({ name }) => name),
];
