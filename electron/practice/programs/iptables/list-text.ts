/** `iptables -L`: chains as tables for people. */
import type { Chain } from '../../../../shared/host/state.ts';
import type { Part, RuleParts } from './rule-text.ts';
import { readRule, wordsOf } from './rule-text.ts';

/** How somebody wants it. */
export interface Looks {
  readonly numeric: boolean;
  readonly verbose: boolean;
  readonly lineNumbers: boolean;
}

interface Listing extends Looks {
  /** Protocols by their numbers, as iptables before 1.8.10 writes them with -n. */
  readonly protocolNumbers: boolean;
}

export const listText = (chains: readonly Chain[], all: readonly Chain[], how: Listing): string =>
  chains.map((chain) => chainText(chain, all, how)).join('\n');

function chainText({ name, policy, rules }: Chain, all: readonly Chain[], how: Listing): string {
  const counters = how.verbose ? ' 0 packets, 0 bytes' : '';
  const references = all.flatMap((chain) => chain.rules).filter(({ target }) => target === name).length;
  const what = policy === undefined ? `${references} references` : `policy ${policy}${counters}`;
  const number = how.lineNumbers ? 'num  ' : '';
  const head = how.verbose
    ? ' pkts bytes target     prot opt in     out     source               destination         '
    : 'target     prot opt source               destination         ';
  const isChain = (target: string): boolean => all.some((chain) => chain.name === target);
  const lines = rules.map(({ text }, at) => ruleLine(readRule(wordsOf(text), isChain), at + 1, how));
  return `Chain ${name} (${what})\n${number}${head}\n${lines.map((line) => `${line}\n`).join('')}`;
}

const NUMBERS: Readonly<Record<string, string>> = { all: '0', icmp: '1', tcp: '6', udp: '17', gre: '47', esp: '50' };

function ruleLine(rule: RuleParts, number: number, how: Listing): string {
  const name = rule.protocol?.value ?? 'all';
  const protocol = `${rule.protocol?.negated ? '!' : ''}${how.numeric && how.protocolNumbers ? (NUMBERS[name] ?? name) : name}`;
  const from = addressText(rule.source, how);
  const to = addressText(rule.destination, how);
  const parts = [
    how.lineNumbers ? `${String(number).padEnd(4)} ` : '',
    how.verbose ? '    0     0 ' : '',
    `${rule.target.padEnd(9)}  `,
    `${protocol.padEnd(4)} `,
    `${rule.goto ? '[goto] ' : ''}--  `,
    how.verbose ? `${interfaceText(rule.in).padEnd(6)} ${interfaceText(rule.out).padEnd(6)}  ` : '',
    `${from.padEnd(19)}  `,
    `${to.padEnd(19)} `,
    extras(rule, how),
  ];
  return parts.join('');
}

function interfaceText(part: Part | undefined): string {
  return part === undefined ? '*' : `${part.negated ? '!' : ''}${part.value}`;
}

function addressText(part: Part | undefined, { numeric }: Listing): string {
  if (part === undefined || part.value === '0.0.0.0/0') return numeric ? '0.0.0.0/0' : 'anywhere';
  return `${part.negated ? '!' : ''}${part.value.replace(/\/32$/, '')}`;
}

/** Each of what follows begins with a blank. */
function extras(rule: RuleParts, how: Listing): string {
  const matches = rule.matches.flatMap(({ module, options }) => {
    const words = options.map(({ name, part }) => optionText(module, name, part, how));
    return module === 'tcp' || module === 'udp' ? [`${module}${words.map((word) => ` ${word}`).join('')}`] : words;
  });
  const target = rule.targetOptions.map(({ name, value }) => targetText(name, value));
  return [...matches, ...target].map((word) => ` ${word}`).join('');
}

function optionText(module: string, name: string, { value, negated }: Part, { numeric }: Listing): string {
  const not = negated ? '! ' : '';
  switch (name) {
    case '--ctstate':
      return `${not}ctstate ${value}`;
    case '--state':
      return `${not}state ${value}`;
    case '--comment':
      return `/* ${value} */`;
    case '--icmp-type':
      return numeric
        ? `icmptype ${value}`
        : `icmp ${value === '8' ? 'echo-request' : value === '0' ? 'echo-reply' : `type ${value}`}`;
    case '--dport':
      return `dpt:${negated ? '!' : ''}${!numeric && value === '22' ? 'ssh' : value}`;
    case '--sport':
      return `spt:${negated ? '!' : ''}${value}`;
    case '--dst-type':
      return `ADDRTYPE match dst-type ${not}${value}`;
    case '--src-type':
      return `ADDRTYPE match src-type ${not}${value}`;
    default:
      return `${module === 'multiport' ? 'multiport ' : ''}${not}${name.replace(/^--/, '')} ${value}`;
  }
}

function targetText(name: string, value: string | undefined): string {
  switch (name) {
    case '--to-source':
    case '--to-destination':
      return `to:${value}`;
    case '--to-ports':
      return `masq ports: ${value}`;
    default:
      return `${name.replace(/^--/, '')}${value === undefined ? '' : ` ${value}`}`;
  }
}
