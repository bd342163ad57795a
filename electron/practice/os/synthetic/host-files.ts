/** What a fresh Debian host has in its files, as far as probes and curious people look. */

import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import type { Files } from '../files/files.ts';
import type { Machine } from '../machine.ts';
import { bootedAt } from '../processes/seen.ts';
import { type Release, type ReleaseName, releaseOf } from '../releases.ts';
import { CPU_FILE, loadFile, memoryFile, versionFile } from './host-facts.ts';
import { linkFiles } from './link-files.ts';
import { mountLines } from './mount-table.ts';
import { netFiles } from './net-files.ts';
import { directory, file, joined, listing, type Node, overlay } from './overlay.ts';
import { sysctlFiles } from './sysctl-files.ts';

/** `machine` is asked later: it is made with these files. */
export function withSyntheticFiles(kept: Files, machine: () => Machine): Files {
  const kernel = (): KernelState => machine().kernel();
  const dockerRuns = (): boolean => {
    const { engine } = machine();
    return engine !== undefined && engine.state().kind !== 'stopped';
  };
  const daemon = (): ReturnType<NonNullable<Machine['engine']>['daemonProcess']> => machine().engine?.daemonProcess();
  const runtime = listing(
    () => (dockerRuns() ? ['docker.sock', 'docker.pid'] : []),
    (name) => (name === 'docker.sock' ? { kind: 'socket' } : file(() => `${daemon()?.pid ?? ''}\n`)),
  );
  const processes = listing(
    () => [daemon()?.pid ?? []].flat().map(String),
    () => directory({ cmdline: file(() => commandLine(daemon()?.argv)) }),
  );
  const root = directory({
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
            vlan: directory({ config: file(() => vlanConfig(kernel())) }),
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
          }),
          net: sysctlFiles(kernel, (next) => machine().changeKernel(next)),
        }),
      }),
    ),
    sys: directory({
      class: directory({
        net: linkFiles({ kernel, change: (next) => machine().changeKernel(next), machine, net: () => HOST }),
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

/** As the kernel shows it: each word ends with a NUL. */
const commandLine = (argv: readonly string[] = []): string => argv.map((word) => `${word}\0`).join('');

function containerIds({ engine }: Machine): readonly string[] {
  const state = engine?.state();
  return state?.kind === 'ready' ? state.containers.map(({ id }) => id) : [];
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
    '/usr/lib',
    '/run/network',
    '/etc/systemd/system',
    '/var/log',
    '/etc/docker',
    '/etc/iproute2',
    '/etc/sysctl.d',
    '/var/lib',
    '/var/run',
    '/run/lock',
    '/root',
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
  for (const folder of [...folders, `/lib/modules/${facts.kernel}/kernel/net/8021q`]) makeFolders(files, folder);
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
  keep('/etc/iproute2/rt_tables', RT_TABLES);
  keep('/etc/passwd', PASSWD);
  keep('/etc/group', GROUP);
  keep('/etc/shells', '/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/dash\n/usr/bin/dash\n');
  keep('/etc/host.conf', 'multi on\n');
  keep(
    '/etc/fstab',
    '# <file system> <mount point> <type> <options> <dump> <pass>\n/dev/sda1 / ext4 errors=remount-ro 0 1\n',
  );
  keep('/etc/sysctl.conf', '');
  keep('/etc/network/interfaces', interfacesFile(links));
}

function makeFolders(files: Files, path: string): void {
  const names = path.split('/').slice(1);
  for (const at of names.keys()) {
    const folder = `/${names.slice(0, at + 1).join('/')}`;
    if (files.status(folder) === undefined) files.makeDirectory(folder);
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
man:x:6:12:man:/var/cache/man:/usr/sbin/nologin
mail:x:8:8:mail:/var/mail:/usr/sbin/nologin
www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
systemd-network:x:998:998:systemd Network Management:/:/usr/sbin/nologin
sshd:x:101:65534::/run/sshd:/usr/sbin/nologin
`;

const GROUP = `root:x:0:
daemon:x:1:
bin:x:2:
sys:x:3:
adm:x:4:
tty:x:5:
disk:x:6:
mail:x:8:
man:x:12:
sudo:x:27:
www-data:x:33:
users:x:100:
nogroup:x:65534:
docker:x:103:
`;

export interface Module {
  readonly name: string;
  readonly size: number;
  readonly users: readonly string[];
  readonly references: number;
}

/** Modules that are loaded: those that something on the host uses. */
export function loadedModules({ links, facts, firewall }: KernelState): readonly Module[] {
  const count = (kind: string): number => links.filter((link) => link.kind === kind).length;
  const one = (name: string, size: number, references: number, users: readonly string[] = []): readonly Module[] =>
    references > 0 || users.length > 0 ? [{ name, size, users, references: references + users.length }] : [];
  const bridges = count('bridge');
  return [
    ...(facts.modules.ipvlan ? one('ipvlan', 40_960, count('ipvlan')) : []),
    ...(facts.modules.macvlan ? one('macvlan', 28_672, count('macvlan')) : []),
    ...(facts.modules['8021q'] ? one('8021q', 40_960, count('vlan')) : []),
    ...(count('vlan') > 0 ? one('garp', 16_384, 0, ['8021q']) : []),
    ...one('veth', 36_864, count('veth')),
    ...one('bridge', 311_296, bridges),
    ...(bridges > 0 ? one('stp', 16_384, 0, ['bridge', ...(count('vlan') > 0 ? ['garp'] : [])]) : []),
    ...(bridges > 0 ? one('llc', 16_384, 0, ['bridge', 'stp']) : []),
    ...(firewall.backend === 'legacy' ? [...one('iptable_nat', 16_384, 1), ...one('iptable_filter', 16_384, 1)] : []),
    ...(firewall.backend === 'legacy' ? one('ip_tables', 36_864, 0, ['iptable_filter', 'iptable_nat']) : []),
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
