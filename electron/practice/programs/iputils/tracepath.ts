/** `tracepath` of iputils 20221126. Without a recording: its words follow its source. */
import { lookup } from '../../../../shared/machine/kernel/routes.ts';
import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import type { Command } from '../../os/machine.ts';
import { hostNamed, resolve } from '../../os/network/names.ts';
import { viewOf } from '../../os/network/view.ts';
import { Failure, parseOptions, program } from '../core/program.ts';

const COLUMN = 51;

export const tracepath: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'nb', values: 'mp', silent: '4p', refused: '6l' });
  const { machine, net, stdout, signal } = process;
  const [name] = options.operands;
  if (name === undefined) throw new Failure('usage error: Destination required');
  const to = resolve(process, name);
  if (to === undefined) throw new Failure(`${name}: Temporary failure in name resolution`);
  const { kernel } = viewOf(process);
  const route = lookup(kernel, parseIpv4(to) ?? 0);
  let mtu = kernel.links.find((link) => link.name === route?.dev)?.mtu ?? 1500;
  const most = Number(options.value('m') ?? 30);
  const place = (address: string): string => {
    const known = options.has('n') ? undefined : hostNamed(process, address);
    return known === undefined ? address : options.has('b') ? `${known} (${address})` : known;
  };
  await stdout.write(` 1?: [LOCALHOST]                      pmtu ${mtu}\n`);
  let ttl = 1;
  while (ttl <= most && !signal.aborted) {
    const echo = machine.wires.echo(machine, net, to, { ttl, size: mtu - 28, whole: true });
    if (echo.kind === 'refused') {
      await stdout.write(`${String(ttl).padStart(2)}:  send failed\n     Resume: pmtu ${mtu} \n`);
      return 1;
    }
    const smaller = echo.kind === 'error' ? Number(/mtu ?= ?(\d+)/.exec(echo.message)?.[1]) : Number.NaN;
    if (echo.kind === 'error' && Number.isFinite(smaller)) {
      mtu = smaller;
      await stdout.write(
        `${String(ttl).padStart(2)}:  ${place(echo.from ?? 'localhost').padEnd(COLUMN)} 0.500ms pmtu ${mtu}\n`,
      );
      continue;
    }
    if (echo.kind === 'lost' || (echo.kind === 'error' && echo.after > 1000)) {
      await machine.clock.sleep(1000, signal);
      await stdout.write(`${String(ttl).padStart(2)}:  no reply\n`);
      ttl += 1;
      continue;
    }
    const time = echo.kind === 'reply' ? echo.rtt : echo.after;
    const reached = echo.kind === 'reply';
    const why =
      echo.kind === 'error' && !echo.message.startsWith('Time to live')
        ? echo.message.includes('Net')
          ? '!N'
          : '!H'
        : '';
    await stdout.write(
      `${String(ttl).padStart(2)}:  ${place(echo.from ?? to).padEnd(COLUMN)} ${time.toFixed(3)}ms ${reached ? 'reached' : why}\n`,
    );
    if (reached || why !== '') {
      await stdout.write(`     Resume: pmtu ${mtu} ${reached ? `hops ${ttl} back ${ttl} ` : ''}\n`);
      return reached ? 0 : 1;
    }
    ttl += 1;
  }
  await stdout.write(`     Too many hops: pmtu ${mtu}\n     Resume: pmtu ${mtu} \n`);
  return 1;
});
