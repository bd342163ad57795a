import type { Chain, Match, Rule } from './state.ts';

export interface Tables {
  readonly filter: readonly Chain[];
  readonly nat: readonly Chain[];
}

interface OpenChain {
  readonly name: string;
  readonly policy: Chain['policy'];
  readonly rules: Rule[];
}

/** What `iptables-save` prints. Lines that are not of its form are passed over. */
export function parseIptablesSave(text: string): Tables {
  const tables = new Map<string, OpenChain[]>();
  let chains: OpenChain[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('*')) {
      chains = [];
      tables.set(line.slice(1).trim(), chains);
    } else if (line.startsWith(':')) {
      const [name = '', policy] = line.slice(1).split(' ');
      chains.push({ name, policy: policy === 'ACCEPT' || policy === 'DROP' ? policy : undefined, rules: [] });
    } else if (line.startsWith('-A ')) {
      const [, name, rule] = /^-A (\S+) ?(.*)$/.exec(line) ?? [];
      chains.find((chain) => chain.name === name)?.rules.push(parseRule(rule ?? ''));
    }
  }
  return { filter: tables.get('filter') ?? [], nat: tables.get('nat') ?? [] };
}

type Field = 'in' | 'out' | 'source' | 'destination' | 'protocol';
const FIELDS: Readonly<Record<string, Field>> = {
  '-i': 'in',
  '-o': 'out',
  '-s': 'source',
  '-d': 'destination',
  '-p': 'protocol',
};
/** Match modules whose options are read below; `-m tcp` and the like only repeat the protocol. */
const MODULES = ['conntrack', 'state', 'comment', 'tcp', 'udp', 'icmp'];

/** One rule: the arguments after `-A CHAIN`. */
export function parseRule(text: string): Rule {
  const words = splitRule(text);
  const fields: Partial<Record<Field, Match>> = {};
  const unknown: string[] = [];
  let states: readonly string[] = [];
  let comment: string | undefined;
  let target = '';
  let negated = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const value = words[index + 1] ?? '';
    const field = Object.hasOwn(FIELDS, word) ? FIELDS[word] : undefined;
    if (word === '!') {
      negated = true;
      continue;
    }
    if (field) {
      fields[field] = { value, negated };
      index++;
    } else if ((word === '--ctstate' || word === '--state') && !negated) {
      states = value.split(',');
      index++;
    } else if (word === '--comment') {
      comment = value;
      index++;
    } else if (word === '-j' || word === '-g') {
      // What follows are the target's own options.
      target = value;
      if (word === '-g') unknown.push('-g');
      break;
    } else if (word === '-m' && MODULES.includes(value)) {
      index++;
    } else if (word.startsWith('-')) {
      unknown.push(`${negated ? '! ' : ''}${word}`);
    }
    negated = false;
  }
  return {
    text,
    in: fields.in,
    out: fields.out,
    source: fields.source,
    destination: fields.destination,
    protocol: fields.protocol,
    states,
    comment,
    target,
    unknown,
  };
}

/** Words as iptables-save quotes them: double quotes, with a backslash before quotes and backslashes. */
function splitRule(text: string): string[] {
  const words: string[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|(\S+)/g;
  for (const [, quoted, plain] of text.matchAll(pattern)) {
    words.push(quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'));
  }
  return words;
}
