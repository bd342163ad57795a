/** Command lines that somebody might type on a practice host: from a grammar of what is there, and then a little broken. */
import type { Random } from './random.ts';

const FLAGS = [
  ...[
    '-a',
    '-n',
    '-rf',
    '-p',
    '-i',
    '-d',
    '-s',
    '-c',
    '-f',
    '-l',
    '-h',
    '-v',
    '-e',
    '-u',
    '-w',
    '-o',
    '-t',
    '-A',
    '-D',
    '-4',
  ],
  ...[
    '--help',
    '--rm',
    '--name',
    '--format',
    '-br',
    '-details',
    '-j',
    '--network',
    '--ip',
    '-it',
    '-P',
    '-N',
    '-F',
    '--version',
  ],
];
const WORDS = [
  ...[
    'ens33',
    'ens33.10',
    'lo',
    'docker0',
    'br0',
    'dum0',
    'mac_net1',
    'bbox1',
    'busybox',
    'registry:latest',
    'none',
    'all',
  ],
  ...[
    '172.22.16.0/24',
    '192.168.1.13',
    '192.168.1.11/24',
    '10.0.0.1',
    '256.1.1.1',
    'default',
    '::1',
    'fe80::1/64',
    '0.0.0.0/0',
  ],
  ...[
    '/etc/hosts',
    '/etc',
    '/*',
    '/',
    '/proc/net/dev',
    '/sys/class/net',
    '/tmp/x',
    '/tmp',
    '.',
    '..',
    '~',
    '/dev/null',
    '/root/a b',
  ],
  ...[
    'up',
    'down',
    'add',
    'del',
    'show',
    'link',
    'addr',
    'route',
    'type',
    'vlan',
    'macvlan',
    'id',
    '10',
    '4095',
    '-1',
    '99999999999',
    'dev',
    'via',
  ],
  ...[
    'run',
    'ps',
    'inspect',
    'network',
    'create',
    'rm',
    'exec',
    'stop',
    'sh',
    'true',
    'sleep',
    '0.01',
    '1',
    '0',
    'FORWARD',
    'ACCEPT',
    '-j',
  ],
  ...[
    'root',
    'nobody',
    '755',
    '000',
    's/a/b/',
    '{{.Name}}',
    '{{json .}}',
    '{{range .}}',
    '%s',
    '[a-z]*',
    'docker',
    'ssh',
    'net.ipv4.ip_forward=1',
  ],
  ...[
    '"',
    "'",
    '\\',
    '$',
    '`',
    '\u202e',
    '\u0000',
    'ä',
    '🚢',
    '-',
    '--',
    '',
    ' ',
    '*',
    '?',
    '[',
    '{',
    '}',
    '!',
    '!!',
    '#',
    '%1',
    '$$',
    '$!',
    '$?',
    '$#',
  ],
];
/** What a shell expands, each with its dollar sign put before it: in this language that would be one of its own. */
const EXPANSIONS = [
  ...[
    'x',
    '{x:-y}',
    '{x:?z}',
    '{#x}',
    '{x//a/b}',
    '((1+2))',
    '((x/0))',
    '(pwd)',
    '{x@Q}',
    '((1<<99))',
    '{!x}',
    '((',
    '{',
  ],
].map((rest) => `$${rest}`);
const MORE = ['`id`', '{1..5}', '{a,b}{c,d}', '~root'];
const JOINTS = [
  ' | ',
  ' && ',
  ' || ',
  '; ',
  ' & ',
  '\n',
  ' > /tmp/o ',
  ' >> /tmp/o ',
  ' < /etc/hosts ',
  ' 2>&1 ',
  ' <<E\nhi $x\nE\n',
  ' <<< "$x" ',
  ' |& ',
  ' >&- ',
];

/** @param programs names of what is on the path */
export function commandLine(random: Random, programs: readonly string[]): string {
  const line = compound(random, programs, 3);
  return random.chance(0.35) ? mutated(random, line) : line;
}

function compound(random: Random, programs: readonly string[], depth: number): string {
  const inner = (): string => compound(random, programs, depth - 1);
  if (depth === 0 || random.chance(0.55)) return simple(random, programs);
  switch (random.int(0, 11)) {
    case 0:
      return `if ${inner()}; then ${inner()}; else ${inner()}; fi`;
    case 1:
      return `for x in ${words(random, 3)}; do ${inner()}; done`;
    case 2:
      return `while ${inner()}; do ${inner()}; break; done`;
    case 3:
      return `case ${word(random)} in ${word(random)}) ${inner()};; *) ${inner()};; esac`;
    case 4:
      return `f() { ${inner()}; }; f ${words(random, 2)}`;
    case 5:
      return `( ${inner()} )`;
    case 6:
      return `x=$(${inner()}); ${inner()}`;
    case 7:
      return `{ ${inner()}; } ${random.of(JOINTS)} ${inner()}`;
    case 8:
      return `trap '${inner().replaceAll("'", '')}' ${random.of(['EXIT', 'INT', 'TERM', '0', 'HUP', 'ERR'])}`;
    case 9:
      return `[[ ${word(random)} ${random.of(['==', '=~', '-nt', '<', '-eq', '-f'])} ${word(random)} ]] && ${inner()}`;
    case 10:
      return `eval "${inner().replaceAll('"', '')}"`;
    default:
      return `${inner()}${random.of(JOINTS)}${inner()}`;
  }
}

function simple(random: Random, programs: readonly string[]): string {
  const before = random.chance(0.15) ? `${random.of(['x', 'PATH', 'IFS', 'HOME', 'PS1'])}=${word(random)} ` : '';
  return `${before}${random.of(programs)} ${words(random, 6)}`;
}

const words = (random: Random, most: number): string =>
  Array.from({ length: random.int(0, most) }, () => word(random)).join(' ');

function word(random: Random): string {
  const kind = random.int(0, 9);
  if (kind < 3) return random.of(FLAGS);
  if (kind < 8) return random.of(WORDS);
  if (kind === 8) return random.of([...EXPANSIONS, ...MORE]);
  return `"${random.of(WORDS)}${random.of(EXPANSIONS)}"`;
}

function mutated(random: Random, line: string): string {
  let text = line;
  for (let times = random.int(1, 4); times > 0; times -= 1) {
    const at = random.int(0, text.length);
    const length = random.int(1, 6);
    switch (random.int(0, 3)) {
      case 0:
        text = text.slice(0, at) + random.of([...WORDS, ...EXPANSIONS, ...JOINTS]) + text.slice(at);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(at + length);
        break;
      case 2:
        text = text.slice(0, at) + text.slice(at, at + length).repeat(random.of([2, 3, 200])) + text.slice(at + length);
        break;
      default:
        text = text.slice(0, at) + String.fromCharCode(random.int(1, 126)) + text.slice(at + 1);
    }
  }
  return text.slice(0, 8_000);
}
