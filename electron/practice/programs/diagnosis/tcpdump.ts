/**
 * `tcpdump` of 4.99: the packets that were traced through this machine's links, as the wires leave them behind. Its words are
 * those of its source (print-icmp.c, print-arp.c, print-ether.c); the real lab's hosts do not have it.
 */

import type { KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { formatIpv4 } from '../../../../shared/net/ipv4.ts';
import type { Command, Process } from '../../os/machine.ts';
import { type Captured, overhear } from '../../os/network/captures.ts';
import { sayByKernel } from '../../os/network/kernel-log.ts';
import { hearsAll, modeLine } from '../../os/network/link-log.ts';
import { hostNamed } from '../../os/network/names.ts';
import { viewOf } from '../../os/network/view.ts';
import { Failure, program } from '../core/program.ts';
import { FilterError, filterOf } from './packet-filter.ts';

interface Asked {
  readonly device: string | undefined;
  readonly count: number;
  readonly numeric: boolean;
  readonly frames: boolean;
  readonly times: boolean;
  readonly quiet: boolean;
  /** What IP says of itself, too. */
  readonly verbose: boolean;
  readonly filter: readonly string[];
}

function read(words: readonly string[]): Asked {
  let asked: Asked = {
    device: undefined,
    count: Number.POSITIVE_INFINITY,
    numeric: false,
    frames: false,
    times: true,
    quiet: false,
    verbose: false,
    filter: [],
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--version' || word === '-h' || word === '--help') throw new Told(VERSION);
    if (word === '-D' || word === '--list-interfaces') throw new Told(undefined);
    if (!word.startsWith('-') || word === '-') return { ...asked, filter: words.slice(at) };
    for (let letter = 1; letter < word.length; letter += 1) {
      const flag = word[letter] ?? '';
      if ('icsBGCr wFEMVWyzQ'.includes(flag)) {
        const glued = word.slice(letter + 1);
        if (glued === '') at += 1;
        const value = glued === '' ? words[at] : glued;
        if (value === undefined) throw new Failure(`option requires an argument -- '${flag}'`);
        if (flag === 'i') asked = { ...asked, device: value };
        else if (flag === 'c') asked = { ...asked, count: Number(value) };
        else if (!'sBQ'.includes(flag)) throw new Failure(`practice hosts do not simulate -${flag} of tcpdump`);
        if (flag === 'c' && !(Number(value) > 0)) throw new Failure(`invalid packet count ${value}`);
        break;
      }
      if (flag === 'n') asked = { ...asked, numeric: true };
      else if (flag === 'e') asked = { ...asked, frames: true };
      else if (flag === 't') asked = { ...asked, times: false };
      else if (flag === 'v') asked = { ...asked, verbose: true };
      else if (flag === 'q') asked = { ...asked, quiet: true };
      else if ('abdfHIjJmMOTuYZ#'.includes(flag))
        throw new Failure(`practice hosts do not simulate -${flag} of tcpdump`);
      else if (!'vlpUNKSXxADL'.includes(flag)) throw new Failure(`invalid option -- '${flag}'`);
    }
  }
  return asked;
}

/** What is asked is told, and nothing is captured. Undefined: the links. */
class Told extends Error {
  readonly text: string | undefined;
  constructor(text: string | undefined) {
    super(text);
    this.text = text;
  }
}

const VERSION = 'tcpdump version 4.99.3\nlibpcap version 1.10.3 (with TPACKET_V3)\nOpenSSL 3.0.17 1 Jul 2025\n';

/** `-D`: those that are up first. */
function linksText(process: Process): string {
  const { links } = viewOf(process).kernel;
  const words = ({ up, carrier, kind }: (typeof links)[number]): string =>
    [up && 'Up', up && carrier && 'Running', kind === 'loopback' && 'Loopback']
      .filter((word) => word !== false)
      .join(', ');
  const others = links.filter(({ kind }) => kind !== 'loopback');
  const order = others.filter(({ up, carrier }) => up && carrier);
  const rest = others.filter((link) => !order.includes(link));
  const lines = [
    ...order.map((link) => `${link.name} [${words(link)}, Connected]`),
    'any (Pseudo-device that captures on all interfaces) [Up, Running]',
    ...links.filter(({ kind }) => kind === 'loopback').map((link) => `${link.name} [${words(link)}]`),
    ...rest.map((link) => `${link.name} [${link.up ? `${words(link)}, ` : 'none, '}Disconnected]`),
  ];
  return lines.map((line, at) => `${at + 1}.${line}\n`).join('');
}

export const tcpdump: Command = program(async (process) => {
  try {
    return await capture(process);
  } catch (error) {
    if (!(error instanceof Told)) throw error;
    await process.stdout.write(error.text ?? linksText(process));
    return 0;
  }
});

async function capture(process: Process): Promise<number> {
  const { machine, net, stdout, stderr, signal } = process;
  const asked = read(process.argv.slice(1));
  const { links } = viewOf(process).kernel;
  const device = asked.device ?? links.find(({ kind, up }) => kind !== 'loopback' && up)?.name ?? 'lo';
  if (process.user.uid !== 0) {
    throw new Failure(
      `${device}: You don't have permission to perform this capture on that device\n(socket: Operation not permitted)`,
    );
  }
  const link = links.find(({ name }) => name === device);
  if (device !== 'any' && link === undefined)
    throw new Failure(`${device}: No such device exists\n(No such device exists)`);
  if (link !== undefined && !link.up) throw new Failure(`${device}: That device is not up`);
  let matches: (frame: Captured) => boolean;
  try {
    matches = filterOf(asked.filter);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw new Failure(error.message);
  }
  await stderr.write(
    `tcpdump: ${asked.verbose ? '' : 'verbose output suppressed, use -v[v]... for full protocol decode\n'}listening on ${device}, link-type ${device === 'any' ? 'LINUX_SLL2 (Linux cooked v2)' : 'EN10MB (Ethernet)'}, snapshot length 262144 bytes\n`,
  );
  sayPromiscuous(process, link, true);
  let captured = 0;
  let writing = Promise.resolve();
  await new Promise<void>((resolve) => {
    const stop = overhear(machine, net, (frame) => {
      if ((device !== 'any' && frame.link !== device) || captured >= asked.count || !matches(frame)) return;
      captured += 1;
      const line = lineOf(process, asked, frame, device === 'any');
      writing = writing.then(() => stdout.write(line)).catch(() => undefined);
      if (captured >= asked.count) end();
    });
    const end = (): void => {
      stop();
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  await writing;
  sayPromiscuous(process, link, false);
  // It may have been in the middle of a line.
  if (signal.aborted) await stdout.write('\n').catch(() => undefined);
  const packets = (count: number): string => `${count} packet${count === 1 ? '' : 's'}`;
  await stderr.write(
    `${packets(captured)} captured\n${packets(captured)} received by filter\n0 packets dropped by kernel\n`,
  );
  return 0;
}

/** Whoever listens hears all that comes by, which the kernel says. */
function sayPromiscuous({ machine }: Process, link: KernelLink | undefined, on: boolean): void {
  if (link === undefined || link.kind === 'loopback' || hearsAll(machine.kernel(), link.name)) return;
  sayByKernel(machine, modeLine(machine.kernel(), link.name, on));
}

const headerText = ({ asks, id, sequence, ttl, bytes }: Extract<Captured['packet'], { kind: 'icmp' }>): string =>
  `(tos 0x0, ttl ${ttl}, id ${(id * 7 + sequence) & 0xffff}, offset 0, flags [${asks ? 'DF' : 'none'}], proto ICMP (1), length ${bytes})\n    `;

function lineOf(process: Process, { numeric, frames, times, verbose }: Asked, frame: Captured, any: boolean): string {
  const { packet, tag } = frame;
  const host = (address: number): string => {
    const text = formatIpv4(address);
    return numeric ? text : (hostNamed(process, text) ?? text);
  };
  const stamp = times
    ? `${new Date(frame.at).toISOString().slice(11, 23)}${String(Math.floor((frame.at % 1) * 1000)).padStart(3, '0')} `
    : '';
  const where = any ? `${frame.link.padEnd(5)} ${frame.way === 'rx' ? 'In ' : 'Out'} ` : '';
  const isArp = packet.kind === 'arp';
  const text = isArp
    ? packet.asks
      ? `Request who-has ${host(packet.target)}${packet.ofAll ? ' (ff:ff:ff:ff:ff:ff)' : ''} tell ${host(packet.sender)}, length 28`
      : `Reply ${host(packet.sender)} is-at ${packet.mac}, length 28`
    : `${host(packet.source)} > ${host(packet.destination)}: ICMP echo ${packet.asks ? 'request' : 'reply'}, id ${packet.id}, seq ${packet.sequence}, length ${packet.bytes - 20}`;
  const type = isArp ? 'ethertype ARP (0x0806)' : 'ethertype IPv4 (0x0800)';
  if (frames) {
    const length = (isArp ? 42 : packet.bytes + 14) + (tag === undefined ? 0 : 4);
    const inner =
      tag === undefined
        ? `${type}, length ${length}: `
        : `ethertype 802.1Q (0x8100), length ${length}: vlan ${tag}, p ${frame.priority ?? 0}, ${type}, `;
    const target = frame.target === 'ff:ff:ff:ff:ff:ff' ? 'Broadcast' : frame.target;
    return `${stamp}${where}${frame.source} > ${numeric ? frame.target : target}, ${inner}${text}\n`;
  }
  const head = isArp ? 'ARP, ' : `IP ${verbose ? headerText(packet) : ''}`;
  const tagged = tag === undefined ? '' : `ethertype ${isArp ? 'ARP' : 'IPv4'}, `;
  return `${stamp}${where}${tagged}${head}${text}\n`;
}
