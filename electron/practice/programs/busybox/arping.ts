/** `arping` of busybox 1.35. */
import { findLink } from '../../../../shared/machine/kernel/kernel.ts';
import type { Command } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { viewOf } from '../../os/network/view.ts';
import { ARPING_USAGE } from './usage.ts';

export const busyboxArping: Command = async (process) => {
  const { argv, stdout, stderr, machine, net, signal } = process;
  const values = new Map<string, string>();
  const flags = new Set<string>();
  let destination: string | undefined;
  const words = argv.slice(1);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const taken = /^-([fqbDUA]*)([cwIs])(.*)$/.exec(word);
    if (!word.startsWith('-')) destination = word;
    for (const flag of word.startsWith('-') ? (taken?.[1] ?? word.slice(1)) : '') flags.add(flag);
    if (taken?.[2] === undefined) continue;
    const glued = taken[3] ?? '';
    if (glued === '') at += 1;
    values.set(taken[2], glued === '' ? (words[at] ?? '') : glued);
  }
  if (destination === undefined) {
    await stderr.write(`${ARPING_USAGE}\n`);
    return 1;
  }
  const device = values.get('I') ?? 'eth0';
  const fail = async (message: string): Promise<number> => {
    await stderr.write(`arping: ${message}\n`);
    return 2;
  };
  const link = findLink(viewOf(process).kernel, device);
  if (link === undefined) return fail(`interface ${device} not found: No such device`);
  if (!link.up) return fail(`interface ${device} is down`);
  if (link.kind === 'loopback') return fail(`interface ${device} is not ARPable`);
  const to = resolve(process, destination);
  if (to === undefined) return fail(`bad address '${destination}'`);
  const own = link.addresses.find(({ family }) => family === 4)?.address;
  const from = flags.has('D') ? '0.0.0.0' : (values.get('s') ?? own ?? '0.0.0.0');
  const quiet = flags.has('q');
  const count = values.has('c') ? Number(values.get('c')) : undefined;
  const limit = values.has('w') ? machine.clock.now() + Number(values.get('w')) * 1000 : Number.POSITIVE_INFINITY;
  if (!quiet) await stdout.write(`ARPING ${to} from ${from} ${device}\n`);
  let sent = 0;
  let received = 0;
  while (!signal.aborted) {
    sent += 1;
    const mac = machine.wires.arp(machine, net, device, to);
    if (mac !== undefined) {
      received += 1;
      const time = 0.3 + ((sent * 37) % 50) / 100;
      if (!quiet) await stdout.write(`Unicast reply from ${to} [${mac}] ${time.toFixed(3)}ms\n`);
      if (flags.has('D') || flags.has('f')) break;
    }
    const isLast = count !== undefined && sent >= count;
    if (isLast && mac !== undefined) break;
    await machine.clock.sleep(Math.min(1000, limit - machine.clock.now()), signal);
    if (isLast || machine.clock.now() >= limit) break;
  }
  if (!quiet) {
    await stdout.write(
      `Sent ${sent} probe(s) (0 broadcast(s))\nReceived ${received} response(s) (0 request(s), 0 broadcast(s))\n`,
    );
  }
  return flags.has('D') ? Number(received > 0) : Number(received === 0);
};
