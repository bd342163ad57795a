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

/** What ARP has for each interface (arp.c, neighbour.c of Linux 6.12). */
const NEIGHBOURS_PER_LINK: Readonly<Record<string, string>> = {
  anycast_delay: '100',
  app_solicit: '0',
  base_reachable_time: '30',
  base_reachable_time_ms: '30000',
  delay_first_probe_time: '5',
  gc_stale_time: '60',
  interval_probe_time_ms: '5000',
  locktime: '100',
  mcast_resolicit: '0',
  mcast_solicit: '3',
  proxy_delay: '80',
  proxy_qlen: '64',
  retrans_time: '100',
  retrans_time_ms: '1000',
  ucast_solicit: '3',
  unres_qlen: '101',
  unres_qlen_bytes: '212992',
};

/** What it has for all of them. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  gc_interval: '30',
  gc_thresh1: '128',
  gc_thresh2: '512',
  gc_thresh3: '1024',
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
const NEIGH = 'net.ipv4.neigh.';
const key = (of: string, name: string): string => `${CONF}${of}.${name}`;

const OF_EACH_LINK = Object.entries(PER_LINK);
const NEIGHBOURS_OF_EACH_LINK = Object.entries(NEIGHBOURS_PER_LINK);

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
  for (const [item, value] of Object.entries(NEIGHBOURS)) all[`${NEIGH}default.${item}`] = value;
  for (const name of ['default', ...links])
    for (const [item, value] of NEIGHBOURS_OF_EACH_LINK) all[`${NEIGH}${name}.${item}`] = value;
  return Object.assign(all, known);
}

/** For a new link: the default's values. */
export function sysctlsOfNewLink(sysctls: Sysctls, link: string): Sysctls {
  const added = [CONF, NEIGH].flatMap((of) =>
    Object.keys(of === CONF ? PER_LINK : NEIGHBOURS_PER_LINK).flatMap((item) => {
      const value = sysctls[`${of}default.${item}`];
      return value === undefined ? [] : [[`${of}${link}.${item}`, value] as const];
    }),
  );
  return added.length === 0 ? sysctls : { ...sysctls, ...Object.fromEntries(added) };
}

export function sysctlsWithoutLink(sysctls: Sysctls, link: string): Sysctls {
  // Asked once for each container that ends, on hosts with hundreds: the text alone rules nearly all out.
  const [own, neighbours] = [`${CONF}${link}.`, `${NEIGH}${link}.`];
  // A setting's own name has no dot: what has one is of a link on it, like ens33.10.
  const isOf = (name: string, begin: string): boolean => name.startsWith(begin) && !name.includes('.', begin.length);
  return Object.fromEntries(Object.entries(sysctls).filter(([name]) => !isOf(name, own) && !isOf(name, neighbours)));
}

/** A link's own dots make names like `net.ipv4.conf.ens33.10.rp_filter`. */
export function linkOfSysctl(name: string): { readonly link: string; readonly item: string } | undefined {
  if (!name.startsWith(CONF)) return undefined;
  const dot = name.lastIndexOf('.');
  return dot < CONF.length ? undefined : { link: name.slice(CONF.length, dot), item: name.slice(dot + 1) };
}

/** Whether a value can be written to a setting; of those that nothing here knows any value is believed. */
export const isSysctlValue = (name: string, value: string): boolean =>
  !(Object.hasOwn(OTHERS, name) || linkOfSysctl(name) !== undefined || name.startsWith(NEIGH)) ||
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
  return set({ [name]: next, ...alike(name, next) });
}

/** The same time by its other name: one counts milliseconds, the other seconds or hundredths. */
function alike(name: string, value: string): Sysctls {
  const [, begin, item, milliseconds] =
    /^(net\.ipv4\.neigh\..+\.)(base_reachable_time|retrans_time)(_ms)?$/.exec(name) ?? [];
  if (begin === undefined || item === undefined) return {};
  const unit = item === 'retrans_time' ? 10 : 1000;
  return milliseconds === undefined
    ? { [`${begin}${item}_ms`]: String(Number(value) * unit) }
    : { [`${begin}${item}`]: String(Math.floor(Number(value) / unit)) };
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
