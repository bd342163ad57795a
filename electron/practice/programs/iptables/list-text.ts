/** `iptables -L`: chains as tables for people. */
import type { Chain, Rule } from '../../../../shared/host/state.ts';
import type { Counted } from '../../os/network/rule-counters.ts';
import { serviceName } from '../../os/network/services.ts';
import type { Part, RuleParts } from './rule-text.ts';
import { readRule, wordsOf } from './rule-text.ts';

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

const NUMBERS: Readonly<Record<string, string>> = { all: '0', icmp: '1', tcp: '6', udp: '17', gre: '47', esp: '50' };

function ruleLine(rule: RuleParts, number: number, how: Listing, { packets, bytes }: Counted): string {
  const name = rule.protocol?.value ?? 'all';
  const protocol = `${rule.protocol?.negated ? '!' : ''}${how.numeric && how.protocolNumbers ? (NUMBERS[name] ?? name) : name}`;
  const from = addressText(rule.source, how);
  const to = addressText(rule.destination, how);
  const parts = [
    how.lineNumbers ? `${String(number).padEnd(4)} ` : '',
    how.verbose ? `${short(packets).padStart(5)} ${short(bytes).padStart(5)} ` : '',
    `${rule.target.padEnd(9)}  `,
    `${protocol.padEnd(4)} `,
    '--  ',
    how.verbose ? `${interfaceText(rule.in).padEnd(6)} ${interfaceText(rule.out).padEnd(6)}  ` : '',
    `${from.padEnd(19)}  `,
    `${to.padEnd(19)} `,
    rule.goto ? ' [goto] ' : '',
    extras(rule, how),
  ];
  return parts.join('');
}

function interfaceText(part: Part | undefined): string {
  return part === undefined ? '*' : `${part.negated ? '!' : ''}${part.value}`;
}

function addressText(part: Part | undefined, { numeric, nameOf }: Listing): string {
  if (part === undefined || part.value === '0.0.0.0/0') return numeric ? '0.0.0.0/0' : 'anywhere';
  const address = part.value.replace(/\/32$/, '');
  return `${part.negated ? '!' : ''}${numeric ? address : (nameOf(address) ?? address)}`;
}

/** Each of what follows begins with a blank. */
function extras(rule: RuleParts, how: Listing): string {
  const matches = rule.matches.flatMap(({ module, options }) => {
    if (module === 'limit') return [limitText(options)];
    const words = options.map(({ name, part }) => optionText(module, name, part, how));
    return module === 'tcp' || module === 'udp' ? [`${module}${words.map((word) => ` ${word}`).join('')}`] : words;
  });
  return [...matches, ...targetWords(rule, how)].map((word) => ` ${word}`).join('');
}

function limitText(options: RuleParts['matches'][number]['options']): string {
  const value = (name: string): string | undefined => options.find((item) => item.name === name)?.part.value;
  return `limit: avg ${value('--limit') ?? '3/hour'} burst ${value('--limit-burst') ?? '5'}`;
}

const ICMP_NAMES: Readonly<Record<string, string>> = {
  ...{ '0': 'echo-reply', '3': 'destination-unreachable', '3/4': 'fragmentation-needed', '5': 'redirect' },
  ...{ '8': 'echo-request', '11': 'time-exceeded', '3/0': 'network-unreachable', '3/1': 'host-unreachable' },
  ...{ '3/3': 'port-unreachable', any: 'any' },
};

/** A port, or a range of them: `dpts:1000:2000`. */
function portText(way: 'd' | 's', { value, negated }: Part, numeric: boolean, protocol: 'tcp' | 'udp'): string {
  const shown = value.split(':').map((port) => (numeric ? port : serviceName(port, protocol)));
  return `${way}pt${shown.length > 1 ? 's' : ''}:${negated ? '!' : ''}${shown.join(':')}`;
}

function flagsText(value: string, numeric: boolean): string {
  const bits: Readonly<Record<string, number>> = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ALL: 63, NONE: 0 };
  const number = (names: string): string =>
    `0x${names
      .split(',')
      .reduce((sum, name) => sum | (bits[name] ?? 0), 0)
      .toString(16)
      .toUpperCase()
      .padStart(2, '0')}`;
  const [mask = '', set = ''] = value.split(' ');
  return `flags:${numeric ? `${number(mask)}/${number(set)}` : `${mask}/${set}`}`;
}

function optionText(module: string, name: string, part: Part, { numeric }: Listing): string {
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
    case '--icmp-type': {
      const [type = '', code] = value.split('/');
      const known = ICMP_NAMES[value];
      if (!numeric && known !== undefined) return `icmp ${negated ? '!' : ''}${known}`;
      return `${numeric ? 'icmptype' : 'icmp type'} ${negated ? '!' : ''}${type}${code === undefined ? '' : ` code ${code}`}`;
    }
    case '--dport':
      return portText('d', part, numeric, protocol);
    case '--sport':
      return portText('s', part, numeric, protocol);
    case '--tcp-flags':
      return `${negated ? '!' : ''}${flagsText(value, numeric)}`;
    case '--dst-type':
      return `ADDRTYPE match dst-type ${not}${value}`;
    case '--src-type':
      return `ADDRTYPE match src-type ${not}${value}`;
    case '--mac-source':
      return `MAC ${not}${value}`;
    case '--src-range':
      return `source IP range ${not}${value}`;
    case '--dst-range':
      return `destination IP range ${not}${value}`;
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
      return `${module === 'multiport' ? `multiport ${name.replace(/^--/, '')} ${not}${ports}` : `${not}${name.replace(/^--/, '')} ${value}`}`;
    }
  }
}

function targetWords({ target, targetOptions }: RuleParts, { numeric }: Listing): readonly string[] {
  const value = (name: string): string | undefined => targetOptions.find((item) => item.name === name)?.value;
  if (target === 'LOG') {
    const level = value('--log-level') ?? '4';
    const names = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];
    const prefix = value('--log-prefix');
    const head = numeric ? `LOG flags 0 level ${level}` : `LOG level ${names[Number(level)] ?? level}`;
    return [`${head}${prefix === undefined ? '' : ` prefix "${prefix}"`}`];
  }
  return targetOptions.map(({ name, value: text }) => targetText(target, name, text));
}

function targetText(target: string, name: string, value: string | undefined): string {
  switch (name) {
    case '--to-source':
    case '--to-destination':
      return `to:${value}`;
    case '--to-ports':
      return target === 'REDIRECT' ? `redir ports ${value}` : `masq ports: ${value}`;
    case '--set-xmark':
      return `MARK set ${value?.split('/')[0]}`;
    default:
      return `${name.replace(/^--/, '')}${value === undefined ? '' : ` ${value}`}`;
  }
}
