/** What a fresh Debian host has in its files, as far as probes and curious people look. */

import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import { USUAL_VLAN } from '../../../../shared/machine/kernel/kernel-link.ts';
import { FileError, type Files } from '../files/files.ts';
import type { Machine } from '../machine.ts';
import { carriedBy } from '../network/counters.ts';
import { bootedAt, processesSeen } from '../processes/seen.ts';
import { type Release, type ReleaseName, releaseOf } from '../releases.ts';
import { bondFiles } from './bond-files.ts';
import { DEVICE_NODES } from './device-nodes.ts';
import { CPU_FILE, loadFile, memoryFile, versionFile } from './host-facts.ts';
import { deviceFiles, linkFiles } from './link-files.ts';
import { mountLines } from './mount-table.ts';
import { NAME_SERVICES, NETWORKS, PROTOCOLS, SERVICES } from './name-files.ts';
import { netFiles } from './net-files.ts';
import { directory, file, joined, listing, type Node, overlay } from './overlay.ts';
import { processFiles } from './process-files.ts';
import { furnishSettings, SET_AT_START } from './setting-files.ts';
import { furnishSsh } from './ssh-files.ts';
import { sysctlFiles } from './sysctl-files.ts';
import { furnishUnits } from './unit-files.ts';

/** `machine` is asked later: it is made with these files. */
export function withSyntheticFiles(kept: Files, machine: () => Machine): Files {
  const kernel = (): KernelState => machine().kernel();
  const dockerRuns = (): boolean => {
    const { engine } = machine();
    return engine !== undefined && engine.state().kind !== 'stopped';
  };
  const daemon = (): ReturnType<NonNullable<Machine['engine']>['daemonProcess']> => machine().engine?.daemonProcess();
  const namespaces = listing(
    () => (kernel().namespaces ?? []).map(({ name }) => name),
    () => file(() => ''),
  );
  const runtime = listing(
    () => [
      ...(dockerRuns() ? ['docker.sock', 'docker.pid'] : []),
      ...(kernel().namespaces === undefined ? [] : ['netns']),
    ],
    (name) =>
      name === 'docker.sock'
        ? { kind: 'socket' }
        : name === 'netns'
          ? namespaces
          : file(() => `${daemon()?.pid ?? ''}\n`),
  );
  const processes = processFiles(() => processesSeen({ machine: machine(), userland: machine().userland }));
  const set = new Map(Object.entries(SET_AT_START));
  const settingsIn = (folder: string): Readonly<Record<string, Node>> =>
    Object.fromEntries(
      [...set.keys()].flatMap((path) => {
        const [own, name = ''] = path.split('/');
        if (own !== folder) return [];
        const node = file(
          () => `${set.get(path)}\n`,
          (text) => {
            if (!/^\s*\d+\s*$/.test(text)) throw new FileError('EINVAL');
            set.set(path, text.trim());
          },
        );
        return [[name, node] as const];
      }),
    );
  const sight = {
    kernel,
    change: (next: (kernel: KernelState) => KernelState) => machine().changeKernel(next),
    machine,
    net: () => HOST,
  };
  const root = directory({
    dev: DEVICE_NODES,
    proc: joined(
      processes,
      directory({
        cpuinfo: file(() => CPU_FILE),
        meminfo: file(memoryFile),
        loadavg: file(loadFile),
        mounts: file(() => mountsFile(machine())),
        cmdline: file(() => `BOOT_IMAGE=/boot/vmlinuz-${kernel().facts.kernel} root=/dev/sda1 ro quiet\n`),
        modules: file(() => modulesFile(kernel())),
        uptime: file(() => `${((machine().clock.now() - bootedAt(machine())) / 1000).toFixed(2)} 100.00\n`),
        version: file(() => versionFile(kernel())),
        net: joined(
          netFiles(machine, () => HOST),
          directory({
            ip_tables_names: file(() =>
              kernel().firewall.backend === 'legacy'
                ? [...(kernel().tables ?? []), 'nat', 'filter'].map((name) => `${name}\n`).join('')
                : '',
            ),
            ...bondFiles(kernel),
            vlan: listing(
              () => ['config', ...kernel().links.flatMap(({ kind, name }) => (kind === 'vlan' ? [name] : []))],
              (name) => ({
                kind: 'file',
                // For root alone (vlanproc.c).
                mode: 0o600,
                read: () => (name === 'config' ? vlanConfig(kernel()) : vlanFile(machine(), name)),
              }),
            ),
          }),
        ),
        sys: directory({
          kernel: directory({
            hostname: file(
              () => `${kernel().hostname}\n`,
              (text) => machine().changeKernel((next) => ({ ...next, hostname: text.trim() })),
            ),
            osrelease: file(() => `${kernel().facts.kernel}\n`),
            ostype: file(() => 'Linux\n'),
            ...settingsIn('kernel'),
          }),
          fs: directory(settingsIn('fs')),
          net: sysctlFiles(kernel, (next) => machine().changeKernel(next)),
        }),
      }),
    ),
    sys: directory({
      devices: deviceFiles(sight),
      class: directory({
        net: linkFiles(sight),
        dmi: directory({ id: directory(dmi(() => kernel().facts.virtualization)) }),
      }),
      module: listing(
        () => loadedModules(kernel()).map(({ name }) => name),
        () => directory({ parameters: directory({}) }),
      ),
      fs: directory({
        cgroup: directory({
          'system.slice': listing(
            () => ['ssh.service', ...(dockerRuns() ? ['docker.service', 'containerd.service'] : [])],
            () => directory({}),
          ),
        }),
      }),
    }),
    run: runtime,
    var: directory({
      run: runtime,
      lib: directory({
        docker: directory({
          containers: listing(
            () => containerIds(machine()),
            () => directory({}),
          ),
        }),
      }),
    }),
  });
  return overlay(kept, root, () => machine().clock.now());
}

const HOST = { kind: 'host' } as const;

const mountsFile = (machine: Machine): string =>
  mountLines({ machine, userland: machine.userland })
    .map(({ device, at, type, options }) => `${device} ${at} ${type} ${options} 0 0\n`)
    .join('');

function containerIds({ engine }: Machine): readonly string[] {
  return engine?.objects()?.containers.map(({ id }) => id) ?? [];
}

/** Puts into an empty file system what is kept there from the installation on. */
export function furnish(files: Files, { hostname, facts, links }: KernelState): void {
  const folders = [
    '/etc/network/interfaces.d',
    '/etc/network/if-up.d',
    '/etc/network/if-down.d',
    '/etc/network/if-pre-up.d',
    '/etc/network/if-post-down.d',
    '/bin',
    '/boot',
    '/dev',
    '/home',
    '/mnt',
    '/opt',
    '/sbin',
    '/usr/bin',
    '/usr/sbin',
    '/usr/lib/modules',
    '/run/network',
    '/etc/systemd/system',
    '/var/log',
    '/etc/docker',
    '/etc/iproute2',
    '/etc/default',
    '/etc/sysctl.d',
    '/usr/lib/sysctl.d',
    '/var/lib',
    '/var/run',
    '/run/lock',
    ...['/root', '/root/.ssh'],
    '/srv',
    '/media',
    '/usr/local/bin',
    '/usr/share',
    '/var/tmp',
    '/var/cache',
    '/tmp',
    '/proc',
    '/sys',
  ];
  for (const folder of [...folders, `/usr/lib/modules/${facts.kernel}/kernel/net/8021q`, '/usr/lib/systemd/system'])
    makeFolders(files, folder);
  for (const user of ['student', 'teacher', 'guest']) {
    const home = `/home/${user}`;
    if (files.status(home) !== undefined) continue;
    files.makeDirectory(home, undefined, user);
    files.setOwner?.(home, user, user);
  }
  if (files.status('/lib') === undefined) files.makeLink?.('/lib', 'usr/lib');
  const keep = (path: string, text: string): void => {
    if (files.status(path) === undefined) files.write(path, text);
  };
  keep('/etc/hostname', `${hostname}\n`);
  keep('/etc/os-release', osRelease(releaseOf(facts)));
  keep('/etc/debian_version', DEBIAN_VERSIONS[releaseOf(facts).name]);
  keep('/etc/hosts', '127.0.0.1 localhost\n');
  keep(
    '/run/network/ifstate',
    cards(links)
      .map(({ name }) => `${name}=${name}\n`)
      .join(''),
  );
  keep('/etc/resolv.conf', '');
  keep('/etc/services', SERVICES);
  keep('/etc/protocols', PROTOCOLS);
  keep('/etc/nsswitch.conf', NAME_SERVICES);
  keep('/etc/networks', NETWORKS);
  keep('/etc/iproute2/rt_tables', RT_TABLES);
  keep('/etc/passwd', PASSWD);
  keep('/etc/group', GROUP);
  // Nobody has a password here.
  if (files.status('/etc/shadow') === undefined)
    files.write('/etc/shadow', PASSWD.replace(/:.*/g, ':*:19700:0:99999:7:::'), { mode: 0o640 });
  keep('/etc/shells', '/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/dash\n/usr/bin/dash\n');
  keep('/etc/host.conf', 'multi on\n');
  for (const [name, what] of [
    ['allow', 'allowed'],
    ['deny', '_not_ allowed'],
  ] as const)
    keep(`/etc/hosts.${name}`, `# /etc/hosts.${name}: list of hosts that are ${what} to access the system.\n`);
  keep(
    '/etc/fstab',
    '# <file system> <mount point> <type> <options> <dump> <pass>\n/dev/sda1 / ext4 errors=remount-ro 0 1\n',
  );
  keep('/root/.bashrc', BASHRC);
  keep('/root/.profile', PROFILE);
  furnishSettings(files, releaseOf(facts), keep);
  furnishSsh(files);
  keep('/etc/network/interfaces', interfacesFile(links));
  furnishUnits(files, UNITS);
}

const UNITS = [
  ...(['ssh.service', 'ssh.socket', 'networking.service', 'systemd-networkd.service'] as const),
  ...(['systemd-journald.service', 'systemd-journald.socket', 'systemd-journald-dev-log.socket'] as const),
  ...(['systemd-journald-audit.socket', 'systemd-modules-load.service', 'systemd-sysctl.service'] as const),
  'systemd-tmpfiles-setup.service' as const,
];

/** Those that not everybody may read, or everybody may write. */
const MODES: Readonly<Record<string, number>> = {
  '/root': 0o700,
  '/root/.ssh': 0o700,
  '/tmp': 0o1777,
  '/var/tmp': 0o1777,
};

function makeFolders(files: Files, path: string): void {
  const names = path.split('/').slice(1);
  for (const at of names.keys()) {
    const folder = `/${names.slice(0, at + 1).join('/')}`;
    if (files.status(folder) === undefined) files.makeDirectory(folder, MODES[folder]);
  }
}

const cards = (links: KernelState['links']): KernelState['links'] =>
  links.filter(({ kind }) => kind === 'loopback' || kind === 'nic');

const SOURCES = `# interfaces(5) file used by ifup(8) and ifdown(8)
# Include files from /etc/network/interfaces.d:
source /etc/network/interfaces.d/*

`;

const interfacesFile = (links: KernelState['links']): string =>
  `${SOURCES}${cards(links)
    .map(({ name, kind, addresses }) => {
      if (kind === 'loopback') return `auto ${name}\niface ${name} inet loopback\n`;
      const own = addresses.find(({ family }) => family === 4);
      return own === undefined
        ? `auto ${name}\niface ${name} inet manual\n`
        : `auto ${name}\niface ${name} inet static\n    address ${own.address}/${own.prefix}\n`;
    })
    .join('\n')}`;

const BASHRC = `# ~/.bashrc: executed by bash(1) for non-login shells.

# Note: PS1 and umask are already set in /etc/profile. You should not
# need this unless you want different defaults for root.
# PS1='\${debian_chroot:+($debian_chroot)}\\h:\\w\\$ '
# umask 022

# You may uncomment the following lines if you want \`ls' to be colorized:
# export LS_OPTIONS='--color=auto'
# eval "$(dircolors)"
# alias ls='ls $LS_OPTIONS'
# alias ll='ls $LS_OPTIONS -l'
# alias l='ls $LS_OPTIONS -lA'
#
# Some more alias to avoid making mistakes:
# alias rm='rm -i'
# alias cp='cp -i'
# alias mv='mv -i'
`;

const PROFILE = `# ~/.profile: executed by Bourne-compatible login shells.

if [ "$BASH" ]; then
  if [ -f ~/.bashrc ]; then
    . ~/.bashrc
  fi
fi

mesg n 2> /dev/null || true
`;

const RT_TABLES = `#
# reserved values
#
255	local
254	main
253	default
0	unspec
#
# local
#
#1	inr.ruhep
`;

const PASSWD = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
bin:x:2:2:bin:/bin:/usr/sbin/nologin
sys:x:3:3:sys:/dev:/usr/sbin/nologin
sync:x:4:65534:sync:/bin:/bin/sync
games:x:5:60:games:/usr/games:/usr/sbin/nologin
man:x:6:12:man:/var/cache/man:/usr/sbin/nologin
lp:x:7:7:lp:/var/spool/lpd:/usr/sbin/nologin
mail:x:8:8:mail:/var/mail:/usr/sbin/nologin
news:x:9:9:news:/var/spool/news:/usr/sbin/nologin
uucp:x:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin
proxy:x:13:13:proxy:/bin:/usr/sbin/nologin
www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
backup:x:34:34:backup:/var/backups:/usr/sbin/nologin
list:x:38:38:Mailing List Manager:/var/list:/usr/sbin/nologin
irc:x:39:39:ircd:/run/ircd:/usr/sbin/nologin
_apt:x:42:65534::/nonexistent:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
systemd-network:x:998:998:systemd Network Management:/:/usr/sbin/nologin
tcpdump:x:101:102::/nonexistent:/usr/sbin/nologin
sshd:x:102:65534::/run/sshd:/usr/sbin/nologin
student:x:1000:1000::/home/student:/bin/bash
teacher:x:1001:1001::/home/teacher:/bin/bash
guest:x:1002:1002::/home/guest:/bin/bash
`;

const GROUP = `${[
  'root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 lp:7 mail:8 news:9 uucp:10 man:12 proxy:13 kmem:15 dialout:20 fax:21',
  'voice:22 cdrom:24 floppy:25 tape:26 sudo:27 audio:29 dip:30 www-data:33 backup:34 operator:37 list:38 irc:39 src:40',
  'shadow:42 utmp:43 video:44 sasl:45 plugdev:46 staff:50 games:60 users:100 nogroup:65534 systemd-journal:999',
  'systemd-network:998 tcpdump:102 _ssh:103 docker:104 student:1000 teacher:1001 guest:1002',
]
  .join(' ')
  .replace(/(\S+):(\d+) ?/g, '$1:x:$2:\n')}`;

export interface Module {
  readonly name: string;
  readonly size: number;
  readonly users: readonly string[];
  readonly references: number;
}

/**
 * Modules that are loaded: those that something on the host uses. A link keeps none of them: only modules that stand on each other
 * and tables in use count.
 */
export function loadedModules({ links, lent = [], facts, firewall, loaded = [] }: KernelState): readonly Module[] {
  const has = (kind: string): boolean => [...links, ...lent].some((link) => link.kind === kind);
  /** Somebody has asked for it, or something uses it. */
  const is = (name: string, kind: string): boolean => loaded.includes(name) || has(kind);
  const one = (
    name: string,
    size: number,
    loaded: boolean,
    users: readonly string[] = [],
    own = 0,
  ): readonly Module[] => (loaded ? [{ name, size, users, references: own + users.length }] : []);
  const [vlans, bridges, legacy] = [is('8021q', 'vlan'), is('bridge', 'bridge'), firewall.backend === 'legacy'];
  return [
    ...one('ipvlan', 40_960, facts.modules.ipvlan && is('ipvlan', 'ipvlan')),
    ...one('macvlan', 28_672, facts.modules.macvlan && is('macvlan', 'macvlan')),
    ...one('8021q', 40_960, facts.modules['8021q'] && vlans),
    ...one('garp', 16_384, vlans, ['8021q']),
    ...one('mrp', 20_480, vlans, ['8021q']),
    ...one('dummy', 16_384, is('dummy', 'dummy')),
    ...one('bonding', 233_472, is('bonding', 'bond')),
    ...one('veth', 36_864, is('veth', 'veth')),
    ...one('br_netfilter', 32_768, loaded.includes('br_netfilter')),
    ...one(
      'bridge',
      311_296,
      bridges || loaded.includes('br_netfilter'),
      loaded.includes('br_netfilter') ? ['br_netfilter'] : [],
    ),
    ...one('stp', 16_384, bridges || vlans, [...(bridges ? ['bridge'] : []), ...(vlans ? ['garp'] : [])]),
    ...one('llc', 16_384, bridges || vlans, [...(bridges ? ['bridge'] : []), 'stp']),
    ...one('iptable_nat', 16_384, legacy, [], 1),
    ...one('iptable_filter', 16_384, legacy, [], 1),
    ...one('ip_tables', 36_864, legacy, ['iptable_filter', 'iptable_nat']),
  ];
}

const modulesFile = (kernel: KernelState): string =>
  loadedModules(kernel)
    .map(
      ({ name, size, users, references }) =>
        `${name} ${size} ${references} ${users.length === 0 ? '-' : `${users.join(',')},`} Live 0x0000000000000000\n`,
    )
    .join('');

const vlanConfig = ({ links }: KernelState): string =>
  `VLAN Dev name\t | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\n${links
    .filter(({ kind }) => kind === 'vlan')
    .map(({ name, vlan, parent }) => `${name.padEnd(15)}| ${vlan}  | ${parent}\n`)
    .join('')}`;

/** As vlanproc.c writes it; the flags of a link that stands on one that can do all with tags. */
function vlanFile(machine: Machine, name: string): string {
  const link = machine.kernel().links.find((item) => item.name === name);
  const { reorders, ingress, egress } = link?.vlanOptions ?? USUAL_VLAN;
  const into = [0, 1, 2, 3, 4, 5, 6, 7].map((from) => `${from}:${ingress[from] ?? 0}`);
  const out = Object.entries(egress).map(([from, to]) => `${from}:${to} `);
  const { rxBytes, rxPackets, txBytes, txPackets } = carriedBy(machine, HOST, name);
  const row = (words: string, count: number): string => `${words.padStart(30)} ${String(count).padStart(12)}\n`;
  return [
    `${name}  VID: ${link?.vlan}\t REORDER_HDR: ${Number(reorders)}  dev->priv_flags: 81021\n`,
    row('total frames received', rxPackets),
    row('total bytes received', rxBytes),
    row('Broadcast/Multicast Rcvd', 0),
    '\n',
    row('total frames transmitted', txPackets),
    row('total bytes transmitted', txBytes),
    `Device: ${link?.parent}\nINGRESS priority mappings: ${into.slice(0, 7).join('  ')} ${into[7]}\n EGRESS priority mappings: ${out.join('')}\n`,
  ].join('');
}

const dmi = (virtualization: () => string): Readonly<Record<string, Node>> => ({
  sys_vendor: file(() => (virtualization() === 'none' ? 'Trunkline\n' : `${virtualization()}\n`)),
  product_name: file(() => 'Practice host\n'),
});

/** Point releases, as the real lab's hosts had them. */
const DEBIAN_VERSIONS: Readonly<Record<ReleaseName, string>> = {
  bookworm: '12.12\n',
  trixie: '13.8\n',
  forky: 'forky/sid\n',
};

const osRelease = ({ os, name, versionId }: Release): string => `PRETTY_NAME="${os}"
NAME="Debian GNU/Linux"
${versionId === undefined ? '' : `VERSION_ID="${versionId}"\nVERSION="${versionId} (${name})"\n`}VERSION_CODENAME=${name}
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`;
