/** `ifconfig`, `route`, `arp`, `netstat -r` of busybox 1.35. */
import type { Route } from '../../../../shared/host/state.ts';
import { addAddress, broadcastFor, deleteAddress } from '../../../../shared/machine/kernel/addresses.ts';
import { editLink, findLink, type KernelState, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { flagsOf, queueLength } from '../../../../shared/machine/kernel/link-status.ts';
import { setDown, setMtu, setUp } from '../../../../shared/machine/kernel/links.ts';
import { addRoute, deleteRoute } from '../../../../shared/machine/kernel/routes.ts';
import { formatIpv4, maskOf, parseCidr, parseIpv4 } from '../../../../shared/net/ipv4.ts';
import { parseMac } from '../../../../shared/net/mac.ts';
import type { Command, Process } from '../../os/machine.ts';
import { carriedBy } from '../../os/network/counters.ts';
import { nameServer } from '../../os/network/names.ts';
import { socketsSeen } from '../../os/network/sockets-seen.ts';
import { viewOf } from '../../os/network/view.ts';
import { appletUsage } from './applet-usage.ts';
import { ARP_USAGE, IFCONFIG_USAGE, ROUTE_USAGE } from './usage.ts';

export const ifconfig: Command = async (process) => {
  const { argv, stdout, stderr } = process;
  const [, ...words] = argv;
  const { kernel } = viewOf(process);
  if (words.some((word) => word === '--help' || word === '-h')) {
    await stderr.write(`${IFCONFIG_USAGE}\n`);
    return 1;
  }
  const names = words.filter((word) => word !== '-a');
  const [name, ...changes] = names;
  if (name === undefined) {
    const shown = kernel.links.filter(({ up }) => up || words.includes('-a'));
    const sorted = [...shown].sort((a, b) => (a.name < b.name ? -1 : 1));
    await stdout.write(sorted.map((item) => linkText(process, item)).join(''));
    return 0;
  }
  const link = findLink(kernel, name);
  if (link === undefined && changes.length === 0) {
    await stderr.write(`ifconfig: ${name}: error fetching interface information: Device not found\n`);
    return 1;
  }
  if (link === undefined) {
    await stderr.write('ifconfig: SIOCGIFFLAGS: No such device\n');
    return 1;
  }
  if (changes.length > 0) {
    return changeLink(process, name, changes);
  }
  await stdout.write(linkText(process, link));
  return 0;
};

/** As ifconfig writes sizes: `1.1 KiB`. */
function sizeText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const at = bytes === 0 ? 0 : Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** at).toFixed(1)} ${units[at]}`;
}

/** `ifconfig eth0 10.0.0.1 netmask 255.0.0.0 up`. */
async function changeLink(process: Process, name: string, words: readonly string[]): Promise<number> {
  const { stderr } = process;
  const view = viewOf(process);
  const value = (word: string): string => words[words.indexOf(word) + 1] ?? '';
  const address = words.find(
    (word, at) => /^\d+\.\d+\.\d+\.\d+(?:\/\d+)?$/.test(word) && !TAKES.includes(words[at - 1] ?? ''),
  );
  const unsimulated = words.find((word) => UNSIMULATED_WORDS.includes(word));
  if (unsimulated !== undefined) {
    await stderr.write(`ifconfig: practice hosts do not simulate ${unsimulated}.\n`);
    return 1;
  }
  const steps: (readonly [string, (kernel: KernelState) => KernelState])[] = [];
  if (address !== undefined) {
    const [own = '', prefix] = address.split('/');
    const asked = { address: own, prefix: classPrefix(own) };
    steps.push(['SIOCSIFADDR', (kernel) => setUp(replaceFirst(kernel, name, asked), name)]);
    const mask = words.includes('netmask')
      ? prefixOfMask(value('netmask'))
      : prefix === undefined
        ? undefined
        : Number(prefix);
    if (mask !== undefined) steps.push(['SIOCSIFNETMASK', (kernel) => setFirstMask(kernel, name, mask)]);
  }
  if (words.includes('hw')) {
    const mac = parseMac(words[words.indexOf('hw') + 2] ?? '');
    if (mac === undefined) {
      await stderr.write(`ifconfig: invalid hw-addr ${words[words.indexOf('hw') + 2] ?? ''}\n`);
      return 1;
    }
    steps.push(['SIOCSIFHWADDR', (kernel) => editLink(kernel, name, { mac })]);
  }
  if (words.includes('txqueuelen'))
    steps.push(['SIOCSIFTXQLEN', (kernel) => editLink(kernel, name, { queue: Number(value('txqueuelen')) })]);
  if (words.includes('metric'))
    steps.push([
      'SIOCSIFMETRIC',
      () => {
        throw new Refusal('EOPNOTSUPP');
      },
    ]);
  if (words.includes('mtu')) steps.push(['SIOCSIFMTU', (kernel) => setMtu(kernel, name, Number(value('mtu')))]);
  if (words.includes('promisc'))
    steps.push(['SIOCSIFFLAGS', (kernel) => editLink(kernel, name, { promiscuous: true })]);
  if (words.includes('-promisc'))
    steps.push(['SIOCSIFFLAGS', (kernel) => editLink(kernel, name, { promiscuous: false })]);
  if (words.includes('up')) steps.push(['SIOCSIFFLAGS', (kernel) => setUp(kernel, name)]);
  if (words.includes('down')) steps.push(['SIOCSIFFLAGS', (kernel) => setDown(kernel, name)]);
  if (steps.length === 0) {
    await stderr.write(`ifconfig: bad address '${words[0]}'\n`);
    return 1;
  }
  for (const [asked, step] of steps) {
    try {
      view.change(step);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await stderr.write(`ifconfig: ${asked}: ${error.message}\n`);
      return 1;
    }
  }
  return 0;
}

/** The kernel takes away the first address of the link that has its name, and puts the new one last. */
function replaceFirst(
  kernel: KernelState,
  name: string,
  asked: { readonly address: string; readonly prefix: number },
): KernelState {
  const before = findLink(kernel, name)?.addresses.find(({ family }) => family === 4);
  const cleared = before === undefined ? kernel : deleteAddress(kernel, name, `${before.address}/${before.prefix}`);
  const broadcast = broadcastFor(asked);
  return addAddress(cleared, name, {
    ...asked,
    family: 4,
    scope: 'global',
    ...(broadcast !== undefined && { broadcast }),
  });
}

/** It is the first address by then that gets the mask, and goes to the end with it (devinet_ioctl). */
function setFirstMask(kernel: KernelState, name: string, prefix: number): KernelState {
  const first = findLink(kernel, name)?.addresses.find(({ family }) => family === 4);
  if (first === undefined || first.prefix === prefix) return kernel;
  const { broadcast: before, ...rest } = first;
  const asked = { ...rest, prefix };
  const follows = before !== undefined && before === broadcastFor(first);
  const broadcast = follows ? broadcastFor(asked) : before;
  const cleared = deleteAddress(kernel, name, `${first.address}/${first.prefix}`);
  return addAddress(cleared, name, { ...asked, ...(broadcast !== undefined && { broadcast }) });
}

const UNSIMULATED_WORDS = [
  ...['dstaddr', 'pointopoint', '-pointopoint', 'arp', '-arp', 'multicast', '-multicast', 'allmulti', '-allmulti'],
  ...[
    'dynamic',
    '-dynamic',
    'trailers',
    '-trailers',
    'keepalive',
    'outfill',
    'mem_start',
    'io_addr',
    'irq',
    'add',
    'del',
  ],
];
const TAKES = ['netmask', 'mtu', 'broadcast', 'dstaddr', 'metric', 'pointopoint', 'hw', 'ether'];

const prefixOfMask = (mask: string): number =>
  ((parseIpv4(mask) ?? 0) >>> 0).toString(2).replace(/0+$/, '').length * Number(mask !== '0.0.0.0');

/** As long as addresses had classes. */
const classPrefix = (address: string): number => {
  const first = Number(address.split('.')[0]);
  return first < 128 ? 8 : first < 192 ? 16 : 24;
};

/** `route add -net 10.0.0.0 netmask 255.0.0.0 gw 172.17.0.1`. */
async function changeRoute(process: Process, verb: string, words: readonly string[]): Promise<number> {
  const { stderr } = process;
  const value = (...names: readonly string[]): string | undefined => {
    const at = words.findIndex((word) => names.includes(word));
    return at < 0 ? undefined : words[at + 1];
  };
  const [target = ''] = words.filter((word) => word !== '-net' && word !== '-host');
  const unsimulated = words.find((word) =>
    ['reject', 'mss', 'window', 'irtt', 'mod', 'dyn', 'reinstate'].includes(word),
  );
  if (unsimulated !== undefined) {
    await stderr.write(`route: practice hosts do not simulate ${unsimulated}.\n`);
    return 1;
  }
  const [address = '', prefix] = (target === 'default' ? '0.0.0.0/0' : target).split('/');
  const number = parseIpv4(address);
  if (number === undefined) {
    await stderr.write(`route: resolving ${target}\n`);
    return 1;
  }
  const mask = value('netmask');
  const length =
    mask !== undefined
      ? prefixOfMask(mask)
      : prefix !== undefined
        ? Number(prefix)
        : words.includes('-net')
          ? classPrefix(address)
          : 32;
  const asked = {
    to: { address: number, prefix: length },
    via: value('gw', 'gateway'),
    dev: value('dev'),
    metric: words.includes('metric') ? Number(value('metric')) : undefined,
  };
  try {
    viewOf(process).change((kernel) => (verb === 'add' ? addRoute(kernel, asked) : deleteRoute(kernel, asked)));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await stderr.write(`route: SIOC${verb === 'add' ? 'ADD' : 'DEL'}RT: ${error.message}\n`);
    return 1;
  }
}

function linkText(process: Process, link: KernelLink): string {
  const { machine, net } = process;
  const { rxBytes, rxPackets, txBytes, txPackets } = carriedBy(machine, net, link.name);
  const isLoop = link.kind === 'loopback';
  const flags = flagsOf(viewOf(process).kernel, link);
  const words = [
    flags.includes('UP') && 'UP',
    flags.includes('BROADCAST') && 'BROADCAST',
    flags.includes('LOOPBACK') && 'LOOPBACK',
    link.carrier && 'RUNNING',
    flags.includes('NOARP') && 'NOARP',
    flags.includes('PROMISC') && 'PROMISC',
    flags.includes('SLAVE') && 'SLAVE',
    flags.includes('MASTER') && 'MASTER',
    flags.includes('MULTICAST') && 'MULTICAST',
  ];
  const own = link.addresses.find(({ family }) => family === 4);
  const six = link.addresses.filter(({ family }) => family === 6);
  return [
    `${link.name.padEnd(9)} Link encap:${isLoop ? 'Local Loopback' : 'Ethernet'}${isLoop ? '  ' : `  HWaddr ${link.mac.toUpperCase()}  `}`,
    own &&
      `          inet addr:${own.address}  ${own.broadcast === undefined ? (isLoop ? '' : 'Bcast:0.0.0.0  ') : `Bcast:${own.broadcast}  `}Mask:${formatIpv4(maskOf(own.prefix))}`,
    ...six.map(
      ({ address, prefix, scope }) =>
        `          inet6 addr: ${address}/${prefix} Scope:${scope[0]?.toUpperCase()}${scope.slice(1)}`,
    ),
    `          ${words.filter((word) => word).join(' ')}  MTU:${link.mtu}  Metric:1`,
    `          RX packets:${rxPackets} errors:0 dropped:0 overruns:0 frame:0`,
    `          TX packets:${txPackets} errors:0 dropped:0 overruns:0 carrier:0`,
    `          collisions:0 txqueuelen:${queueLength(link)} `,
    `          RX bytes:${rxBytes} (${sizeText(rxBytes)})  TX bytes:${txBytes} (${sizeText(txBytes)})`,
    '',
    '',
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

export const route: Command = async (process) => {
  const { argv, stdout, stderr } = process;
  const [verb] = argv.slice(1).filter((word) => !word.startsWith('-'));
  if (argv.includes('--help')) {
    await stderr.write(`${ROUTE_USAGE}\n`);
    return 1;
  }
  if (verb === 'add' || verb === 'del' || verb === 'delete') {
    return changeRoute(process, verb, argv.slice(argv.indexOf(verb) + 1));
  }
  const numeric = argv.some((word) => /^-[a-z]*n/.test(word));
  const { routes } = viewOf(process).kernel;
  await stdout.write(
    `Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n${routes.map((item) => routeLine(item, numeric, 'route')).join('')}`,
  );
  return 0;
};

/** Routes that forbid are shown with `!` and no interface. */
function routeLine(item: Route, numeric: boolean, as: 'route' | 'netstat'): string {
  const block = parseCidr(item.to);
  const to = formatIpv4(block?.address ?? 0);
  const mask = formatIpv4(maskOf(block?.prefix ?? 0));
  const forbids = item.type !== 'unicast';
  const flags = `${forbids ? '!' : 'U'}${item.via === undefined ? '' : 'G'}${block?.prefix === 32 ? 'H' : ''}`;
  const target = numeric || block?.prefix !== 0 ? to : 'default';
  const gateway = item.via ?? (numeric ? '0.0.0.0' : '*');
  const head = `${target.padEnd(15)} ${gateway.padEnd(15)} ${mask.padEnd(15)} `;
  return as === 'route'
    ? `${head}${flags.padEnd(5)} ${String(item.metric).padEnd(6)} 0        0 ${item.dev ?? '*'}\n`
    : `${head}${flags.padEnd(5)}     0 0          0 ${item.dev ?? '*'}\n`;
}

export const netstat: Command = async (process) => {
  const { argv, stdout, stderr } = process;
  const odd = argv.slice(1).flatMap((word) => /^-[a-zA-Z]*?([^raltuwxen-])/.exec(word)?.[1] ?? [])[0];
  if (odd !== undefined) {
    await stderr.write(`netstat: invalid option -- '${odd}'\n${appletUsage('netstat')}\n`);
    return 1;
  }
  if (argv.some((word) => /^-[a-z]*r/.test(word) || word === '--route')) {
    const { routes } = viewOf(process).kernel;
    await stdout.write(
      `Kernel IP routing table\nDestination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n${routes
        .map((item) =>
          routeLine(
            item,
            argv.some((word) => /^-[a-z]*n/.test(word)),
            'netstat',
          ),
        )
        .join('')}`,
    );
    return 0;
  }
  await stdout.write(
    `Active Internet connections (${heading(argv)})\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \n${socketLines(process)}`,
  );
  return 0;
};

/** Those that wait for connections, where they are asked for. */
function socketLines({ argv, machine, net }: Process): string {
  const flags = argv.slice(1).join('');
  if (!/[al]/.test(flags)) return '';
  const wanted = (protocol: string): boolean => !/[tu]/.test(flags) || flags.includes(protocol[0] ?? '');
  return socketsSeen(machine, net)
    .filter(({ protocol }) => wanted(protocol))
    .sort((a, b) => Number(a.protocol === 'udp') - Number(b.protocol === 'udp'))
    .map(({ protocol, address, port }) => {
      const any = address === '::' ? ':::*' : '0.0.0.0:*';
      return `${protocol.padEnd(5)}      0      0 ${`${address}:${port}`.padEnd(23)} ${any.padEnd(23)} ${(protocol === 'udp' ? '' : 'LISTEN').padEnd(12)}\n`;
    })
    .join('');
}

/** Which sockets it lists. */
function heading(argv: readonly string[]): string {
  const flags = argv.slice(1).join('');
  return flags.includes('a') ? 'servers and established' : flags.includes('l') ? 'only servers' : 'w/o servers';
}

export const arp: Command = async (process) => {
  const { argv, stdout, stderr } = process;
  if (argv.includes('--help')) {
    await stderr.write(`${ARP_USAGE}\n`);
    return 1;
  }
  if (argv.includes('-d') || argv.includes('-s')) {
    await stderr.write(`arp: SIOC${argv.includes('-d') ? 'D' : 'S'}ARP: Operation not permitted\n`);
    return 1;
  }
  const { neighbours } = viewOf(process);
  const server = nameServer(process);
  // It asks a server for the names of what it shows, and the way there is learnt by that.
  if (!argv.some((word) => /^-[a-zA-Z]*n/.test(word)) && neighbours.all().length > 0 && server !== undefined) {
    process.machine.wires.echo(process.machine, process.net, server);
  }
  const lines = neighbours
    .all()
    .map(
      ({ address, device, mac }) =>
        `? (${address}) at ${mac === undefined ? '<incomplete>' : `${mac} [ether]`}  on ${device}\n`,
    );
  await stdout.write(lines.join(''));
  return 0;
};
