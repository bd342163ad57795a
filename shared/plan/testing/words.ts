/** The words that plans give to a shell, read back into the operations that they stand for; the inverse of `render`. */
import type { RuleSpec } from '../../machine/firewall/rule.ts';
import type { NewContainer, NewEndpoint, Operation } from '../../machine/operation.ts';
import { type Argv, render } from '../../machine/render.ts';

/** Undefined: no command that a plan uses. */
export function operationOf(argv: Argv): Operation | undefined {
  const [program, ...rest] = argv;
  if (program === 'ip') return ip(rest);
  if (program === 'bridge') return portVlan(rest);
  if (program === 'docker') return docker(rest);
  if (program === 'iptables') return iptables(rest);
  if (program === 'systemctl') return { do: rest[0] === 'daemon-reload' ? 'reread-units' : 'reload-daemon' };
  if (CHECKS.some((check) => argv.join(' ').startsWith(check))) return { do: 'check-files', argv };
  if (program === 'sh') return scripted(argv);
  const [, name, value] = program === 'sysctl' ? (/^([\w.]+)=(.*)$/.exec(rest[1] ?? '') ?? []) : [];
  return name === undefined || value === undefined ? undefined : { do: 'set-sysctl', name, value };
}

/** How commands begin that look at files and change nothing. */
const CHECKS = [
  'sh -n ',
  'sysctl -q -p ',
  'ifquery ',
  'nmcli connection ',
  'sh -c systemd-analyze ',
  'sh -c root=$(mktemp -d)',
];

function portVlan([, verb, , name = '', , vlan, self]: Argv): Operation {
  return { do: 'set-port-vlan', name, vlan: Number(vlan), on: verb === 'add', self: self === 'self' };
}

function ip([object, verb, ...words]: Argv): Operation | undefined {
  const after = (word: string): string | undefined => {
    const at = words.indexOf(word);
    return at < 0 ? undefined : words[at + 1];
  };
  const [first = ''] = words;
  switch (`${object} ${verb}`) {
    case 'link add': {
      const name = after('name') ?? '';
      const of = after('type');
      if (of === 'bond') return { do: 'add-link', name, kind: of, mode: after('mode') ?? '' };
      if (of === 'bridge') return { do: 'add-link', name, kind: of, filters: words.includes('vlan_filtering') };
      if (of === 'dummy') return { do: 'add-link', name, kind: of };
      const link = { do: 'add-link', name, parent: after('link') ?? '' } as const;
      if (after('type') === 'vlan') return { ...link, kind: 'vlan', vlan: Number(after('id')) };
      return after('type') === 'macvlan' ? { ...link, kind: 'macvlan', mode: after('mode') ?? 'vepa' } : undefined;
    }
    case 'link set': {
      const [promisc, mtu, alias] = [after('promisc'), after('mtu'), after('alias')];
      return {
        do: 'set-link',
        name: after('dev') ?? '',
        ...(promisc !== undefined && { promiscuous: promisc === 'on' }),
        ...(mtu !== undefined && { mtu: Number(mtu) }),
        ...(alias !== undefined && { alias }),
        ...(after('master') !== undefined && { master: after('master') ?? '' }),
        ...(words.includes('nomaster') && { master: 'none' }),
        ...(words.includes('up') && { up: true }),
        ...(words.includes('down') && { up: false }),
      };
    }
    case 'link del':
      return { do: 'delete-link', name: after('dev') ?? '' };
    case 'addr add':
    case 'addr del':
      return { do: verb === 'add' ? 'add-address' : 'delete-address', cidr: first, dev: after('dev') ?? '' };
    case 'route add':
    case 'route del':
      return { do: verb === 'add' ? 'add-route' : 'delete-route', to: first, via: after('via'), dev: after('dev') };
    default:
      return undefined;
  }
}

function iptables(argv: Argv): Operation | undefined {
  const words = argv[0] === '-w' ? argv.slice(1) : argv;
  const [table, [flag, chain = '', ...rest]] =
    words[0] === '-t' ? [words[1], words.slice(2)] : ['filter', words as Argv];
  const value = (name: string): string | undefined => {
    const at = rest.indexOf(name);
    return at < 0 ? undefined : rest[at + 1];
  };
  const edits = { '-I': 'insert-rule', '-A': 'append-rule', '-D': 'delete-rule' } as const;
  const edit = flag === '-I' || flag === '-A' || flag === '-D' ? edits[flag] : undefined;
  const target = value('-j');
  if (edit === undefined || (table !== 'filter' && table !== 'nat')) return undefined;
  if (target !== 'ACCEPT' && target !== 'MASQUERADE') return undefined;
  const states = value('--ctstate')?.split(',');
  const ends = { in: value('-i'), out: value('-o'), source: value('-s'), destination: value('-d') };
  const spec: RuleSpec = { ...ends, ...(states && { states }), target };
  return { do: edit, table, chain, spec, comment: value('--comment') ?? '' };
}

interface Options {
  readonly options: readonly (readonly [string, string])[];
  readonly words: Argv;
}

/** Options with values, and the words after them. */
function parse(argv: Argv, flags: readonly string[] = []): Options {
  const options: (readonly [string, string])[] = [];
  let at = 0;
  for (; at < argv.length && argv[at]?.startsWith('-'); at += 1) {
    const flag = argv[at] ?? '';
    if (flags.includes(flag)) continue;
    at += 1;
    options.push([flag, argv[at] ?? '']);
  }
  return { options, words: argv.slice(at) };
}

const one = ({ options }: Options, flag: string): string | undefined => options.find(([name]) => name === flag)?.[1];

const pairs = ({ options }: Options, flag: string): Record<string, string> =>
  Object.fromEntries(
    options
      .filter(([name]) => name === flag)
      .map(([, text]) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  );

function docker([verb, ...rest]: Argv): Operation | undefined {
  const last = rest.at(-1) ?? '';
  switch (verb) {
    case 'network':
      return network(rest);
    case 'run':
    case 'create':
      return { do: `${verb}-container`, ...container(parse(rest, ['-dit', '-it'])) };
    case 'start':
    case 'restart':
    case 'unpause':
      return { do: `${verb}-container`, name: last };
    case 'update':
      return { do: 'update-container', restart: rest[1] ?? '', name: last };
    case 'rm':
      return { do: 'remove-container', name: last };
    case 'pull':
      return { do: 'pull-image', image: last };
    case 'push':
      return { do: 'push-image', image: last };
    case 'tag':
      return { do: 'tag-image', image: rest[0] ?? '', as: last };
    case 'volume':
      return rest[0] === 'rm'
        ? { do: 'remove-volume', name: last }
        : { do: 'create-volume', name: last, labels: pairs(parse(rest.slice(1)), '--label') };
    case 'image':
      return rest[0] === 'rm' ? { do: 'remove-image', image: last } : undefined;
    default:
      return undefined;
  }
}

/** What is a script of its own: whichever operation is written so. */
function scripted(argv: Argv): Operation | undefined {
  const [first = '', from = '', to] = argv.slice(4);
  const port = Number(/:(\d+)\/v2\/$/.exec(first)?.[1]);
  const all: readonly Operation[] = [
    { do: 'await-registry', port },
    { do: 'forget-image', image: first },
    { do: 'await-trust', registry: first, trusted: true },
    { do: 'await-trust', registry: first, trusted: false },
    { do: 'write-daemon-file', path: first, from, to },
    { do: 'write-daemon-file', path: first, from: undefined, to },
  ];
  const [, watched] = /^\/run\/trunkline-watch-(.+)$/.exec(first) ?? [];
  if (watched !== undefined)
    return from === ''
      ? { do: 'end-watch', lab: watched }
      : { do: 'begin-watch', lab: watched, paths: argv.slice(6), reread: [] };
  const [, lab] = /^\.trunkline-(.+)$/.exec(from) ?? [];
  if (lab !== undefined) {
    const [mode, text] = argv.slice(6);
    if (mode === undefined || text === undefined) return { do: 'remove-file', lab, path: first };
    return { do: 'write-file', lab, path: first, mode, text, fresh: argv[2]?.startsWith('[ ! -e') === true };
  }
  return all.find((operation) => JSON.stringify(render(operation)) === JSON.stringify(argv));
}

function network([verb, ...rest]: Argv): Operation | undefined {
  const read = parse(rest, ['--internal']);
  const [name = '', container = ''] = read.words;
  if (verb === 'rm') return { do: 'remove-network', name };
  if (verb === 'connect') return { do: 'connect-network', network: name, container, address: one(read, '--ip') };
  if (verb !== 'create') return undefined;
  return {
    do: 'create-network',
    name,
    driver: one(read, '-d') ?? 'bridge',
    ...(rest.includes('--internal') && { internal: true }),
    labels: pairs(read, '--label'),
    subnet: one(read, '--subnet') ?? '',
    gateway: one(read, '--gateway'),
    range: one(read, '--ip-range'),
    reserved: pairs(read, '--aux-address'),
    options: pairs(read, '-o'),
  };
}

function container(read: Options): NewContainer {
  const [image = '', ...command] = read.words;
  const networks = read.options
    .filter(([flag, text]) => flag === '--network' && text !== 'none')
    .map(([, text]) => text);
  return {
    name: one(read, '--name') ?? '',
    labels: pairs(read, '--label'),
    networks: networks.map((text): NewEndpoint => {
      if (!text.includes('=')) return { network: text, address: one(read, '--ip'), mac: one(read, '--mac-address') };
      const fields = Object.fromEntries(text.split(',').map((field) => field.split('=')));
      return { network: fields.name, address: fields.ip, mac: fields['mac-address'] };
    }),
    image,
    command,
    ...(one(read, '--restart') !== undefined && { restart: one(read, '--restart') ?? '' }),
  };
}
