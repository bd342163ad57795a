/** `nslookup` of busybox 1.35. It asks a server, never /etc/hosts. */
import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import type { Command } from '../../os/machine.ts';
import { answeredByServer, DOCKER_SERVER, nameServer } from '../../os/network/names.ts';
import { Failure, parseOptions, program } from '../core/program.ts';
import { appletUsage } from './applet-usage.ts';

/** How long it asks a server that nobody answers for, in milliseconds. */
const ASKS = 10_000;

export const nslookup: Command = program(async (process) => {
  const { stdout, stderr, machine, net, signal } = process;
  const { operands } = parseOptions(process, { refused: 'dtq' });
  const [name, given] = operands;
  if (name === undefined) {
    await stderr.write(`${appletUsage('nslookup')}\n`);
    return 1;
  }
  const server = given ?? nameServer(process);
  if (server === undefined) throw new Failure("can't connect to remote host (127.0.0.1): Connection refused");
  // Only Docker's own one is there.
  if (server !== DOCKER_SERVER || net.kind !== 'container') {
    await machine.clock.sleep(ASKS, signal);
    await stdout.write(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  const head = `Server:\t\t${server}\nAddress:\t${server}:53\n\n`;
  if (parseIpv4(name) !== undefined) {
    const found = machine.engine?.nameOfAddress(net.id, name);
    const reversed = `${name.split('.').reverse().join('.')}.in-addr.arpa`;
    await stdout.write(
      found === undefined
        ? `${head}** server can't find ${reversed}: NXDOMAIN\n\n`
        : `${head}Non-authoritative answer:\n${reversed}\tname = ${found}\n\n`,
    );
    return found === undefined ? 1 : 0;
  }
  const address = answeredByServer(process, name);
  if (address === undefined) {
    // It is passed on to servers that cannot be reached.
    await machine.clock.sleep(ASKS, signal);
    await stdout.write(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  // It asks for both families at once; that there is no address of IPv6 is answered first most of the time.
  await stdout.write(
    `${head}Non-authoritative answer:\n\nNon-authoritative answer:\nName:\t${name}\nAddress: ${address}\n\n`,
  );
  return 0;
});
