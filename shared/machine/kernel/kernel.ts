/**
 * What the kernel of a practice host holds. It is a host state's part of it, with the few things beside that commands show and
 * no probe asks for. Whatever changes it is a pure function from one kernel to the next, or a `Refusal`.
 */
import type { HostState } from '../../host/state.ts';
import type { KernelLink } from './kernel-link.ts';
import { LinkIndex } from './link-index.ts';

/** A link that was made on the host and is in a container's network namespace now; it keeps its number. */
export interface LentLink {
  readonly container: string;
  readonly network: string;
  readonly index: number;
  readonly kind: 'macvlan' | 'ipvlan' | 'veth';
  readonly parent: string | undefined;
}

/** `ip rule`: what it asks of a packet, and where that is looked up. */
export interface PolicyRule {
  readonly priority: number;
  readonly not?: boolean;
  /** CIDR; undefined: all. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly iif?: string | undefined;
  readonly oif?: string | undefined;
  /** `0x1`, `0x10/0xf0`. */
  readonly mark?: string | undefined;
  readonly tos?: string | undefined;
  readonly action: 'lookup' | 'blackhole' | 'unreachable' | 'prohibit';
  readonly table: string;
}

/** A network namespace that `ip netns add` has made. */
export interface NamedNamespace {
  readonly name: string;
  /** What the host's own calls it (nsid), once a link of the host leads there. */
  readonly number?: number;
  readonly links: readonly KernelLink[];
  readonly routes: HostState['routes'];
  readonly sysctls: HostState['sysctls'];
  readonly firewall: HostState['firewall'];
  readonly rules?: readonly PolicyRule[] | undefined;
  readonly tables?: KernelState['tables'] | undefined;
  readonly routeTables?: KernelState['routeTables'] | undefined;
  readonly lastIndex?: number | undefined;
}

export type KernelState = Omit<HostState, 'docker' | 'records' | 'links'> & {
  readonly links: readonly KernelLink[];
  readonly lent?: readonly LentLink[];
  /** Which table a route is looked up in, by priority; undefined: as at boot. */
  readonly rules?: readonly PolicyRule[] | undefined;
  /** Tables of iptables that somebody has asked for besides those that Docker uses, the newest first. */
  readonly tables?: readonly ('mangle' | 'raw' | 'security')[] | undefined;
  /** Tables of routes that somebody has used, `main` and its like aside: they stay when they are empty. */
  readonly routeTables?: readonly string[] | undefined;
  /** Modules that somebody has loaded by hand, on the machine; what something uses is loaded besides. */
  readonly loaded?: readonly string[] | undefined;
  /** Numbers of links are not used twice. */
  readonly lastIndex?: number | undefined;
  /** Other network namespaces than the host's own and those of containers, the newest first. */
  readonly namespaces?: readonly NamedNamespace[];
};

/** What strerror says, by the number's name. */
const WORDS = {
  EPERM: 'Operation not permitted',
  ENOENT: 'No such file or directory',
  ESRCH: 'No such process',
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  ENODEV: 'No such device',
  EINVAL: 'Invalid argument',
  ERANGE: 'Numerical result out of range',
  EOPNOTSUPP: 'Operation not supported',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  ENETDOWN: 'Network is down',
  ENETUNREACH: 'Network is unreachable',
  EHOSTUNREACH: 'No route to host',
  EACCES: 'Permission denied',
  ELOOP: 'Too many levels of symbolic links',
} as const;

export type Errno = keyof typeof WORDS;

/** The kernel will not. `explained`: its own sentence, which newer callers show in place of the error's words. */
export class Refusal extends Error {
  readonly errno: Errno;
  readonly explained: string | undefined;
  constructor(errno: Errno, explained?: string) {
    super(WORDS[errno]);
    this.errno = errno;
    this.explained = explained;
  }
}

/** @param name undefined: nothing has that */
export const findLink = ({ links }: KernelState, name: string | undefined): KernelLink | undefined =>
  name === undefined ? undefined : LinkIndex.of(links).named(name);

export function linkOf(kernel: KernelState, name: string): KernelLink {
  const link = findLink(kernel, name);
  if (link === undefined) throw new Refusal('ENODEV');
  return link;
}

export function editLink(kernel: KernelState, name: string, change: Partial<KernelLink>): KernelState {
  const link = findLink(kernel, name);
  return link === undefined ? kernel : withLink(kernel, { ...link, ...change });
}

/** With one link more, or with one in place of that of its name. */
export const withLink = (kernel: KernelState, link: KernelLink): KernelState => ({
  ...kernel,
  links: LinkIndex.of(kernel.links).with(link),
});

/** Those that stand on a link, of whatever kind. */
export const linksOn = ({ links }: KernelState, name: string): readonly KernelLink[] => LinkIndex.of(links).on(name);

/** Those that stand on a link and go with it. */
export const standsOn = (link: KernelLink, name: string): boolean => link.kind !== 'veth' && link.parent === name;

/** Stable random bytes for MAC addresses and times: the same for the same text. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return hash >>> 0;
}

/** A locally administered address, as the kernel draws one for a new link. */
export function macFor(text: string): string {
  const [a, b] = [hashOf(text), hashOf(`${text}+`)];
  const bytes = [((a >>> 24) & 0xfc) | 2, a >>> 16, a >>> 8, a, b >>> 8, b];
  return bytes.map((byte) => (byte & 255).toString(16).padStart(2, '0')).join(':');
}
