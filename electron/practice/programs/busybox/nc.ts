/** `nc` and `telnet` of busybox 1.35. */
import { connect } from '../../docker/distribution/connect.ts';
import type { Command, Process } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { type Connection, listen } from '../../os/network/sockets.ts';
import { Failure, parseOptions, program, Usage } from '../core/program.ts';
import { appletUsage } from './applet-usage.ts';

const usage = (name: string): Failure => new Usage(appletUsage(name) ?? '');

/** Copies until nothing more comes. */
async function copy(
  from: { read(): Promise<string | undefined> },
  to: { write(text: string): Promise<void> },
): Promise<void> {
  for (let text = await from.read(); text !== undefined; text = await from.read()) await to.write(text);
}

/** Both ways, until the other end has closed. */
async function talk({ stdin, stdout }: Process, connection: Connection): Promise<void> {
  void copy(stdin, connection.output).then(
    () => connection.end(),
    () => connection.end(),
  );
  await copy(connection.input, stdout);
  connection.close();
}

async function connected(
  process: Process,
  host: string,
  port: number,
  patience: number | undefined,
): Promise<Connection> {
  const address = resolve(process, host);
  if (address === undefined) throw new Failure(`bad address '${host}'`);
  const found = connect(process, address, port);
  if (found.kind === 'connection') return found.connection;
  const { why, after } = found;
  if (after > 0) await process.machine.clock.sleep(Math.min(after, patience ?? after), process.signal);
  if (patience !== undefined && after > patience) throw new Failure('timed out');
  throw new Failure(`can't connect to remote host (${address}): ${why}`);
}

export const nc: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'l', values: 'piwfe' });
  const [host, port] = options.operands;
  const wait = options.value('w');
  const patience = wait === undefined ? undefined : Number(wait) * 1000;
  if (options.has('f') || options.has('e') || options.has('i')) {
    throw new Failure('practice hosts do not simulate -e, -f and -i of nc');
  }
  if (options.has('l')) return accept(process, Number(options.value('p') ?? host ?? 0), patience);
  if (host === undefined || port === undefined || !/^\d+$/.test(port)) throw usage('nc');
  await talk(process, await connected(process, host, Number(port), patience));
  return 0;
});

/** Waits for one caller. */
async function accept(process: Process, port: number, patience: number | undefined): Promise<number> {
  const { machine, net, signal, pid } = process;
  const caller = await new Promise<Connection | undefined>((resolve, reject) => {
    const stop = listen(machine, {
      net,
      port,
      address: '::',
      program: 'nc',
      pid,
      accept(connection) {
        stop?.();
        resolve(connection);
      },
    });
    if (stop === undefined) {
      reject(new Failure('bind: Address already in use'));
      return;
    }
    const give = (): void => {
      stop();
      resolve(undefined);
    };
    signal.addEventListener('abort', give, { once: true });
    if (patience !== undefined) void machine.clock.sleep(patience, signal).then(give);
  });
  if (caller === undefined) throw new Failure('timed out');
  await talk(process, caller);
  return 0;
}

export const telnet: Command = program(async (process) => {
  const options = parseOptions(process, { refused: 'al' });
  const [host, port = '23'] = options.operands;
  if (host === undefined) throw usage('telnet');
  await talk(process, await connected(process, host, Number(port), undefined));
  await process.stderr.write('Connection closed by foreign host\n');
  return 1;
});
