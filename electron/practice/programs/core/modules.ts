/** `modprobe`, `modinfo`, `lsmod`: which of the kernel's modules a practice host has. What something uses is loaded. */
import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import type { Command } from '../../os/machine.ts';
import { loadedModules } from '../../os/synthetic/host-files.ts';

const PLACES: Readonly<Record<string, { readonly path: string; readonly description: string }>> = {
  '8021q': { path: 'net/8021q/8021q', description: '802.1Q/802.1ad VLAN Protocol' },
  macvlan: { path: 'drivers/net/macvlan', description: 'Driver for MAC address based VLANs' },
  ipvlan: { path: 'drivers/net/ipvlan/ipvlan', description: 'Driver for L3 (IPv6/IPv4) based VLANs' },
  bridge: { path: 'net/bridge/bridge', description: 'Ethernet bridge driver' },
  br_netfilter: { path: 'net/bridge/br_netfilter', description: 'Linux ethernet netfilter firewall bridge' },
  dummy: { path: 'drivers/net/dummy', description: 'Dummy netdevice driver which discards all packets sent to it' },
  veth: { path: 'drivers/net/veth', description: 'Virtual Ethernet Tunnel' },
  bonding: { path: 'drivers/net/bonding/bonding', description: 'Ethernet Channel Bonding Driver' },
  overlay: { path: 'fs/overlayfs/overlay', description: 'Overlay filesystem' },
  ip_tables: { path: 'net/ipv4/netfilter/ip_tables', description: 'IPv4 packet filter' },
  iptable_filter: { path: 'net/ipv4/netfilter/iptable_filter', description: 'iptables filter table' },
  iptable_nat: { path: 'net/ipv4/netfilter/iptable_nat', description: 'iptables legacy nat table' },
  nf_conntrack: { path: 'net/netfilter/nf_conntrack', description: 'Netfilter connection tracking' },
};

const has = ({ facts }: KernelState, name: string): boolean => {
  if (name === '8021q' || name === 'macvlan' || name === 'ipvlan') return facts.modules[name];
  return Object.hasOwn(PLACES, name);
};

const spelt = (name: string): string => name.replaceAll('-', '_');

export const modprobe: Command = async ({ argv, machine, stderr, user }) => {
  const flags = argv.slice(1).filter((word) => word.startsWith('-'));
  const names = argv.slice(1).filter((word) => !word.startsWith('-'));
  const set = (letter: string, long: string): boolean =>
    flags.some((flag) => flag === long || (/^-\w/.test(flag) && flag.includes(letter)));
  const kernel = machine.kernel();
  const [name] = names;
  const unsimulated =
    flags.find((flag) =>
      /^(?:-[a-zA-Z]*[DRcvCdSsbfF]|--(?:show-depends|showconfig|resolve-alias|first-time|verbose|force.*|config|dirname|set-version|syslog|use-blacklist))/.test(
        flag,
      ),
    ) ?? (set('a', '--all') ? undefined : names.slice(1).find((word) => word.includes('=')));
  if (unsimulated !== undefined) {
    await stderr.write(`modprobe: practice hosts do not simulate ${unsimulated}.\n`);
    return 1;
  }
  if (name === undefined) {
    await stderr.write('modprobe: ERROR: missing parameters. See -h.\n');
    return 1;
  }
  const wanted = set('a', '--all') ? names : [name];
  const quiet = set('q', '--quiet');
  for (const item of wanted.map(spelt)) {
    if (!has(kernel, item)) {
      if (!quiet)
        await stderr.write(
          `modprobe: FATAL: Module ${item} not found in directory /lib/modules/${kernel.facts.kernel}\n`,
        );
      return 1;
    }
    const loaded = loadedModules(kernel).find((module) => module.name === item);
    if (set('r', '--remove') && loaded !== undefined && loaded.references > 0) {
      await stderr.write(
        `modprobe: FATAL: Module ${item} is in use${loaded.users.length > 0 ? ` by: ${loaded.users.join(' ')}` : ''}.\n`,
      );
      return 1;
    }
    if (!set('n', '--dry-run') && user.uid !== 0) {
      await stderr.write(`modprobe: ERROR: could not insert '${item}': Operation not permitted\n`);
      return 1;
    }
  }
  if (set('n', '--dry-run')) return 0;
  const meant = wanted.map(spelt);
  machine.changeKernel(({ loaded = [], ...others }) => ({
    ...others,
    loaded: set('r', '--remove') ? loaded.filter((item) => !meant.includes(item)) : [...new Set([...loaded, ...meant])],
  }));
  return 0;
};

/** One field alone, by its letter. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ '-n': 'filename', '-d': 'description', '-l': 'license', '-a': 'author', '-p': 'parm' },
};

export const modinfo: Command = async ({ argv, machine, stdout, stderr }) => {
  const kernel = machine.kernel();
  const words = argv.slice(1);
  const at = words.findIndex((word) => word === '-F' || word === '--field');
  const field = at < 0 ? SHORT[words.find((word) => Object.hasOwn(SHORT, word)) ?? ''] : words[at + 1];
  const names = words.filter((word, place) => !word.startsWith('-') && !(at >= 0 && place === at + 1));
  let status = 0;
  if (names.length === 0) {
    await stderr.write('modinfo: ERROR: missing module or filename.\n');
    return 1;
  }
  for (const name of names.map(spelt)) {
    const place = PLACES[name];
    if (place === undefined || !has(kernel, name)) {
      await stderr.write(`modinfo: ERROR: Module ${name} not found.\n`);
      status = 1;
      continue;
    }
    const fields: readonly (readonly [string, string])[] = [
      ['filename', `/lib/modules/${kernel.facts.kernel}/kernel/${place.path}.ko`],
      ['license', 'GPL'],
      ['description', place.description],
      ['name', name],
      ['vermagic', `${kernel.facts.kernel} SMP preempt mod_unload modversions `],
    ];
    const shown = fields.filter(([key]) => field === undefined || key === field);
    await stdout.write(
      shown.map(([key, value]) => (field === undefined ? `${`${key}:`.padEnd(16)}${value}\n` : `${value}\n`)).join(''),
    );
  }
  return status;
};

export const lsmod: Command = async ({ machine, stdout }) => {
  const lines = loadedModules(machine.kernel()).map(
    ({ name, size, users, references }) =>
      `${name.padEnd(19)} ${String(size).padStart(8)}  ${references}${users.length > 0 ? ` ${users.join(',')}` : ''}\n`,
  );
  await stdout.write(`Module                  Size  Used by\n${lines.join('')}`);
  return 0;
};
