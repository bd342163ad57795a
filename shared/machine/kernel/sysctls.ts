/** Settings of the kernel under net: one value changes others (devinet.c), and every link has its own. */
import { type KernelState, Refusal } from './kernel.ts';

type Sysctls = KernelState['sysctls'];

/** What each interface has, with the value of a fresh Debian 12. */
const PER_LINK: Readonly<Record<string, string>> = {
  accept_local: '0',
  accept_redirects: '1',
  accept_source_route: '0',
  arp_accept: '0',
  arp_announce: '0',
  arp_filter: '0',
  arp_ignore: '0',
  arp_notify: '0',
  forwarding: '0',
  log_martians: '0',
  promote_secondaries: '0',
  proxy_arp: '0',
  rp_filter: '0',
  secure_redirects: '1',
  send_redirects: '1',
  shared_media: '1',
};

const OTHERS: Readonly<Record<string, string>> = {
  'net.core.somaxconn': '4096',
  'net.ipv4.icmp_echo_ignore_all': '0',
  'net.ipv4.icmp_echo_ignore_broadcasts': '1',
  'net.ipv4.ip_default_ttl': '64',
  'net.ipv4.ip_forward': '0',
  'net.ipv4.ip_local_port_range': '32768\t60999',
  'net.ipv4.ip_no_pmtu_disc': '0',
  'net.ipv4.ip_nonlocal_bind': '0',
  'net.ipv4.tcp_syncookies': '1',
};

const CONF = 'net.ipv4.conf.';
const key = (of: string, name: string): string => `${CONF}${of}.${name}`;

const OF_EACH_LINK = Object.entries(PER_LINK);

/** All of them, where some are known already. */
export function allSysctls(links: readonly string[], known: Sysctls): Sysctls {
  const forwarding = known['net.ipv4.ip_forward'] ?? '0';
  const all: Record<string, string> = { ...OTHERS };
  for (const name of ['all', 'default', ...links]) {
    for (const [item, value] of OF_EACH_LINK) {
      const changed = item === 'forwarding' ? forwarding : item === 'accept_redirects' && name === 'all' ? '' : value;
      all[key(name, item)] = changed === '' ? (forwarding === '1' ? '0' : '1') : changed;
    }
  }
  return Object.assign(all, known);
}

/** For a new link: the default's values. */
export function sysctlsOfNewLink(sysctls: Sysctls, link: string): Sysctls {
  const added = Object.keys(PER_LINK).flatMap((item) => {
    const value = sysctls[key('default', item)];
    return value === undefined ? [] : [[key(link, item), value] as const];
  });
  return added.length === 0 ? sysctls : { ...sysctls, ...Object.fromEntries(added) };
}

export function sysctlsWithoutLink(sysctls: Sysctls, link: string): Sysctls {
  // Asked once for each container that ends, on hosts with hundreds: the text alone rules nearly all out.
  const begin = `${CONF}${link}.`;
  const others = Object.entries(sysctls).filter(
    ([name]) => !name.startsWith(begin) || linkOfSysctl(name)?.link !== link,
  );
  return Object.fromEntries(others);
}

/** A link's own dots make names like `net.ipv4.conf.ens33.10.rp_filter`. */
export function linkOfSysctl(name: string): { readonly link: string; readonly item: string } | undefined {
  if (!name.startsWith(CONF)) return undefined;
  const dot = name.lastIndexOf('.');
  return dot < CONF.length ? undefined : { link: name.slice(CONF.length, dot), item: name.slice(dot + 1) };
}

/** Whether a value can be written to a setting; of those that nothing here knows any value is believed. */
export const isSysctlValue = (name: string, value: string): boolean =>
  !(Object.hasOwn(OTHERS, name) || linkOfSysctl(name) !== undefined) ||
  value
    .trim()
    .split(/\s+/)
    .every((word) => /^-?\d+$/.test(word) && within(name, Number(word)));

/** The least and the most, of those that have a limit (sysctl_net_ipv4.c). */
const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  'net.ipv4.icmp_echo_ignore_all': [0, 1],
  'net.ipv4.icmp_echo_ignore_broadcasts': [0, 1],
  'net.ipv4.ip_default_ttl': [1, 255],
};

function within(name: string, value: number): boolean {
  const limits = Object.hasOwn(LIMITS, name) ? LIMITS[name] : undefined;
  return limits === undefined || (value >= limits[0] && value <= limits[1]);
}

/** @throws Refusal when there is none of that name, or the value is no number */
export function setSysctl(kernel: KernelState, name: string, value: string): KernelState {
  const { sysctls } = kernel;
  if (!Object.hasOwn(sysctls, name)) throw new Refusal('ENOENT');
  if (!isSysctlValue(name, value)) throw new Refusal('EINVAL');
  const next = value.trim().split(/\s+/).join('\t');
  const set = (changes: Sysctls): KernelState => ({ ...kernel, sysctls: { ...sysctls, ...changes } });
  if (name === 'net.ipv4.ip_forward' || name === key('all', 'forwarding')) return set(forwardChange(sysctls, next));
  return set({ [name]: next });
}

const REDIRECTS = key('all', 'accept_redirects');

/** inet_forward_change: all interfaces follow, those to come too, and a router no longer believes redirects. */
function forwardChange(sysctls: Sysctls, value: string): Sysctls {
  const on = value !== '0';
  const links = Object.keys(sysctls).filter((name) => linkOfSysctl(name)?.item === 'forwarding');
  return {
    'net.ipv4.ip_forward': value,
    ...Object.fromEntries(links.map((name) => [name, value])),
    ...(Object.hasOwn(sysctls, REDIRECTS) && { [REDIRECTS]: on ? '0' : '1' }),
  };
}

/** Those that a probe tells of. */
export function isProbed(name: string): boolean {
  const own = linkOfSysctl(name);
  if (own === undefined) return PROBED.has(name);
  if (own.item === 'accept_redirects') return own.link === 'all';
  return own.item === 'rp_filter' || own.item === 'forwarding' || own.item === 'arp_ignore';
}

const PROBED = new Set(['net.bridge.bridge-nf-call-iptables', 'net.ipv4.ip_forward', 'net.ipv4.icmp_echo_ignore_all']);
