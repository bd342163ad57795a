/** `iptables -L`: chains as tables for people. */
import type { Chain, Rule } from '../../../../shared/host/state.ts';
import type { Counted } from '../../os/network/rule-counters.ts';
import { serviceName } from '../../os/network/services.ts';
import { icmpWords } from './icmp-types.ts';
import type { Part, RuleParts } from './rule-text.ts';
import { readRule, wordsOf } from './rule-text.ts';
import { protocolNumber } from './values.ts';

/** How somebody wants it. */
export interface Looks {
  readonly exact?: boolean;
  readonly numeric: boolean;
  readonly verbose: boolean;
  readonly lineNumbers: boolean;
}

interface Listing extends Looks {
  /** What a chain's policy has counted. */
  policy(chain: string): Counted;
  counted(rule: Rule): Counted;
  /** Of one rule alone, counted from 1. */
  readonly only?: number | undefined;
  /** The name of an address, where it has one. */
  nameOf(address: string): string | undefined;
  /** The name of a user, where there is one of that number. */
  ownerOf(uid: number): string | undefined;
  /** Protocols by their numbers, as iptables before 1.8.10 writes them with -n. */
  readonly protocolNumbers: boolean;
}

export const listText = (chains: readonly Chain[], all: readonly Chain[], how: Listing): string =>
  chains.map((chain) => chainText(chain, all, how)).join('\n');

function chainText({ name, policy, rules }: Chain, all: readonly Chain[], how: Listing): string {
  const own = how.policy(name);
  const counters = how.verbose ? ` ${short(own.packets)} packets, ${short(own.bytes)} bytes` : '';
  const references = all.flatMap((chain) => chain.rules).filter(({ target }) => target === name).length;
  const what = policy === undefined ? `${references} references` : `policy ${policy}${counters}`;
  const number = how.lineNumbers ? 'num  ' : '';
  const head = how.verbose
    ? ' pkts bytes target     prot opt in     out     source               destination         '
    : 'target     prot opt source               destination         ';
  const isChain = (target: string): boolean => all.some((chain) => chain.name === target);
  const lines = rules.map((rule, at) =>
    ruleLine(readRule(wordsOf(rule.text), isChain), at + 1, how, how.counted(rule)),
  );
  if (how.only !== undefined) {
    const [line] = lines.slice(how.only - 1, how.only);
    return line === undefined ? '' : `${line}\n`;
  }
  return `Chain ${name} (${what})\n${number}${head}\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** As iptables shortens what is long: `12K`. */
function short(count: number): string {
  let value = count;
  for (const unit of ['', 'K', 'M', 'G', 'T']) {
    if (value <= 99_999) return `${value}${unit}`;
    value = Math.round(value / 1000);
  }
  return String(value);
}

/** A `!` takes the place of the blank that stands before a column. */
function ruleLine(rule: RuleParts, number: number, how: Listing, { packets, bytes }: Counted): string {
  const name = rule.protocol?.value ?? 'all';
  const protocol = how.numeric && how.protocolNumbers ? protocolNumber(name) : name;
  const parts = [
    how.lineNumbers ? `${String(number).padEnd(4)} ` : '',
    how.verbose ? `${short(packets).padStart(5)} ${short(bytes).padStart(5)} ` : '',
    `${rule.target.padEnd(9)} `,
    `${notOr(rule.protocol)}${protocol.padEnd(4)} `,
    '-- ',
    how.verbose ? ` ${interfaceText(rule.in).padEnd(6)} ${interfaceText(rule.out).padEnd(6)} ` : '',
    `${notOr(rule.source)}${addressText(rule.source, how).padEnd(19)} `,
    `${notOr(rule.destination)}${addressText(rule.destination, how).padEnd(19)} `,
    rule.goto ? ' [goto] ' : '',
    extras(rule, how),
  ];
  return parts.join('');
}

const notOr = (part: Part | undefined): string => (part?.negated ? '!' : ' ');

function interfaceText(part: Part | undefined): string {
  return part === undefined ? '*' : `${part.negated ? '!' : ''}${part.value}`;
}

function addressText(part: Part | undefined, { numeric, nameOf }: Listing): string {
  if (part === undefined || part.value === '0.0.0.0/0') return numeric ? '0.0.0.0/0' : 'anywhere';
  const address = part.value.replace(/\/32$/, '');
  return numeric ? address : (nameOf(address) ?? address);
}

/** Each of what follows begins with a blank. */
function extras(rule: RuleParts, how: Listing): string {
  const matches = rule.matches.flatMap(({ module, options }) => {
    if (module === 'limit') return [limitText(options)];
    if (module === 'time') return [timeText(options)];
    if (module === 'connlimit') return [connlimitText(options)];
    const words = options.map(({ name, part }) => optionText(module, name, part, how));
    const head = HEADS[module];
    return head === undefined ? words : [[head, ...words].join(' ')];
  });
  return [...matches, ...targetWords(rule, how)].map((word) => ` ${word}`).join('');
}

/** Modules that say once who they are. */
const HEADS: Readonly<Record<string, string>> = {
  ...{ tcp: 'tcp', udp: 'udp', addrtype: 'ADDRTYPE match', ttl: 'TTL match TTL', statistic: 'statistic' },
};

function limitText(options: RuleParts['matches'][number]['options']): string {
  const value = (name: string): string | undefined => options.find((item) => item.name === name)?.part.value;
  return `limit: avg ${value('--limit') ?? '3/hour'} burst ${value('--limit-burst') ?? '5'}`;
}

type Options = RuleParts['matches'][number]['options'];

const partIn = (options: Options, name: string): Part | undefined => options.find((item) => item.name === name)?.part;

/** What is not said is not told; the end of time is not either. */
function timeText(options: Options): string {
  const value = (name: string): string | undefined => partIn(options, name)?.value;
  const [from, to] = [value('--timestart'), value('--timestop')];
  const [first, last] = [value('--datestart'), value('--datestop')];
  const days = partIn(options, '--weekdays');
  const words = [
    'TIME',
    ...(from === undefined && to === undefined ? [] : [`from ${from ?? '00:00:00'} to ${to ?? '23:59:59'}`]),
    ...(days === undefined ? [] : [`${days.negated ? 'not ' : ''}on ${days.value}`]),
    ...(first === undefined ? [] : [`starting from ${first.replace('T', ' ')}`]),
    ...(last === undefined || last.startsWith('2038-01-19') ? [] : [`until date ${last.replace('T', ' ')}`]),
    'UTC',
  ];
  return words.join(' ');
}

function connlimitText(options: Options): string {
  const above = partIn(options, '--connlimit-above')?.value;
  const end = partIn(options, '--connlimit-daddr') === undefined ? 'src' : 'dst';
  const mask = partIn(options, '--connlimit-mask')?.value ?? '32';
  return `#conn ${end}/${mask} ${above === undefined ? '<=' : '>'} ${above ?? partIn(options, '--connlimit-upto')?.value}`;
}

/** A port, or a range of them: `dpts:1000:2000`. */
function portText(way: 'd' | 's', { value, negated }: Part, numeric: boolean, protocol: 'tcp' | 'udp'): string {
  const shown = value.split(':').map((port) => (numeric ? port : serviceName(port, protocol)));
  return `${way}pt${shown.length > 1 ? 's' : ''}:${negated ? '!' : ''}${shown.join(':')}`;
}

function flagsText({ value, negated }: Part, numeric: boolean): string {
  const bits: Readonly<Record<string, number>> = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ALL: 63, NONE: 0 };
  const number = (names: string): string =>
    `0x${names
      .split(',')
      .reduce((sum, name) => sum | (bits[name] ?? 0), 0)
      .toString(16)
      .toUpperCase()
      .padStart(2, '0')}`;
  const [mask = '', set = ''] = value.split(' ');
  return `flags:${negated ? '!' : ''}${numeric ? `${number(mask)}/${number(set)}` : `${mask}/${set}`}`;
}

function optionText(module: string, name: string, part: Part, { numeric, ownerOf }: Listing): string {
  const { value, negated } = part;
  const not = negated ? '! ' : '';
  const protocol = module === 'udp' ? 'udp' : 'tcp';
  switch (name) {
    case '--ctstate':
      return `${not}ctstate ${value}`;
    case '--state':
      return `${not}state ${value}`;
    case '--comment':
      return `/* ${value} */`;
    case '--icmp-type':
      return icmpWords(value, negated, numeric);
    case '--dport':
      return portText('d', part, numeric, protocol);
    case '--sport':
      return portText('s', part, numeric, protocol);
    case '--tcp-flags':
      return flagsText(part, numeric);
    case '--dst-type':
      return `dst-type ${negated ? '!' : ''}${value}`;
    case '--src-type':
      return `src-type ${negated ? '!' : ''}${value}`;
    case '--mac-source':
      return `MAC ${not}${value}`;
    case '--src-range':
      return `source IP range ${not}${value}`;
    case '--dst-range':
      return `destination IP range ${not}${value}`;
    case '--length':
      return `length ${negated ? '!' : ''}${value}`;
    case '--ttl-eq':
      return `${negated ? '!=' : '=='} ${value}`;
    case '--ttl-lt':
      return `< ${value}`;
    case '--ttl-gt':
      return `> ${value}`;
    case '--pkt-type':
      return `PKTTYPE ${negated ? '!=' : '='} ${value}`;
    case '--uid-owner':
      return `${not}owner UID match ${(numeric ? undefined : ownerOf(Number(value))) ?? value}`;
    case '--gid-owner':
      return `${not}owner GID match ${value}`;
    case '--mark':
      return `mark match ${not}${value}`;
    default: {
      const ports = numeric
        ? value
        : value
            .split(',')
            .map((item) =>
              item
                .split(':')
                .map((port) => serviceName(port))
                .join(':'),
            )
            .join(',');
      if (module === 'multiport') return `multiport ${name.replace(/^--/, '')} ${negated ? ' !' : ''}${ports}`;
      return `${not}${name.replace(/^--/, '')} ${value}`;
    }
  }
}

/** Flags of LOG, by the bits that `-n` shows (xt_LOG.h). */
const LOG_FLAGS = [
  ['--log-tcp-sequence', 1],
  ['--log-tcp-options', 2],
  ['--log-ip-options', 4],
  ['--log-uid', 8],
  ['--log-macdecode', 32],
] as const;
const LOG_LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

function targetWords({ target, targetOptions }: RuleParts, { numeric }: Listing): readonly string[] {
  const value = (name: string): string | undefined => targetOptions.find((item) => item.name === name)?.part.value;
  if (target === 'LOG') {
    const level = value('--log-level') ?? '4';
    const flags = LOG_FLAGS.filter(([name]) => value(name) !== undefined);
    const prefix = value('--log-prefix');
    const bits = flags.reduce((sum, [, bit]) => sum + bit, 0);
    const head = numeric
      ? [`LOG flags ${bits} level ${level}`]
      : [`LOG level ${LOG_LEVELS[Number(level)] ?? level}`, ...flags.map(([name]) => name.replace('--log-', ''))];
    return [...head, ...(prefix === undefined ? [] : [`prefix "${prefix}"`])];
  }
  return targetOptions.map(({ name, part }) => targetText(target, name, part.value));
}

function targetText(target: string, name: string, value: string): string {
  switch (name) {
    case '--to-source':
    case '--to-destination':
      return `to:${value}`;
    case '--to-ports':
      return target === 'REDIRECT' ? `redir ports ${value}` : `masq ports: ${value}`;
    case '--set-xmark':
      return `MARK ${markWords(value)}`;
    default:
      return name.startsWith('--nflog') || value !== ''
        ? `${name.replace(/^--/, '')}${value === '' ? '' : ` ${value}`}`
        : name.replace(/^--/, '');
  }
}

/** What a mark and its mask do, said as libxt_MARK says it. */
function markWords(saved: string): string {
  const [mark = 0, mask = 0] = saved.split('/').map(Number);
  const hex = (bits: number): string => `0x${(bits >>> 0).toString(16)}`;
  if (mark === 0) return `and ${hex(~mask)}`;
  if (mark === mask) return `or ${hex(mark)}`;
  if (mask === 0) return `xor ${hex(mark)}`;
  return mask === 0xffffffff ? `set ${hex(mark)}` : `xset ${hex(mark)}/${hex(mask)}`;
}
