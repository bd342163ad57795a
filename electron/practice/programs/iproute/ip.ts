/** `ip`, as iproute2 6.1 has it: its options, its objects, its batches. */

import type { Command, Process } from '../../os/machine.ts';
import { carriedBy } from '../../os/network/counters.ts';
import { viewOf } from '../../os/network/view.ts';
import { ipAddress } from './address.ts';
import type { Context } from './context.ts';
import { IP_HELP } from './help.ts';
import { ipLink } from './link.ts';
import { ipMaddress } from './maddress.ts';
import { ipNeighbour } from './neighbour.ts';
import { entered, ipNetns } from './netns.ts';
import type { Show } from './output.ts';
import { ipRoute } from './route.ts';
import { ipRule } from './rule.ts';
import { IpError, incomplete, invalid, meant } from './words.ts';

interface Options {
  readonly show: Omit<Show, 'carried' | 'now'>;
  readonly batch: string | undefined;
  readonly force: boolean;
  /** `-n NAME`. */
  readonly netns: string | undefined;
  /** `-all`. */
  readonly all: boolean;
  readonly rest: readonly string[];
}

const PLAIN: Omit<Show, 'carried' | 'now'> = {
  json: false,
  pretty: false,
  details: false,
  statistics: false,
  errors: false,
  brief: false,
  oneline: false,
  colour: false,
  family: undefined,
};

const OPTIONS = [
  'loops',
  'family',
  '4',
  '6',
  '0',
  'M',
  'B',
  'human-readable',
  'iec',
  'stats',
  'statistics',
  'details',
  'resolve',
  'oneline',
  'timestamp',
  'tshort',
  'Version',
  'force',
  'batch',
  'brief',
  'json',
  'rcvbuf',
  'help',
  'netns',
  'Numeric',
  'all',
  'echo',
  'pretty',
  'color',
] as const;

function readOptions(words: readonly string[], terminal: boolean): Options | 'version' {
  let show = PLAIN;
  let batch: string | undefined;
  let force = false;
  let netns: string | undefined;
  let all = false;
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) break;
    if (word === '--') {
      at += 1;
      break;
    }
    const said = word.replace(/^--?/, '');
    if (/^c(o(l(o(u?r)?)?)?)?(=\w*)?$/.test(said)) {
      show = { ...show, colour: said.endsWith('=auto') ? terminal : !said.endsWith('=never') };
      continue;
    }
    switch (meant(said, OPTIONS)) {
      case 'Version':
        return 'version';
      case 'help':
        throw new IpError(IP_HELP, 255);
      case 'batch':
        at += 1;
        batch = words[at];
        if (batch === undefined) throw new IpError('Command line is not complete. Try option "help"', 255);
        break;
      case 'force':
        force = true;
        break;
      case 'json':
        show = { ...show, json: true };
        break;
      case 'pretty':
        show = { ...show, pretty: true };
        break;
      case 'details':
        show = { ...show, details: true };
        break;
      case 'stats':
      case 'statistics':
        show = { ...show, statistics: true, errors: show.statistics };
        break;
      case 'brief':
        show = { ...show, brief: true };
        break;
      case 'oneline':
        show = { ...show, oneline: true };
        break;
      case '4':
        show = { ...show, family: 4 };
        break;
      case '6':
        show = { ...show, family: 6 };
        break;
      case 'family': {
        at += 1;
        const family = words[at];
        if (family === undefined) throw incomplete();
        if (['link', 'bridge', 'mpls'].includes(family))
          throw new IpError(`ip: practice hosts do not simulate -family ${family}.`, 1);
        if (!['inet', 'inet6', 'any', 'none'].includes(family)) throw invalid('invalid protocol family', family);
        show = { ...show, family: family === 'inet' ? 4 : family === 'inet6' ? 6 : undefined };
        break;
      }
      case 'netns':
        at += 1;
        netns = words[at];
        if (netns === undefined) throw incomplete();
        break;
      case 'all':
        all = true;
        break;
      case undefined:
        throw new IpError(`Option "${word.replace(/^--/, '-')}" is unknown, try "ip -help".`, 255);
      case 'rcvbuf':
      case 'loops':
        at += 1;
        break;
      default:
        break;
    }
  }
  return { show, batch, force, netns, all, rest: words.slice(at) };
}

const OBJECTS = [
  'address',
  'maddress',
  'route',
  'rule',
  'neighbor',
  'neighbour',
  'link',
  'monitor',
  'netns',
  'help',
] as const;

/** Those that iproute2 has beside them. */
const OTHERS = [
  ...['addrlabel', 'ntable', 'ntbl', 'l2tp', 'fou', 'ila', 'macsec', 'tunnel', 'tunl', 'tuntap', 'tap', 'token'],
  ...['tcp_metrics'],
  ...['tcpmetrics', 'xfrm', 'mroute', 'mrule', 'netconf', 'vrf', 'sr', 'nexthop', 'mptcp', 'ioam', 'amt', 'stats'],
];

/** What is shown of things of which there are none here. */
const EMPTY: Readonly<Record<string, string>> = {
  ...{ xfrm: '', mroute: '', nexthop: '', l2tp: '', fou: '', macsec: '' },
  vrf: 'Name              Table\n-----------------------\nNo VRF has been configured\n',
};
const SHOWS = ['show', 'list', 'ls', 'state', 'policy'];

function run(context: Context, [object, ...words]: readonly string[]): void {
  if (object === undefined) throw new IpError(IP_HELP, 255);
  switch (meant(object, OBJECTS)) {
    case 'address':
      ipAddress(context, words);
      return;
    case 'route':
      ipRoute(context, words);
      return;
    case 'rule':
      ipRule(context, words);
      return;
    case 'neighbor':
    case 'neighbour':
      ipNeighbour(context, words);
      return;
    case 'link':
      ipLink(context, words);
      return;
    case 'help':
      throw new IpError(IP_HELP, 255);
    case 'maddress':
      ipMaddress(context, words);
      return;
    case 'monitor':
      throw new IpError(`ip ${object}: practice hosts do not simulate this.`, 1);
    case undefined:
      if (EMPTY[object] !== undefined && (words[0] === undefined || SHOWS.includes(words[0]))) {
        context.print(EMPTY[object]);
        return;
      }
      if (meant(object, OTHERS) !== undefined)
        throw new IpError(`ip ${meant(object, OTHERS)}: practice hosts do not simulate this.`, 1);
      throw new IpError(`Object "${object}" is unknown, try "ip help".`, 1);
  }
}

/** By /etc/iproute2/rt_tables, where people give names to theirs. */
function tableNamed({ userland: { files } }: Process, word: string): string | undefined {
  const fixed: Readonly<Record<string, string>> = { 255: 'local', 254: 'main', 253: 'default', all: 'all' };
  if (['local', 'main', 'default', 'all'].includes(word)) return word;
  if (/^\d+$/.test(word) && Number(word) < 2 ** 32) return fixed[word] ?? word;
  const number = namesOfTables(files).find(([, name]) => name === word)?.[0];
  return number === undefined ? undefined : (fixed[number] ?? number);
}

/** Number and name. */
function namesOfTables(files: Process['userland']['files']): readonly (readonly [string, string])[] {
  const path = '/etc/iproute2/rt_tables';
  const text = files.status(path)?.kind === 'file' ? files.read(path) : '';
  return text.split('\n').flatMap((line) => {
    const [number, name] = line.replace(/#.*/, '').trim().split(/\s+/);
    return number === undefined || name === undefined ? [] : [[number, name] as const];
  });
}

export const ip: Command = async (asked) => {
  const { argv, stdout, stderr, stdin, user } = asked;
  let process = asked;
  let options: Options | 'version';
  try {
    options = readOptions(argv.slice(1), stdout.terminal !== undefined);
  } catch (error) {
    return fail(process, error);
  }
  if (options === 'version') {
    await stdout.write('ip utility, iproute2-6.1.0, libbpf 1.1.2\n');
    return 0;
  }
  const { show, batch, force, netns, all, rest } = options;
  try {
    if (netns !== undefined) process = { ...asked, ...entered(asked, netns) };
  } catch (error) {
    return fail(process, error);
  }
  const once = async (words: readonly string[]): Promise<number> => {
    const [object = ''] = words;
    if (meant(object, OBJECTS) === 'netns') {
      try {
        return await ipNetns(process, words.slice(1), { all, show });
      } catch (error) {
        return fail(process, error);
      }
    }
    let printed = '';
    let warned = '';
    const context: Context = {
      view: viewOf(process),
      show: {
        ...show,
        now: process.machine.clock.now(),
        carried: (link) => carriedBy(process.machine, process.net, link),
      },
      uid: user.uid,
      machine: process.machine,
      net: process.net,
      table: (word) => tableNamed(process, word),
      tableName: (table) =>
        namesOfTables(process.userland.files).findLast(([number]) => number === table)?.[1] ?? table,
      print: (text) => {
        printed += text;
      },
      warn: (text) => {
        warned += text;
      },
    };
    const status = 0;
    try {
      if (user.uid !== 0 && changes(words)) throw new IpError('RTNETLINK answers: Operation not permitted', 2);
      run(context, words);
    } catch (error) {
      if (warned !== '') await stderr.write(warned);
      if (printed !== '') await stdout.write(printed);
      return fail(process, error);
    }
    if (warned !== '') await stderr.write(warned);
    if (printed !== '') await stdout.write(printed);
    return status;
  };
  if (batch === undefined) return once(rest);
  const text = batch === '-' ? await stdin.all() : readBatch(process, batch);
  if (text === undefined) {
    await stderr.write(`Cannot open file "${batch}" for reading: No such file or directory\n`);
    return 1;
  }
  let status = 0;
  for (const [number, line] of text.split('\n').entries()) {
    const words = line.replace(/#.*$/, '').match(/"[^"]*"|'[^']*'|\S+/g);
    if (words === null) continue;
    if ((await once(words.map((word) => word.replace(/^(["'])(.*)\1$/, '$2')))) === 0) continue;
    await stderr.write(`Command failed ${batch}:${number + 1}\n`);
    status = 1;
    if (!force) break;
  }
  return status;
};

/** Whether only root may: the kernel says so after ip has understood it, which is not told apart here. */
function changes([, verb]: readonly string[]): boolean {
  return (
    verb !== undefined &&
    /^(a(d(d)?)?|ch\w*|rep\w*|d(e\w*)?|set|f\w*|app\w*|pre\w*)$/.test(verb) &&
    !/^(address)$/.test(verb)
  );
}

function readBatch({ userland, cwd }: Process, name: string): string | undefined {
  const path = name.startsWith('/') ? name : `${cwd === '/' ? '' : cwd}/${name}`;
  return userland.files.status(path)?.kind === 'file' ? userland.files.read(path) : undefined;
}

async function fail({ stderr }: Process, error: unknown): Promise<number> {
  if (!(error instanceof IpError)) throw error;
  await stderr.write(`${error.message}\n`);
  return error.status;
}
