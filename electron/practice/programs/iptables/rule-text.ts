/** The arguments of a rule, read as iptables reads them and written as iptables-save writes them. */

import { formatCidr, maskOf, parseCidr, parseIpv4, subnetOf } from '../../../../shared/net/ipv4.ts';
import { servicePort } from '../../os/network/services.ts';
import { whole } from './words.ts';

/** iptables ends here. `signed`: it says its version first. */
export class TablesError extends Error {
  readonly status: number;
  readonly signed: boolean;
  constructor(message: string, status: number, signed = true) {
    super(message);
    this.status = status;
    this.signed = signed;
  }
}

export const TRY = "Try `iptables -h' or 'iptables --help' for more information.";
export const wrongUse = (message: string): TablesError => new TablesError(`${message}\n${TRY}`, 2);
/** This one is told without the version. */
const badArgument = (word: string): TablesError => new TablesError(`Bad argument \`${word}'\n${TRY}`, 2, false);
const noSuchThing = (kind: 'target' | 'match', name: string): TablesError =>
  wrongUse(`Couldn't load ${kind} \`${name}':No such file or directory\n`);

/** Value of an option, and whether a `!` stands before it. */
export interface Part {
  readonly value: string;
  readonly negated: boolean;
}

export interface MatchPart {
  readonly module: string;
  /** `--ctstate`, and what it says; without a value for a bare option. */
  readonly options: readonly { readonly name: string; readonly part: Part }[];
}

export interface RuleParts {
  readonly source: Part | undefined;
  readonly destination: Part | undefined;
  readonly in: Part | undefined;
  readonly out: Part | undefined;
  readonly protocol: Part | undefined;
  readonly matches: readonly MatchPart[];
  readonly target: string;
  /** `-g` instead of `-j`. */
  readonly goto: boolean;
  readonly targetOptions: readonly { readonly name: string; readonly value: string | undefined }[];
}

/** Options of the match modules that are known, by module. */
const MATCHES: Readonly<Record<string, readonly string[]>> = {
  conntrack: ['--ctstate', '--ctproto', '--ctdir', '--ctorigsrc', '--ctorigdst'],
  state: ['--state'],
  comment: ['--comment'],
  icmp: ['--icmp-type'],
  tcp: ['--dport', '--sport', '--destination-port', '--source-port', '--tcp-flags', '--syn'],
  udp: ['--dport', '--sport', '--destination-port', '--source-port'],
  multiport: ['--dports', '--sports', '--ports'],
  addrtype: ['--dst-type', '--src-type'],
  limit: ['--limit', '--limit-burst'],
  mac: ['--mac-source'],
  iprange: ['--src-range', '--dst-range'],
  physdev: ['--physdev-in', '--physdev-out'],
  mark: ['--mark'],
};

const TARGETS: Readonly<Record<string, readonly string[]>> = {
  ACCEPT: [],
  DROP: [],
  RETURN: [],
  QUEUE: [],
  REJECT: ['--reject-with'],
  MASQUERADE: ['--to-ports', '--random'],
  SNAT: ['--to-source'],
  DNAT: ['--to-destination'],
  REDIRECT: ['--to-ports'],
  LOG: ['--log-prefix', '--log-level', '--log-uid', '--log-tcp-options', '--log-ip-options'],
  NOTRACK: [],
  TRACE: [],
  CT: ['--notrack', '--zone'],
  TTL: ['--ttl-set', '--ttl-dec', '--ttl-inc'],
  TOS: ['--set-tos'],
  DSCP: ['--set-dscp', '--set-dscp-class'],
  TCPMSS: ['--set-mss', '--clamp-mss-to-pmtu'],
  CONNMARK: ['--set-mark', '--save-mark', '--restore-mark'],
  NFLOG: ['--nflog-group', '--nflog-prefix'],
  MARK: ['--set-mark', '--set-xmark'],
};

/** Modules that iptables 1.8.9 has beside those above: a real host takes them. */
const UNSIMULATED = {
  matches: [
    ...['ah', 'bpf', 'cgroup', 'cluster', 'connbytes', 'connlabel', 'connlimit', 'connmark', 'cpu', 'dccp', 'devgroup'],
    ...['dscp', 'ecn', 'esp', 'hashlimit', 'helper', 'ipcomp', 'ipvs', 'length', 'nfacct', 'osf', 'owner', 'pkttype'],
    ...['policy', 'quota', 'rateest', 'realm', 'recent', 'rpfilter', 'sctp', 'set', 'socket', 'statistic', 'string'],
    ...['tcpmss', 'time', 'tos', 'ttl', 'u32', 'unclean'],
  ],
  targets: [
    ...['AUDIT', 'CHECKSUM', 'CLASSIFY', 'CLUSTERIP', 'CONNSECMARK', 'ECN', 'HMARK', 'IDLETIMER', 'LED', 'NETMAP'],
    ...['NFQUEUE', 'RATEEST', 'SECMARK', 'SET', 'SYNPROXY', 'TCPOPTSTRIP', 'TEE', 'TPROXY', 'ULOG'],
  ],
};
const unsimulated = (what: string): TablesError =>
  new TablesError(`iptables: practice hosts do not simulate ${what}.`, 3, false);

export const isTarget = (name: string): boolean => Object.hasOwn(TARGETS, name);

const ALIASES: Readonly<Record<string, string>> = {
  '--source': '-s',
  '--src': '-s',
  '--destination': '-d',
  '--dst': '-d',
  '--in-interface': '-i',
  '--out-interface': '-o',
  '--protocol': '-p',
  '--proto': '-p',
  '--match': '-m',
  '--jump': '-j',
  '--goto': '-g',
  '--destination-port': '--dport',
  '--source-port': '--sport',
};

/** Options that may come here; all others end the command. @param isChain whether a target is a chain of this table */
export function readRule(words: readonly string[], isChain: (name: string) => boolean): RuleParts {
  const rule: { -readonly [K in keyof RuleParts]: RuleParts[K] } = {
    source: undefined,
    destination: undefined,
    in: undefined,
    out: undefined,
    protocol: undefined,
    matches: [],
    target: '',
    goto: false,
    targetOptions: [],
  };
  let negated = false;
  const once = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const said = whole(words[at] ?? '', optionsKnown(rule));
    if (said === '!') {
      negated = true;
      continue;
    }
    const word = ALIASES[said] ?? said;
    if (['-s', '-d', '-i', '-o', '-p', '-j'].includes(word)) {
      if (once.has(word)) throw wrongUse(`multiple ${word} flags not allowed`);
      once.add(word);
    }
    const value = (): string => {
      at += 1;
      let next = words[at];
      if (next === '!') {
        negated = true;
        at += 1;
        next = words[at];
      }
      if (next === undefined) throw wrongUse(`option "${said}" requires an argument`);
      return next;
    };
    const part = (read: (text: string) => string): Part => {
      const text = read(value());
      return { value: text, negated };
    };
    if (word === '-s') rule.source = part((text) => text);
    else if (word === '-d') rule.destination = part((text) => text);
    else if (word === '-i') rule.in = part(interfaceName);
    else if (word === '-o') rule.out = part(interfaceName);
    else if (word === '-p') rule.protocol = part(protocolName);
    else if (word === '-f') throw new TablesError('practice hosts do not simulate fragments (-f)', 3);
    else if (word === '-m') {
      const module = value();
      if (UNSIMULATED.matches.includes(module)) throw unsimulated(`the match ${module}`);
      if (!Object.hasOwn(MATCHES, module)) throw noSuchThing('match', module);
      rule.matches = [...rule.matches, { module, options: [] }];
    } else if (word === '-j' || word === '-g') {
      const target = value();
      if (UNSIMULATED.targets.includes(target) && !isChain(target)) throw unsimulated(`the target ${target}`);
      if (!Object.hasOwn(TARGETS, target) && !isChain(target)) throw noSuchThing('target', target);
      rule.target = target;
      rule.goto = word === '-g';
    } else if (TARGETS[rule.target]?.includes(word)) {
      rule.targetOptions = [...rule.targetOptions, targetOption(rule.target, word, value)];
    } else {
      const module = moduleFor(rule, word);
      if (module === undefined) throw word.startsWith('-') ? wrongUse(`unknown option "${said}"`) : badArgument(said);
      const option =
        word === '--syn'
          ? { name: '--tcp-flags', part: { value: 'FIN,SYN,RST,ACK SYN', negated } }
          : word === '--tcp-flags'
            ? { name: word, part: { value: `${value()} ${value()}`, negated } }
            : { name: word, part: part((text) => optionValue(module, word, text)) };
      rule.matches = withOption(rule.matches, module, option);
    }
    negated = false;
  }
  checkNeeded(rule.matches);
  // Names are looked up when all has been read.
  rule.source = rule.source && { ...rule.source, value: block(rule.source.value) };
  rule.destination = rule.destination && { ...rule.destination, value: block(rule.destination.value) };
  if (rule.target === 'REJECT' && rule.targetOptions.length === 0) {
    rule.targetOptions = [{ name: '--reject-with', value: 'icmp-port-unreachable' }];
  }
  return rule;
}

/** Long options that may be said now, whole. */
const optionsKnown = ({ matches, protocol, target }: RuleParts): readonly string[] => [
  ...Object.keys(ALIASES),
  ...(TARGETS[target] ?? []),
  ...[...matches.map(({ module }) => module), protocol?.value ?? ''].flatMap((module) => MATCHES[module] ?? []),
];

/** Matches that are nothing without this option. */
const NEEDED: Readonly<Record<string, string>> = {
  state: '--state',
  mac: '--mac-source',
  comment: '--comment',
  mark: '--mark',
};

function checkNeeded(matches: RuleParts['matches']): void {
  for (const { module, options } of matches) {
    if (options.length > 0) continue;
    if (module === 'conntrack') throw wrongUse('conntrack: At least one option is required');
    const needed = NEEDED[module];
    if (needed !== undefined) throw wrongUse(`${module}: option "${needed}" must be specified\n`);
  }
}

/** Target options without a value. */
const BARE = ['--random', '--clamp-mss-to-pmtu', '--notrack', '--save-mark', '--restore-mark', '--log-uid'];
const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];
const REJECTS = [
  ...['icmp-net-unreachable', 'icmp-host-unreachable', 'icmp-proto-unreachable', 'icmp-port-unreachable'],
  ...['icmp-net-prohibited', 'icmp-host-prohibited', 'icmp-admin-prohibited', 'tcp-reset'],
];

function targetOption(target: string, name: string, value: () => string): RuleParts['targetOptions'][number] {
  if (BARE.includes(name) || /^--log-(?:tcp|ip)-options$/.test(name)) return { name, value: undefined };
  const text = value();
  if (name === '--reject-with' && !REJECTS.includes(text)) throw wrongUse(`unknown reject type "${text}"`);
  if (name === '--log-level') {
    const level = LEVELS.findIndex(
      (item) => item === text || (text === 'warn' && item === 'warning') || (text === 'error' && item === 'err'),
    );
    return { name, value: /^[0-7]$/.test(text) ? text : String(level < 0 ? 4 : level) };
  }
  if (target === 'MARK' && name === '--set-mark') return { name: '--set-xmark', value: `${hexOf(text)}/0xffffffff` };
  return { name, value: text };
}

/** The last module named that has the option; a protocol's own needs no name. */
function moduleFor({ matches, protocol }: RuleParts, option: string): string | undefined {
  const named = matches.findLast(({ module }) => MATCHES[module]?.includes(option))?.module;
  if (named !== undefined) return named;
  const own = protocol?.value ?? '';
  return MATCHES[own]?.includes(option) ? own : undefined;
}

function withOption(
  matches: RuleParts['matches'],
  module: string,
  option: MatchPart['options'][number],
): RuleParts['matches'] {
  const at = matches.findLastIndex((match) => match.module === module);
  const known = matches[at];
  if (known === undefined) return [...matches, { module, options: [option] }];
  return matches.with(at, { module, options: [...known.options, option] });
}

function interfaceName(text: string): string {
  if (text.length > 15) throw wrongUse(`interface name \`${text}' must be shorter than IFNAMSIZ (15)`);
  return text;
}

/** With its prefix, host bits taken away: `10.0.0.7` is 10.0.0.7/32. */
function block(text: string): string {
  const [address = '', mask] = text.split('/');
  const prefix = prefixOf(mask);
  const number = parseIpv4(NETWORKS[address] ?? address) ?? parseIpv4(asAton(address));
  if (prefix === undefined) throw wrongUse(`invalid mask \`${mask}' specified`);
  if (number === undefined) throw wrongUse(`host/network \`${address}' not found`);
  return formatCidr(subnetOf({ address: number, prefix }));
}

/** Those that /etc/networks names. */
const NETWORKS: Readonly<Record<string, string>> = {
  default: '0.0.0.0',
  loopback: '127.0.0.0',
  'link-local': '169.254.0.0',
};

/** Short forms as inet_aton reads them: the last number fills what is missing. */
function asAton(text: string): string {
  const parts = text.split('.');
  if (parts.length > 3 || !parts.every((part) => /^\d+$/.test(part))) return text;
  const last = Number(parts.at(-1));
  const missing = 5 - parts.length;
  const bytes = Array.from({ length: missing }, (_, at) => Math.floor(last / 256 ** (missing - 1 - at)) % 256);
  return [...parts.slice(0, -1), ...bytes].join('.');
}

function prefixOf(mask: string | undefined): number | undefined {
  if (mask === undefined) return 32;
  const dotted = parseIpv4(mask);
  if (dotted !== undefined)
    return Array.from({ length: 33 }, (_, prefix) => prefix).find((prefix) => maskOf(prefix) === dotted);
  return /^\d+$/.test(mask) && parseCidr(`0.0.0.0/${Number(mask)}`) ? Number(mask) : undefined;
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  '0': 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '47': 'gre',
  '50': 'esp',
};
const KNOWN_PROTOCOLS = [
  'all',
  'icmp',
  'tcp',
  'udp',
  'gre',
  'esp',
  'ah',
  'sctp',
  'igmp',
  'ospf',
  'vrrp',
  'udplite',
  'ipv6',
];

function protocolName(text: string): string {
  const name = PROTOCOLS[text] ?? text.toLowerCase();
  if (!KNOWN_PROTOCOLS.includes(name) && !/^\d+$/.test(name)) throw wrongUse(`unknown protocol "${text}" specified`);
  return name;
}

const STATES = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED', 'SNAT', 'DNAT'];
const ICMP_TYPES: Readonly<Record<string, string>> = {
  'echo-reply': '0',
  'destination-unreachable': '3',
  'network-unreachable': '3/0',
  'host-unreachable': '3/1',
  'protocol-unreachable': '3/2',
  'port-unreachable': '3/3',
  'fragmentation-needed': '3/4',
  'source-quench': '4',
  redirect: '5',
  'ttl-exceeded': '11',
  'parameter-problem': '12',
  'timestamp-request': '13',
  'timestamp-reply': '14',
  'echo-request': '8',
  ping: '8',
  pong: '0',
  'time-exceeded': '11',
};

function optionValue(module: string, option: string, text: string): string {
  if (option === '--ctstate' || option === '--state') {
    const states = text.toUpperCase().split(',');
    const bad = states.find((state) => !STATES.includes(state));
    if (bad !== undefined) throw wrongUse(`Bad ${option === '--state' ? 'state' : 'ctstate'} "${bad}"`);
    return STATES.filter((state) => states.includes(state)).join(',');
  }
  if (module === 'icmp') {
    const type = ICMP_TYPES[text] ?? text;
    if (!/^\d+(?:\/\d+)?$/.test(type) && type !== 'any') throw wrongUse(`Unknown ICMP type \`${text}'`);
    return type;
  }
  if (option === '--mark') return text.split('/').map(hexOf).join('/');
  if (option === '--dport' || option === '--sport') {
    const ports = text.split(':').map(portOf);
    const [from = '', to = ''] = ports;
    if (from !== '' && to !== '' && Number(from) > Number(to)) throw wrongUse('invalid portrange (min > max)');
    return ports.join(':');
  }
  if (module === 'multiport') {
    if (text.split(/[,:]/).length > 15) throw wrongUse('too many ports specified');
    return text
      .split(',')
      .map((ports) => ports.split(':').map(portOf).join(':'))
      .join(',');
  }
  if (option === '--limit') return rateOf(text);
  if (option === '--mac-source') {
    if (!/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text)) throw wrongUse('Invalid MAC address specified.');
    return text.toLowerCase();
  }
  return text;
}

function portOf(text: string): string {
  const number = servicePort(text) ?? text;
  if (text === '') return text;
  if (!/^\d+$/.test(number) || Number(number) > 65_535) throw wrongUse(`invalid port/service \`${text}' specified`);
  return number;
}

/** `5/m` is kept as `5/min`; a number alone counts by the second. */
function rateOf(text: string): string {
  const [, count, unit = 's'] = /^(\d+)(?:\/([a-z]+))?$/.exec(text) ?? [];
  const name = RATES.find((item) => item.startsWith(unit));
  if (count === undefined || name === undefined || Number(count) === 0) throw wrongUse(`bad rate "${text}"'`);
  return `${count}/${name === 'second' ? 'sec' : name === 'minute' ? 'min' : name}`;
}

/** As the kernel's numbers are written. */
const hexOf = (text: string): string => (/^\d+$/.test(text) ? `0x${Number(text).toString(16)}` : text);

const RATES = ['second', 'minute', 'hour', 'day'];

/** As in `-A CHAIN …` of iptables-save. */
export function ruleText(rule: RuleParts): string {
  const { protocol } = rule;
  const words = [
    ...field('-s', rule.source?.value === '0.0.0.0/0' ? undefined : rule.source),
    ...field('-d', rule.destination?.value === '0.0.0.0/0' ? undefined : rule.destination),
    ...field('-i', rule.in),
    ...field('-o', rule.out),
    ...field('-p', protocol?.value === 'all' ? undefined : protocol),
    ...rule.matches.flatMap(({ module, options }) => [
      '-m',
      module,
      ...options.flatMap(({ name, part }) => [
        ...(part.negated ? ['!'] : []),
        name,
        // Only words are written by the function that quotes.
        name === '--comment' ? quoted(part.value) : part.value,
      ]),
    ]),
    ...(rule.target === '' ? [] : [rule.goto ? '-g' : '-j', rule.target]),
    ...rule.targetOptions.flatMap(({ name, value }) =>
      value === undefined
        ? [name]
        : [name, name === '--log-prefix' || name === '--nflog-prefix' ? quoted(value) : value],
    ),
  ];
  return words.join(' ');
}

const field = (flag: string, part: Part | undefined): readonly string[] =>
  part === undefined ? [] : [...(part.negated ? ['!'] : []), flag, part.value];

/** Only what is harmless stands without quotes (xtables_save_string). */
const quoted = (text: string): string =>
  /^[\w,./:-]+$/.test(text) && /^[\w.,/-]+$/.test(text) ? text : `"${text.replace(/["\\']/g, '\\$&')}"`;

/** The words of a rule's text, for reading it again. */
export const wordsOf = (text: string): readonly string[] =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, inner, plain]) => inner?.replace(/\\(.)/g, '$1') ?? plain ?? '',
  );
