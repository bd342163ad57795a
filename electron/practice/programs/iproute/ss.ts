/** `ss`, as iproute2 6.1 has it: sockets that wait, and of connections those of this login. */
import { containsAddress, parseCidrOrAddress, parseIpv4 } from '../../../../shared/net/ipv4.ts';
import type { Command, ListeningSocket, Process } from '../../os/machine.ts';
import { socketsSeen } from '../../os/network/sockets-seen.ts';
import { Failure, parseOptions, program } from '../core/program.ts';
import { SS_HELP } from './ss-help.ts';

interface Row {
  readonly netid: string;
  readonly state: string;
  readonly queued: readonly [number, number];
  readonly local: readonly [string, string];
  readonly peer: readonly [string, string];
  readonly process: string;
}

const SERVICES: Readonly<Record<number, string>> = {
  22: 'ssh',
  53: 'domain',
  80: 'http',
  443: 'https',
  8080: 'http-alt',
};

export const ss: Command = program(async (process) => {
  const options = parseOptions(process, {
    usage: SS_HELP,
    flags: 'tulanp46xsHwh',
    silent: 'O',
    refused: 'emorid0fA',
    long: {
      ...{ tcp: 't', udp: 'u', listening: 'l', all: 'a', numeric: 'n', processes: 'p', 'no-header': 'H', summary: 's' },
      ...{
        ipv4: '4',
        ipv6: '6',
        extended: 'e',
        memory: 'm',
        options: 'o',
        info: 'i',
        resolve: 'r',
        unix: 'x',
        raw: 'w',
        help: 'h',
      },
    },
    status: 255,
  });
  if (options.has('h')) {
    await process.stdout.write(SS_HELP);
    return 0;
  }
  if (options.has('s') || options.has('x') || options.has('w')) {
    throw new Failure('practice hosts do not simulate -s, -x and -w of ss');
  }
  const name = (port: number): string => (options.has('n') ? String(port) : (SERVICES[port] ?? String(port)));
  const both = options.has('t') === options.has('u');
  const wanted = ({ protocol, address }: ListeningSocket): boolean =>
    (both || options.has(protocol === 'tcp' ? 't' : 'u')) &&
    (!options.has('4') || !address.includes(':')) &&
    (!options.has('6') || address.includes(':'));
  const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);
  const waiting: readonly Row[] = socketsSeen(process.machine, process.net)
    .filter(wanted)
    .map(({ protocol, address, port, program: owner, pid, backlog }) => ({
      netid: protocol,
      state: protocol === 'tcp' ? 'LISTEN' : 'UNCONN',
      queued: [0, protocol === 'tcp' ? backlog : 0],
      local: [bracketed(address), name(port)],
      peer: [address.includes(':') ? '[::]' : '0.0.0.0', '*'],
      process: `users:(("${owner}",pid=${pid},fd=${owner === 'sshd' ? 3 : 4}))`,
    }));
  const rows = [
    ...(options.has('l') || options.has('a') ? waiting : []),
    ...(options.has('l') || !(both || options.has('t')) ? [] : sessionOf(process, name)),
  ].filter(({ local: [address] }) => !options.has('6') || address.startsWith('['));
  const asked = filterOf(options.operands);
  const shown = rows.filter((row) => asked.every((fits) => fits(row)));
  await process.stdout.write(
    table(shown, {
      netid: both,
      heads: !options.has('H'),
      states: !isOfOneState(options.operands),
      processes: options.has('p'),
    }),
  );
  return 0;
});

/** States by the words of ss, as its rows have them. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  all: ['LISTEN', 'ESTAB', 'UNCONN'],
  listening: ['LISTEN'],
  established: ['ESTAB'],
  connected: ['ESTAB'],
  synchronized: ['ESTAB'],
  closed: ['UNCONN'],
};

/** `state established sport = :22 dst 10.0.0.0/8`: all of them must fit. @throws Failure for what practice hosts do not read */
function filterOf(operands: readonly string[]): readonly ((row: Row) => boolean)[] {
  const words = operands.flatMap((word) => word.split(/\s+/)).filter((word) => word !== '' && word !== 'and');
  const tests: ((row: Row) => boolean)[] = [];
  const numbered = (port: string | undefined): string =>
    Object.entries(SERVICES).find(([, name]) => name === port)?.[0] ?? port ?? '';
  const end = (row: Row, word: string): readonly [string, string] => {
    const [address = '', port] = word.startsWith('s') ? row.local : row.peer;
    return [address.replace(/^\[|\]$/g, ''), numbered(port)];
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === 'state' || word === 'exclude') {
      at += 1;
      const states = STATES[words[at] ?? ''];
      if (states === undefined) throw new Failure(`practice hosts do not simulate the state ${words[at] ?? ''}.`);
      tests.push(({ state }) => states.includes(state) === (word === 'state'));
    } else if (word === 'sport' || word === 'dport') {
      const how = words[at + 1] ?? '';
      const port = numbered((words[at + 2] ?? '').replace(/^.*:/, ''));
      at += 2;
      if (!['=', '==', 'eq', '!=', 'ne'].includes(how) || !/^\d+$/.test(port))
        throw new Failure(`practice hosts do not simulate ${word} ${how}.`);
      tests.push((row) => (end(row, word)[1] === port) === ['=', '==', 'eq'].includes(how));
    } else if (word === 'src' || word === 'dst') {
      at += 1;
      const [, block = '', port] = /^([^:]*)(?::(\w+))?$/.exec(words[at] ?? '') ?? [];
      const cidr = parseCidrOrAddress(block);
      if (cidr === undefined && block !== '' && block !== '*')
        throw new Failure(`practice hosts do not simulate ${word} ${words[at] ?? ''}.`);
      tests.push((row) => {
        const [address, own] = end(row, word);
        const number = parseIpv4(address);
        const isIn = cidr === undefined || (number !== undefined && containsAddress(cidr, number));
        return isIn && (port === undefined || numbered(port) === own);
      });
    } else throw new Failure(`practice hosts do not simulate the filter ${word}.`);
  }
  return tests;
}

/** Whoever asks for one state is not told it in each row. */
function isOfOneState(operands: readonly string[]): boolean {
  const words = operands.flatMap((word) => word.split(/\s+/));
  return (
    words.filter((word) => word === 'state').length === 1 &&
    STATES[words[words.indexOf('state') + 1] ?? '']?.length === 1
  );
}

/** The connection that this login came by. */
function sessionOf({ env, net }: Process, name: (port: number) => string): readonly Row[] {
  const [from, fromPort, to, port] = (env.SSH_CONNECTION ?? '').split(' ');
  if (net.kind !== 'host' || from === undefined || fromPort === undefined || to === undefined || port === undefined)
    return [];
  return [
    {
      netid: 'tcp',
      state: 'ESTAB',
      queued: [0, 0],
      local: [to, name(Number(port))],
      peer: [from, name(Number(fromPort))],
      process: 'users:(("sshd",pid=981,fd=4))',
    },
  ];
}

/** Columns as wide as what stands in them, but at least as ss lays them out where its output is no terminal. */
function table(
  rows: readonly Row[],
  { netid, heads, states, processes }: Readonly<Record<'netid' | 'heads' | 'states' | 'processes', boolean>>,
): string {
  const cells = [
    ...(heads
      ? [
          {
            netid: 'Netid',
            state: 'State',
            rq: 'Recv-Q',
            sq: 'Send-Q',
            local: ['Local Address', 'Port'],
            peer: ['Peer Address', 'Port'],
            process: 'Process',
          },
        ]
      : []),
    ...rows.map((row) => ({
      netid: row.netid,
      state: row.state,
      rq: String(row.queued[0]),
      sq: String(row.queued[1]),
      local: row.local,
      peer: row.peer,
      process: processes ? row.process : '',
    })),
  ];
  const width = (of: (cell: (typeof cells)[number]) => string, least = 0): number =>
    cells.reduce((most, cell) => Math.max(most, of(cell).length), least);
  const [state, rq, sq] = [width((cell) => cell.state), width((cell) => cell.rq), width((cell) => cell.sq)];
  const [la, lp] = [width((cell) => cell.local[0] ?? ''), width((cell) => cell.local[1] ?? '')];
  const [pa, pp] = [width((cell) => cell.peer[0] ?? ''), width((cell) => cell.peer[1] ?? '')];
  return cells
    .map(
      (cell) =>
        `${netid ? `${cell.netid.padEnd(5)} ` : ''}${states ? `${cell.state.padEnd(state)} ` : ''}${cell.rq.padEnd(rq)} ${cell.sq.padEnd(sq)}${(cell.local[0] ?? '').padStart(la + 1)}:${(cell.local[1] ?? '').padEnd(lp)} ${(cell.peer[0] ?? '').padStart(pa)}:${(cell.peer[1] ?? '').padEnd(pp)}${cell.process}\n`,
    )
    .join('');
}
