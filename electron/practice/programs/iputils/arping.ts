/** `arping`, as iputils 20221126 has it: who answers for an address on one link. */
import { findLink } from '../../../../shared/machine/kernel/kernel.ts';
import type { Command } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { viewOf } from '../../os/network/view.ts';

const USAGE = `
Usage:
  arping [options] <destination>

Options:
  -f            quit on first reply
  -q            be quiet
  -b            keep on broadcasting, do not unicast
  -D            duplicate address detection mode
  -U            unsolicited ARP mode, update your neighbours
  -A            ARP answer mode, update your neighbours
  -V            print version and exit
  -c <count>    how many packets to send
  -w <timeout>  how long to wait for a reply
  -i <interval> set interval between packets (default: 1 second)
  -I <device>   which ethernet device to use
  -s <source>   source ip address
  <destination> dns name or ip address

For more details see arping(8).
`;

export const arping: Command = async (process) => {
  const { argv, stdout, stderr, machine, net, signal } = process;
  const values = new Map<string, string>();
  const flags = new Set<string>();
  let destination: string | undefined;
  const words = argv.slice(1);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) {
      destination = word;
      continue;
    }
    const taken = /^-([fqbDUA]*)([cwiIs])(.*)$/.exec(word);
    for (const flag of taken?.[1] ?? word.slice(1)) flags.add(flag);
    if (taken?.[2] === undefined) continue;
    const glued = taken[3] ?? '';
    if (glued === '') at += 1;
    values.set(taken[2], glued === '' ? (words[at] ?? '') : glued);
  }
  const fail = async (message: string): Promise<number> => {
    await stderr.write(`arping: ${message}\n`);
    return 2;
  };
  if (flags.has('V')) {
    await stdout.write(
      'arping from iputils 20221126\nlibcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes\n',
    );
    return 0;
  }
  for (const flag of 'cwi') {
    const value = values.get(flag);
    if (value === undefined || /^\d+(?:\.\d+)?$/.test(value)) continue;
    await stderr.write(`arping: invalid argument: '${value}'\n`);
    return 1;
  }
  if (destination === undefined) {
    await stderr.write(USAGE);
    return 2;
  }
  const device = values.get('I') ?? firstDevice(process);
  const { kernel } = viewOf(process);
  const to = resolve(process, destination);
  if (to === undefined) return fail(`${destination}: Temporary failure in name resolution`);
  if (device === undefined) return fail('Suitable device could not be determined. Please, use option -I.');
  const link = findLink(kernel, device);
  if (link === undefined) return fail(`Device ${device} not available.`);
  // It says so where its answers go.
  if (!link.up) {
    await stdout.write(`Interface "${device}" is down\n`);
    return 2;
  }
  if (link.kind === 'loopback') {
    await stdout.write(`Interface "${device}" is not ARPable\n`);
    return 2;
  }
  const detects = flags.has('D');
  // Without an address of its own the link is given another's.
  const own = [link, ...kernel.links.filter(({ kind }) => kind !== 'loopback')]
    .flatMap(({ addresses }) => addresses)
    .find(({ family }) => family === 4)?.address;
  const from = detects ? '0.0.0.0' : (values.get('s') ?? own ?? '0.0.0.0');
  const quiet = flags.has('q');
  const count = values.has('c') ? Number(values.get('c')) : undefined;
  const wait = values.has('w') ? Number(values.get('w')) * 1000 : undefined;
  const interval = Number(values.get('i') ?? '1') * 1000;
  if (!quiet) await stdout.write(`ARPING ${to} from ${from} ${device}\n`);
  const start = machine.clock.now();
  let sent = 0;
  let broadcasts = 0;
  let received = 0;
  while (!signal.aborted) {
    sent += 1;
    if (received === 0 || flags.has('b')) broadcasts += 1;
    const tells = flags.has('U') || flags.has('A');
    const mac = tells ? undefined : machine.wires.arp(machine, net, device, to);
    if (mac !== undefined) {
      received += 1;
      const time = 0.4 + ((sent * 37) % 50) / 100;
      if (!quiet) await stdout.write(`Unicast reply from ${to} [${mac.toUpperCase()}]  ${time.toFixed(3)}ms\n`);
      if (detects || flags.has('f')) break;
    }
    const isLast = count !== undefined && sent >= count;
    if (isLast && mac !== undefined) break;
    const left = wait === undefined ? Number.POSITIVE_INFINITY : start + wait - machine.clock.now();
    await machine.clock.sleep(Math.min(isLast && wait !== undefined ? left : interval, left), signal);
    if (isLast || (wait !== undefined && machine.clock.now() >= start + wait)) break;
  }
  if (!quiet)
    await stdout.write(`Sent ${sent} probes (${broadcasts} broadcast(s))\nReceived ${received} response(s)\n`);
  if (detects) return received > 0 ? 1 : 0;
  // Nobody answers what only tells.
  if (flags.has('U') || flags.has('A')) return 0;
  return received > 0 ? 0 : 1;
};

/** Without `-I` it takes the only one that there is. */
function firstDevice(process: Parameters<Command>[0]): string | undefined {
  const links = viewOf(process).kernel.links.filter(
    ({ kind, up, carrier }) => up && carrier && kind !== 'loopback' && kind !== 'bridge',
  );
  return links.length === 1 ? links[0]?.name : undefined;
}
