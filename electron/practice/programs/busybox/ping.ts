/** `ping` of busybox 1.35: it counts from 0 and says nothing of ICMP errors. */

import { findLink } from '../../../../shared/machine/kernel/kernel.ts';
import { ownLink } from '../../../../shared/machine/kernel/routes.ts';
import { type Command, may } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { viewOf } from '../../os/network/view.ts';
import { pingRun, type Tally } from '../iputils/ping-run.ts';
import { PING_USAGE } from './usage.ts';

const TAKING_VALUE = 'csiWwtIp';

interface Options {
  readonly values: ReadonlyMap<string, string>;
  readonly quiet: boolean;
  readonly destination: string | undefined;
}

function read(words: readonly string[]): Options | { readonly unknown: string } {
  const values = new Map<string, string>();
  let quiet = false;
  let destination: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-') {
      destination = word;
      continue;
    }
    for (let letter = 1; letter < word.length; letter += 1) {
      const flag = word[letter] ?? '';
      if (TAKING_VALUE.includes(flag)) {
        const glued = word.slice(letter + 1);
        if (glued === '') at += 1;
        values.set(flag, glued === '' ? (words[at] ?? '') : glued);
        break;
      }
      if (flag === 'q') quiet = true;
      else if (!'46Anv'.includes(flag)) return { unknown: flag };
    }
  }
  return { values, quiet, destination };
}

export const busyboxPing: Command = async (process) => {
  const { argv, stdout, stderr, machine, net } = process;
  const options = read(argv.slice(1));
  const fail = async (message: string): Promise<number> => {
    await stderr.write(`ping: ${message}\n`);
    return 1;
  };
  if ('unknown' in options) return fail(`invalid option -- '${options.unknown}'\n${PING_USAGE}`);
  const { values, quiet, destination } = options;
  if (destination === undefined) {
    await stderr.write(`${PING_USAGE}\n`);
    return 1;
  }
  const bad = [...values].find(([flag, value]) => 'csiWwt'.includes(flag) && !/^\d+(\.\d+)?$/.test(value));
  if (bad !== undefined) return fail(`invalid number '${bad[1]}'`);
  const number = (flag: string): number | undefined => (values.has(flag) ? Number(values.get(flag)) : undefined);
  const to = resolve(process, destination);
  if (to === undefined) return fail(`bad address '${destination}'`);
  const from = values.get('I');
  const { kernel } = viewOf(process);
  const link = from === undefined ? undefined : findLink(kernel, from);
  if (from !== undefined && link === undefined && ownLink(kernel, from) === undefined)
    return fail(`bad address '${from}'`);
  const source = link === undefined ? from : link.addresses.find(({ family }) => family === 4)?.address;
  const size = number('s') ?? 56;
  const ttl = number('t');
  const how = {
    ...(source !== undefined && { source }),
    ...(link && { device: link.name }),
    ...(ttl !== undefined && { ttl }),
    size,
  };
  // Only an address, and not a link, is told of.
  const told = link === undefined && from !== undefined ? ` from ${from}` : '';
  await stdout.write(`PING ${destination} (${to})${told}: ${size} data bytes\n`);
  if (!may(process.user, 'NET_RAW')) return fail('permission denied (are you root?)');
  const first = machine.wires.echo(machine, net, to, how);
  if (first.kind === 'refused') return fail(`sendto: ${first.message}`);
  const count = number('c') || undefined;
  const deadline = number('w');
  const tally = await pingRun(
    process,
    {
      count,
      interval: (number('i') ?? 1) * 1000,
      linger: (received) => (received > 0 ? 1 : (number('W') ?? 10)) * 1000,
      deadline: deadline === undefined ? undefined : deadline * 1000,
      errorsCount: false,
    },
    (sequence) => (sequence === 0 ? first : machine.wires.echo(machine, net, to, how)),
    async (sequence, echo) => {
      if (echo.kind !== 'reply' || quiet) return;
      await stdout.write(
        `${size + 8} bytes from ${echo.from}: seq=${sequence} ttl=${echo.ttl} time=${echo.rtt.toFixed(3)} ms\n`,
      );
    },
  );
  await stdout.write(statistics(destination, tally));
  return tally.received === 0 ? 1 : 0;
};

function statistics(name: string, { transmitted, received, times }: Tally): string {
  const loss = transmitted === 0 ? 0 : Math.trunc(((transmitted - received) * 100) / transmitted);
  const head = `\n--- ${name} ping statistics ---\n${transmitted} packets transmitted, ${received} packets received, ${loss}% packet loss\n`;
  if (received === 0) return head;
  const average = times.reduce((sum, time) => sum + time, 0) / times.length;
  const shown = [Math.min(...times), average, Math.max(...times)].map((time) => time.toFixed(3));
  return `${head}round-trip min/avg/max = ${shown.join('/')} ms\n`;
}
