/**
 * systemd-networkd: links and addresses as the files of `/etc/systemd/network` say (systemd.netdev(5), systemd.network(5)). It is
 * there and off, as on Debian; `start` and `restart` make the files count, and so does a reboot while it is enabled. What it does
 * is from the manual and was not recorded; keys that it would heed and this does not are told on standard error.
 */
import { findLink } from '../../../../shared/machine/kernel/kernel.ts';
import type { Files } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { compilePattern, matches } from '../../posix/pattern.ts';

export const NETWORKD = 'systemd-networkd.service';
const FOLDER = '/etc/systemd/network';
/** There while it runs, and while it is to run after a start. */
const RUNS = '/run/systemd/netif/state';
const WANTED = `/etc/systemd/system/multi-user.target.wants/${NETWORKD}`;

interface Section {
  readonly name: string;
  readonly entries: readonly (readonly [string, string])[];
}

interface Settings {
  readonly file: string;
  readonly sections: readonly Section[];
}

const there = (files: Files, path: string): boolean => files.status(path) !== undefined;
export const networkdRuns = ({ machine }: Process): boolean => there(machine.userland.files, RUNS);
export const networkdIsEnabled = ({ machine }: Process): boolean => there(machine.userland.files, WANTED);

function settingsIn(files: Files, ending: string): readonly Settings[] {
  if (files.status(FOLDER)?.kind !== 'directory') return [];
  const names = files.list(FOLDER).filter((name) => name.endsWith(ending));
  return names.toSorted().map((file) => ({ file, sections: sectionsOf(files.read(`${FOLDER}/${file}`)) }));
}

function sectionsOf(text: string): readonly Section[] {
  const sections: { readonly name: string; readonly entries: (readonly [string, string])[] }[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || /^[#;]/.test(line)) continue;
    const title = /^\[(.+)\]$/.exec(line)?.[1];
    const [, key, value] = /^(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (title !== undefined) sections.push({ name: title, entries: [] });
    else if (key !== undefined) sections.at(-1)?.entries.push([key, value ?? '']);
  }
  return sections;
}

const valuesOf = ({ sections }: Settings, section: string, key: string): readonly string[] =>
  sections
    .filter(({ name }) => name === section)
    .flatMap(({ entries }) => entries.flatMap(([each, value]) => (each === key ? [value] : [])));
const lastOf = (settings: Settings, section: string, key: string): string | undefined =>
  valuesOf(settings, section, key).at(-1);

/** What acts, by section; the rest of a file is told of. */
const HEEDED: Readonly<Record<string, readonly string[]>> = {
  NetDev: ['Name', 'Kind', 'MTUBytes', 'MACAddress', 'Description'],
  VLAN: ['Id'],
  MACVLAN: ['Mode'],
  Match: ['Name'],
  Link: ['MTUBytes', 'MACAddress', 'RequiredForOnline'],
  Network: [
    'Address',
    'Gateway',
    'VLAN',
    'MACVLAN',
    'Bridge',
    'Description',
    'DHCP',
    'LinkLocalAddressing',
    'IPv6AcceptRA',
  ],
  Address: ['Address'],
  Route: ['Gateway', 'Destination', 'Metric', 'GatewayOnLink'],
};

/** Makes the files count. */
export async function applyNetworkd(process: Process): Promise<void> {
  const { files } = process.machine.userland;
  const netdevs = settingsIn(files, '.netdev');
  const networks = settingsIn(files, '.network');
  for (const settings of [...netdevs, ...networks]) {
    for (const { name, entries } of settings.sections)
      for (const [key] of entries)
        if (!HEEDED[name]?.includes(key))
          await process.stderr.write(`${settings.file}: practice hosts do not simulate ${key} of [${name}].\n`);
  }
  const ip = async (...words: readonly string[]): Promise<boolean> => (await process.run(['ip', ...words])) === 0;
  const has = (link: string): boolean => findLink(process.machine.kernel(), link) !== undefined;
  const made = (name: string): Settings | undefined => netdevs.find((each) => lastOf(each, 'NetDev', 'Name') === name);
  const make = async (settings: Settings, parent: string | undefined): Promise<void> => {
    const name = lastOf(settings, 'NetDev', 'Name') ?? '';
    const kind = lastOf(settings, 'NetDev', 'Kind') ?? '';
    if (name === '' || has(name)) return;
    const more =
      kind === 'vlan'
        ? ['id', lastOf(settings, 'VLAN', 'Id') ?? '']
        : kind === 'macvlan'
          ? ['mode', (lastOf(settings, 'MACVLAN', 'Mode') ?? 'vepa').toLowerCase()]
          : [];
    const mac = lastOf(settings, 'NetDev', 'MACAddress');
    const on = parent === undefined ? [] : ['link', parent];
    await ip('link', 'add', ...on, 'name', name, ...(mac ? ['address', mac] : []), 'type', kind, ...more);
    const mtu = lastOf(settings, 'NetDev', 'MTUBytes');
    if (mtu !== undefined) await ip('link', 'set', 'dev', name, 'mtu', mtu);
  };
  for (const settings of netdevs)
    if (/^(?:bridge|dummy)$/.test(lastOf(settings, 'NetDev', 'Kind') ?? '')) await make(settings, undefined);
  const configured = new Set<string>();
  // What is made on a link is there to be matched afterwards.
  for (let again = true; again; ) {
    again = false;
    for (const { name } of process.machine.kernel().links) {
      const settings = networks.find((each) => matchesLink(each, name));
      if (settings === undefined || configured.has(name)) continue;
      configured.add(name);
      again = true;
      await configure(process, settings, name, ip);
      for (const child of [...valuesOf(settings, 'Network', 'VLAN'), ...valuesOf(settings, 'Network', 'MACVLAN')]) {
        const netdev = made(child);
        if (netdev) await make(netdev, name);
      }
    }
  }
}

const matchesLink = (settings: Settings, link: string): boolean =>
  valuesOf(settings, 'Match', 'Name').some((names) =>
    names.split(/\s+/).some((pattern) => matches(compilePattern(pattern), link)),
  );

type Ip = (...words: readonly string[]) => Promise<boolean>;

/** What others gave the link goes, and what the file says is there. */
async function configure(process: Process, settings: Settings, name: string, ip: Ip): Promise<void> {
  const mtu = lastOf(settings, 'Link', 'MTUBytes');
  const mac = lastOf(settings, 'Link', 'MACAddress');
  if (mtu !== undefined) await ip('link', 'set', 'dev', name, 'mtu', mtu);
  if (mac !== undefined) await ip('link', 'set', 'dev', name, 'address', mac);
  const bridge = lastOf(settings, 'Network', 'Bridge');
  if (bridge !== undefined) await ip('link', 'set', 'dev', name, 'master', bridge);
  await ip('link', 'set', 'dev', name, 'up');
  if (findLink(process.machine.kernel(), name)?.kind === 'loopback') return;
  await ip('-4', 'addr', 'flush', 'dev', name);
  const addresses = [...valuesOf(settings, 'Network', 'Address'), ...valuesOf(settings, 'Address', 'Address')];
  for (const address of addresses) await ip('addr', 'add', address, 'broadcast', '+', 'dev', name);
  for (const gateway of valuesOf(settings, 'Network', 'Gateway'))
    await ip('route', 'replace', 'default', 'via', gateway, 'dev', name, 'proto', 'static');
  for (const { entries } of settings.sections.filter((section) => section.name === 'Route')) {
    const route = new Map(entries);
    const gateway = route.get('Gateway');
    const metric = route.get('Metric');
    const words = [route.get('Destination') ?? 'default', ...(gateway ? ['via', gateway] : [])];
    const onLink = route.get('GatewayOnLink') === 'yes' ? ['onlink'] : [];
    await ip(
      'route',
      'replace',
      ...words,
      'dev',
      name,
      'proto',
      'static',
      ...(metric ? ['metric', metric] : []),
      ...onLink,
    );
  }
}

/** `systemctl VERB systemd-networkd`. */
export async function changeNetworkd(process: Process, verb: string): Promise<number> {
  const { files } = process.machine.userland;
  const put = async (path: string, is: boolean): Promise<void> => {
    if (is === there(files, path)) return;
    if (is) await process.run(['sh', '-c', `mkdir -p "\${0%/*}" && : > "$0"`, path]);
    else files.remove(path);
  };
  const now = process.argv.includes('--now');
  if (verb === 'enable' || verb === 'disable') await put(WANTED, verb === 'enable');
  const starts = ['start', 'restart', 'reload', 'reload-or-restart'].includes(verb) || (verb === 'enable' && now);
  if (starts || (verb === 'try-restart' && networkdRuns(process))) {
    await put(RUNS, true);
    await applyNetworkd(process);
  }
  // Links and addresses stay when it stops.
  if (verb === 'stop' || (verb === 'disable' && now)) await put(RUNS, false);
  return 0;
}

/** After a reboot. */
export async function startNetworkd(process: Process): Promise<void> {
  const { files } = process.machine.userland;
  if (there(files, RUNS)) files.remove(RUNS);
  if (networkdIsEnabled(process)) await changeNetworkd(process, 'start');
}

/** `networkctl`, as far as it makes edited files count. */
export const networkctl: Command = async (process) => {
  const [, verb = 'list'] = process.argv;
  if (!/^(?:reload|reconfigure)$/.test(verb)) {
    await process.stderr.write(`networkctl: practice hosts do not simulate ${verb}; \`ip -br addr\` tells of links.\n`);
    return 1;
  }
  if (!networkdRuns(process)) {
    await process.stderr.write('networkctl: systemd-networkd is not running.\n');
    return 1;
  }
  await applyNetworkd(process);
  return 0;
};
