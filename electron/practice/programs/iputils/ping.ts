/** `ping`, as iputils 20221126 has it. */

import { broadcastFor } from '../../../../shared/machine/kernel/addresses.ts';
import { findLink, type KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import { lookup, ownLink, sourceOf } from '../../../../shared/machine/kernel/routes.ts';
import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import type { Command, Process } from '../../os/machine.ts';
import { hostNamed, resolve } from '../../os/network/names.ts';
import { viewAt, viewOf } from '../../os/network/view.ts';
import { releaseOf } from '../../os/releases.ts';
import { type PingOptions, readPing } from './ping-options.ts';
import { pingRun, type Tally } from './ping-run.ts';

export const ping: Command = async (process) => {
  const read = readPing(process.argv.slice(1), releaseOf(process.machine.kernel().facts).name === 'bookworm' ? 1 : 2);
  if (!read.ok) {
    await (read.status === 0 ? process.stdout : process.stderr).write(`${read.said}\n`);
    return read.status;
  }
  const { options } = read;
  const fail = async (message: string): Promise<number> => {
    await process.stderr.write(`ping: ${message}\n`);
    return 2;
  };
  const named = resolve(process, options.destination) ?? addressOf(options.destination);
  const to = named === '0.0.0.0' ? '127.0.0.1' : named;
  if (to === undefined && /^[0-9a-f]*:[0-9a-f:.]*(?:%\S+)?$/i.test(options.destination))
    return fail('practice hosts do not simulate echo requests over IPv6');
  if (to === undefined) return fail(`${options.destination}: Temporary failure in name resolution`);
  const { kernel } = viewOf(process);
  const source = sourceFrom(kernel, options.from);
  if ('refused' in source) return fail(source.refused);
  if (!options.broadcast && isBroadcast(kernel, to)) {
    return fail('Do you want to ping broadcast? Then -b. If not, check your local firewall rules');
  }
  const bound = options.from === undefined ? undefined : findLink(kernel, options.from);
  if (bound?.kind === 'loopback' && !to.startsWith('127.'))
    await process.stderr.write(`ping: Warning: source address might be selected on device other than: ${bound.name}\n`);
  if (isBroadcast(kernel, to)) await process.stderr.write('WARNING: pinging broadcast address\n');
  return run(process, options, to, source, fail);
};

/** Numbers as inet_aton reads them; all zeros are this machine. */
function addressOf(text: string): string | undefined {
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every((part) => /^\d+$/.test(part))) return undefined;
  const last = Number(parts.at(-1));
  const missing = 5 - parts.length;
  if (last >= 256 ** missing || parts.slice(0, -1).some((part) => Number(part) > 255)) return undefined;
  const bytes = Array.from({ length: missing }, (_, at) => Math.floor(last / 256 ** (missing - 1 - at)) % 256);
  const address = [...parts.slice(0, -1), ...bytes].join('.');
  return address === '0.0.0.0' ? '127.0.0.1' : address;
}

async function run(
  process: Process,
  options: PingOptions,
  to: string,
  { address: source, device }: From,
  fail: (message: string) => Promise<number>,
): Promise<number> {
  const { machine, net, stdout, stderr } = process;
  const { destination, size, quiet, count, interval, linger, deadline, ttl, outstanding } = options;
  // IPv4 has no longer packets.
  if (size > 65_507) {
    await stdout.write(`PING ${destination} (${to}) ${size}(${size + 28}) bytes of data.\n`);
    await stderr.write('ping: local error: message too long, mtu=1500\n');
    await stdout.write(
      `\n--- ${destination} ping statistics ---\n${count ?? 1} packets transmitted, 0 received, +${count ?? 1} errors, 100% packet loss, time 0ms\n\n`,
    );
    return 1;
  }
  const id = options.id ?? process.pid & 0xffff;
  const how = {
    ...(source !== undefined && { source }),
    ...(device !== undefined && { device }),
    ...(ttl !== undefined && { ttl }),
    size,
    whole: options.whole,
    id,
    uid: process.user.uid,
  };
  const send = (sequence: number) => machine.wires.echo(machine, net, to, { ...how, sequence });
  const first = send(1);
  if (first.kind === 'refused' && first.message !== 'Operation not permitted')
    return fail(
      first.message === 'Permission denied'
        ? 'Do you want to ping broadcast? Then -b. If not, check your local firewall rules'
        : `connect: ${first.message}`,
    );
  if (options.pattern !== undefined) await stdout.write(`PATTERN: 0x${options.pattern.toLowerCase()}\n`);
  if (options.verbose)
    await stderr.write(
      'ping: sock4.fd: 3 (socktype: SOCK_RAW), sock6.fd: 4 (socktype: SOCK_RAW), hints.ai_family: AF_UNSPEC\n\n',
    );
  if (options.verbose) await stdout.write(`ai->ai_family: AF_INET, ai->ai_canonname: '${destination}'\n`);
  await stdout.write(
    `PING ${destination} (${to})${fromText(process, options, to, source)} ${size}(${size + 28}) bytes of data.\n`,
  );
  const answered = new Set<number>();
  const name = options.numeric || /^[\d.]+$/.test(destination) ? undefined : hostNamed(process, to);
  const named = name === undefined ? to : `${name} (${to})`;
  const stamp = (): string => (options.dated ? `[${(machine.clock.now() / 1000).toFixed(6)}] ` : '');
  const tally = await pingRun(
    process,
    {
      count,
      interval: interval * 1000,
      linger: (received, slowest) => (received > 0 ? Math.max(2 * slowest, interval * 1000) : linger * 1000),
      deadline: deadline === undefined ? undefined : deadline * 1000,
      wantsAnswers: deadline !== undefined,
      // What this machine says to itself comes by the loopback, where a socket that is bound to another link hears nothing.
      isUnheard: (echo) =>
        device !== undefined &&
        echo.kind === 'error' &&
        echo.from !== undefined &&
        ownLink(viewOf(process).kernel, echo.from) !== undefined,
      errorsCount: true,
    },
    (sequence) => {
      // The first was sent to learn whether the kernel lets it go at all.
      const sent = sequence === 0 ? first : send(sequence + 1);
      // Nobody in particular was asked, so that nobody is missing.
      const echo = options.broadcast && sent.kind === 'error' ? ({ kind: 'lost' } as const) : sent;
      if (options.flood) void stdout.write('.');
      if (outstanding && sequence > 0 && !answered.has(sequence - 1))
        void stdout.write(`no answer yet for icmp_seq=${sequence}\n`);
      return echo;
    },
    async (sequence, echo) => {
      answered.add(sequence);
      if (echo.kind === 'refused') return stderr.write(`ping: sendmsg: ${echo.message}\n`);
      if (options.flood && echo.kind === 'reply') await stdout.write('\b \b');
      if (quiet) return;
      const number = (sequence + 1) & 0xffff;
      if (echo.kind === 'error' && echo.from === undefined) return stderr.write(`ping: local error: ${echo.message}\n`);
      if (echo.kind === 'error')
        return stdout.write(`${stamp()}From ${echo.from} icmp_seq=${number} ${echo.message}\n`);
      const time = size >= 16 ? ` time=${timeText(echo.rtt)} ms` : '';
      await stdout.write(
        `${stamp()}${size + 8} bytes from ${named}: icmp_seq=${number}${options.verbose ? ` ident=${id}` : ''} ttl=${echo.ttl}${time}${options.audible ? '\x07' : ''}\n`,
      );
    },
  );
  await stdout.write(statistics(destination, tally, size >= 16, options.adaptive));
  return tally.received === 0 || (deadline !== undefined && count !== undefined && tally.received < count) ? 1 : 0;
}

function fromText({ machine, net }: Process, { from }: PingOptions, to: string, source: string | undefined): string {
  if (from === undefined) return '';
  const device = parseIpv4(from) === undefined ? from : '';
  const { kernel } = viewAt(machine, net);
  const route = lookup(kernel, parseIpv4(to) ?? 0);
  return ` from ${source ?? (route && sourceOf(kernel, route)) ?? to} ${device}:`;
}

/** Where it comes from, and which link it is to leave by. */
interface From {
  readonly address: string | undefined;
  readonly device?: string;
}

/** `-I`: a link, or an own address. */
function sourceFrom(kernel: KernelState, from: string | undefined): From | { readonly refused: string } {
  if (from === undefined) return { address: undefined };
  if (parseIpv4(from) !== undefined) {
    return ownLink(kernel, from) === undefined
      ? { refused: 'bind: Cannot assign requested address' }
      : { address: from };
  }
  const link = findLink(kernel, from);
  if (link === undefined) return { refused: `SO_BINDTODEVICE ${from}: No such device` };
  // What is only of this machine is no source outside it.
  const own = [link, ...kernel.links]
    .flatMap(({ addresses }) => addresses)
    .find(({ family, scope }) => family === 4 && scope === 'global');
  return { address: own?.address, device: from };
}

const isBroadcast = ({ links }: KernelState, to: string): boolean =>
  to === '255.255.255.255' ||
  links.some(({ kind, addresses }) => kind !== 'loopback' && addresses.some((own) => broadcastFor(own) === to));

/** Three significant places, as iputils shows microseconds. */
function timeText(milliseconds: number): string {
  const digits = milliseconds >= 99.95 ? 0 : milliseconds >= 9.995 ? 1 : milliseconds >= 1 ? 2 : 3;
  return milliseconds.toFixed(digits);
}

function statistics(
  name: string,
  { transmitted, received, errors, times, pipe, lasted }: Tally,
  timed: boolean,
  adaptive = false,
): string {
  const loss = transmitted === 0 ? 0 : ((transmitted - received) * 100) / transmitted;
  const counts = `${transmitted} packets transmitted, ${received} received${errors > 0 ? `, +${errors} errors` : ''}, ${Number(loss.toPrecision(6))}% packet loss, time ${Math.round(lasted)}ms`;
  const last = [
    ...(received > 0 && timed ? [rttText(times)] : []),
    ...(pipe > 1 ? [`pipe ${pipe}`] : []),
    ...(adaptive && received > 1 ? [gaps(lasted, transmitted, times)] : []),
  ].join(', ');
  return `\n--- ${name} ping statistics ---\n${counts}\n${last}\n`;
}

/** How long it was between packets, and what a round trip takes of late: an eighth of each new one counts. */
function gaps(lasted: number, transmitted: number, times: readonly number[]): string {
  const [first = 0, ...rest] = times;
  const average = rest.reduce((before, time) => before + (time - before) / 8, first);
  return `ipg/ewma ${(lasted / Math.max(1, transmitted - 1)).toFixed(3)}/${average.toFixed(3)} ms`;
}

function rttText(times: readonly number[]): string {
  const average = times.reduce((sum, time) => sum + time, 0) / times.length;
  const squares = times.reduce((sum, time) => sum + time * time, 0) / times.length;
  const deviation = Math.sqrt(Math.max(0, squares - average * average));
  const shown = [Math.min(...times), average, Math.max(...times), deviation].map((time) => time.toFixed(3));
  return `rtt min/avg/max/mdev = ${shown.join('/')} ms`;
}
