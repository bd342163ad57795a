/** `traceroute` of busybox 1.35. */

import type { Command } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { TRACEROUTE_USAGE } from './usage.ts';

/** What stands behind a time for each kind of ICMP error that ends the way. */
const MARKS: Readonly<Record<string, string>> = {
  'Destination Host Unreachable': ' !H',
  'Destination Net Unreachable': ' !N',
  'Destination Protocol Unreachable': ' !P',
  'Packet filtered': ' !X',
  'Destination Host Prohibited': ' !C',
  'Destination Net Prohibited': ' !C',
  'Destination Port Unreachable': '',
};

export const traceroute: Command = async (process) => {
  const { argv, stdout, stderr, machine, net, signal } = process;
  const values = new Map<string, string>();
  const rest: string[] = [];
  const words = argv.slice(1);
  let numeric = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, flags = '', taking, glued = ''] = /^-([46Flnrv]*)([fmqptwsiz]?)(.*)$/.exec(word) ?? [];
    if (!word.startsWith('-')) rest.push(word);
    if (flags.includes('n')) numeric = true;
    if (!word.startsWith('-') || taking === undefined || taking === '') continue;
    if (glued === '') at += 1;
    values.set(taking, glued === '' ? (words[at] ?? '') : glued);
  }
  const [destination] = rest;
  if (destination === undefined) {
    await stderr.write(`${TRACEROUTE_USAGE}\n`);
    return 1;
  }
  const fail = async (message: string): Promise<number> => {
    await stderr.write(`traceroute: ${message}\n`);
    return 1;
  };
  const to = resolve(process, destination);
  if (to === undefined) return fail(`bad address '${destination}'`);
  const most = Number(values.get('m') ?? '30');
  const probes = Number(values.get('q') ?? '3');
  const wait = Number(values.get('w') ?? '3') * 1000;
  const start = machine.wires.echo(machine, net, to);
  if (start.kind === 'refused') return fail(`can't connect to remote host (${to}): ${start.message}`);
  await stdout.write(`traceroute to ${destination} (${to}), ${most} hops max, 46 byte packets\n`);
  for (let ttl = Number(values.get('f') ?? '1'); ttl <= most && !signal.aborted; ttl += 1) {
    await stdout.write(`${String(ttl).padStart(2)}`);
    let last = '';
    let arrived = false;
    for (let probe = 0; probe < probes && !signal.aborted; probe += 1) {
      const echo = machine.wires.echo(machine, net, to, { ttl });
      if (echo.kind === 'lost' || echo.kind === 'refused' || (echo.kind === 'error' && echo.after > wait)) {
        await machine.clock.sleep(wait, signal);
        await stdout.write('  *');
        continue;
      }
      const mark = echo.kind === 'error' ? MARKS[echo.message] : '';
      arrived ||= mark !== undefined;
      const time = echo.kind === 'reply' ? echo.rtt : echo.after;
      await machine.clock.sleep(time, signal);
      if (echo.from === undefined) continue;
      const who = echo.from === last ? '' : `  ${echo.from}${numeric ? '' : ` (${echo.from})`}`;
      last = echo.from;
      await stdout.write(`${who}  ${time.toFixed(3)} ms${mark ?? ''}`);
    }
    await stdout.write('\n');
    if (arrived) break;
  }
  return 0;
};
