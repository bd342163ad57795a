/** `ssh` and `scp` from one practice host to another of the lab: they trust each other as their lab's key does. */
import { posix } from 'node:path';
import { ownAddress } from '../../docker/distribution/connect.ts';
import { FileError } from '../../os/files/files.ts';
import { resolvePath } from '../../os/files/paths.ts';
import type { Command, Machine, Process, User } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { execute } from '../../shell/execute.ts';
import { Failure, parseOptions, program } from '../core/program.ts';

interface There {
  readonly machine: Machine;
  readonly user: User;
  readonly home: string;
}

const SSH_USAGE = `usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-B bind_interface]
           [-b bind_address] [-c cipher_spec] [-D [bind_address:]port]
           [-E log_file] [-e escape_char] [-F configfile] [-I pkcs11]
           [-i identity_file] [-J [user@]host[:port]] [-L address]
           [-l login_name] [-m mac_spec] [-O ctl_cmd] [-o option] [-p port]
           [-Q query_option] [-R address] [-S ctl_path] [-W host:port]
           [-w local_tun[:remote_tun]] destination [command [argument ...]]
`;
const SCP_USAGE = `usage: scp [-346ABCOpqRrsTv] [-c cipher] [-D sftp_server_path] [-F ssh_config]
           [-i identity_file] [-J destination] [-l limit] [-o ssh_option]
           [-P port] [-S program] [-X sftp_option] source ... target
`;

/** There is no connection, in ssh's words, whoever has started it. It ends its lines as a terminal wants them. */
class NotConnected extends Failure {
  constructor(words: string) {
    super(`${words}\r`, 255);
  }
}

/** What stands behind ssh's own words, in those of the program that uses it. */
const connecting =
  (after: string, body: (process: Process) => Promise<number>): ((process: Process) => Promise<number>) =>
  async (process) => {
    try {
      return await body(process);
    } catch (error) {
      if (!(error instanceof NotConnected)) throw error;
      await process.stderr.write(`${error.message}\n${after}`);
      return error.status;
    }
  };

/** How long `-o ConnectTimeout=SECONDS` waits for an answer. */
function patienceOf(settings: readonly string[]): number {
  const seconds = settings.flatMap((setting) => /^ConnectTimeout[ =]+(\d+)$/i.exec(setting.trim())?.[1] ?? [])[0];
  return seconds === undefined ? Number.POSITIVE_INFINITY : Number(seconds) * 1000;
}

/** The machine that somebody means, if it can be reached. */
async function reach(
  process: Process,
  written: string,
  login: string | undefined,
  patience = Number.POSITIVE_INFINITY,
): Promise<There> {
  const [name = '', host = ''] = written.includes('@') ? written.split('@') : [login ?? process.user.name, written];
  const address = resolve(process, host);
  if (address === undefined)
    throw new NotConnected(`ssh: Could not resolve hostname ${host}: Temporary failure in name resolution`);
  const failed = (why: string): Failure => new NotConnected(`ssh: connect to host ${host} port 22: ${why}`);
  const { machine, net } = process;
  const has = (other: Machine): boolean =>
    other.kernel().links.some(({ addresses }) => addresses.some((item) => item.address === address));
  if (!address.startsWith('127.')) {
    const echo = machine.wires.echo(machine, net, address);
    if (echo.kind === 'refused') throw failed(echo.message);
    if (echo.kind === 'error') {
      await machine.clock.sleep(Math.min(echo.after, patience), process.signal);
      throw failed(patience < echo.after ? 'Connection timed out' : 'No route to host');
    }
    if (echo.kind === 'lost') {
      await machine.clock.sleep(Math.min(131_000, patience), process.signal);
      throw failed('Connection timed out');
    }
  }
  const all = [...(machine.wires.machines?.() ?? [machine])];
  const found = address.startsWith('127.') ? machine : all.find(has);
  if (found === undefined) throw failed('Connection refused');
  const known = name === 'root' || name === process.user.name;
  if (!known) throw new NotConnected(`${name}@${host}: Permission denied (publickey,password).`);
  const user: User = { name, uid: name === 'root' ? 0 : 1000 };
  return { machine: found, user, home: user.uid === 0 ? '/root' : `/home/${name}` };
}

export const ssh: Command = program(
  connecting('', async (process) => {
    const options = parseOptions(process, {
      flags: 'nV',
      values: 'BbceFIilmopS',
      // Keys and settings do not matter: practice hosts let each other in.
      silent: '4AaCKkMqTtXxYyBbceFIimoS',
      refused: '6fGgNsvDEJLOQRWw',
      status: 255,
      stops: true,
    });
    if (options.has('V')) {
      await process.stderr.write('OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL 3.0.17 1 Jul 2025\n');
      return 0;
    }
    const [target, ...words] = options.operands;
    if (target === undefined) {
      await process.stderr.write(SSH_USAGE);
      return 255;
    }
    const port = options.value('p') ?? '22';
    if (port !== '22') {
      const host = target.replace(/^.*@/, '');
      throw new NotConnected(`ssh: connect to host ${host} port ${port}: Connection refused`);
    }
    const { machine, user, home } = await reach(process, target, options.value('l'), patienceOf(options.values('o')));
    if (words.length === 0)
      throw new Failure(
        'practice hosts do not simulate a terminal in a terminal: ssh HOST COMMAND, or open one on that host',
        255,
      );
    const from = ownAddress(process, '');
    return execute(words.join(' '), {
      machine,
      user,
      cwd: machine.userland.files.status(home) === undefined ? '/' : home,
      env: {
        ...{ HOME: home, USER: user.name, LOGNAME: user.name, SHELL: '/bin/bash' },
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        SSH_CLIENT: `${from} 50124 22`,
        SSH_CONNECTION: `${from} 50124 ${ownAddress({ ...process, machine, net: { kind: 'host' } }, '')} 22`,
      },
      stdin: options.has('n')
        ? { read: async () => undefined, line: async () => undefined, all: async () => '' }
        : process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      signal: process.signal,
    });
  }),
);

export const scp: Command = program(
  connecting('scp: Connection closed\r\n', async (process) => {
    const options = parseOptions(process, {
      flags: 'r',
      values: 'cFiloPSX',
      silent: '4ABCOpqRTcFiloSX',
      refused: '36vJ',
      status: 1,
    });
    const { operands } = options;
    const port = options.value('P') ?? '22';
    if (port !== '22') {
      const [, host = ''] = /^(?:[^@:]*@)?([^/:]+):/.exec(operands.find((word) => word.includes(':')) ?? '') ?? [];
      throw new NotConnected(`ssh: connect to host ${host} port ${port}: Connection refused`);
    }
    if (operands.length < 2) {
      await process.stderr.write(SCP_USAGE);
      return 1;
    }
    const placeOf = async (
      written: string,
    ): Promise<{ readonly machine: Machine; readonly path: string; readonly shown: string }> => {
      const [, host, path = ''] = /^([^/:]+):(.*)$/.exec(written) ?? [];
      if (host === undefined)
        return { machine: process.machine, path: resolvePath(process.cwd, written), shown: written };
      const { machine, home } = await reach(process, host, undefined);
      return { machine, path: resolvePath(home, path || '.'), shown: path };
    };
    const target = await placeOf(operands.at(-1) ?? '');
    const filesOf = (machine: Machine) =>
      machine === process.machine ? process.userland.files : machine.userland.files;
    const into = filesOf(target.machine);
    let status = 0;
    const copy = (from: ReturnType<typeof filesOf>, path: string, to: string): void => {
      if (from.status(path)?.kind !== 'directory') {
        into.write(to, from.read(path));
        return;
      }
      if (into.status(to) === undefined) into.makeDirectory(to);
      for (const name of from.list(path)) copy(from, `${path}/${name}`, `${to}/${name}`);
    };
    for (const written of operands.slice(0, -1)) {
      const source = await placeOf(written);
      const from = filesOf(source.machine);
      const found = from.status(source.path);
      const to =
        into.status(target.path)?.kind === 'directory' ? `${target.path}/${posix.basename(source.path)}` : target.path;
      try {
        if (found === undefined) throw new FileError('ENOENT');
        if (found.kind === 'directory' && !options.has('r')) {
          await process.stderr.write(`scp: local "${source.shown}" is not a regular file\n`);
          status = 1;
          continue;
        }
        copy(from, source.path, to);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        await process.stderr.write(`scp: ${found === undefined ? source.shown : to}: ${error.message}\n`);
        status = 1;
      }
    }
    return status;
  }),
);
