/** `ifconfig`, `route`, `arp`, `netstat -r` of busybox 1.35. */
import type { Route } from '../../../../shared/host/state.ts';
import { findLink, type KernelLink } from '../../../../shared/machine/kernel/kernel.ts';
import { flagsOf, queueLength } from '../../../../shared/machine/kernel/link-status.ts';
import { formatIpv4, maskOf, parseCidr } from '../../../../shared/net/ipv4.ts';
import type { Command } from '../../os/machine.ts';
import { viewOf } from '../../os/network/view.ts';
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
    await stdout.write(sorted.map(linkText).join(''));
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
    const what = /^\d/.test(changes[0] ?? '') ? 'SIOCSIFADDR' : 'SIOCSIFFLAGS';
    await stderr.write(`ifconfig: ${what}: Operation not permitted\n`);
    return 1;
  }
  await stdout.write(linkText(link));
  return 0;
};

function linkText(link: KernelLink): string {
  const isLoop = link.kind === 'loopback';
  const flags = flagsOf(link);
  const words = [
    flags.includes('UP') && 'UP',
    flags.includes('BROADCAST') && 'BROADCAST',
    flags.includes('LOOPBACK') && 'LOOPBACK',
    link.carrier && 'RUNNING',
    flags.includes('NOARP') && 'NOARP',
    flags.includes('PROMISC') && 'PROMISC',
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
    '          RX packets:0 errors:0 dropped:0 overruns:0 frame:0',
    '          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0',
    `          collisions:0 txqueuelen:${queueLength(link)} `,
    '          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)',
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
    await stderr.write(`route: SIOC${verb === 'add' ? 'ADD' : 'DEL'}RT: Operation not permitted\n`);
    return 1;
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
  const { argv, stdout } = process;
  if (argv.some((word) => /^-[a-z]*r/.test(word) || word === '--route')) {
    const { routes } = viewOf(process).kernel;
    await stdout.write(
      `Kernel IP routing table\nDestination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n${routes.map((item) => routeLine(item, true, 'netstat')).join('')}`,
    );
    return 0;
  }
  await stdout.write(
    'Active Internet connections (w/o servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \n',
  );
  return 0;
};

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
  const lines = viewOf(process)
    .neighbours.all()
    .map(
      ({ address, device, mac }) =>
        `? (${address}) at ${mac === undefined ? '<incomplete>' : `${mac} [ether]`}  on ${device}\n`,
    );
  await stdout.write(lines.join(''));
  return 0;
};
