import type { HostState, Match, Rule } from '../../host/state.ts';
import type { Argv } from '../../resources/resource.ts';
import { refuse } from './machine.ts';

export function iptables(state: HostState, argv: Argv): HostState {
  const words = argv[0] === '-w' ? argv.slice(1) : argv;
  const [table, rest] = words[0] === '-t' ? [words[1], words.slice(2)] : ['filter', words];
  if (table !== 'filter' && table !== 'nat') return refuse(`table ${table}`);
  const [verb, name, ...spec] = rest;
  const chains = state.firewall[table];
  const chain = chains.find((item) => item.name === name) ?? refuse('iptables: No chain/target/match by that name.');
  const rule = parse(spec);
  const rules = changed(verb, chain.rules, rule);
  const next = chains.map((item) => (item === chain ? { ...chain, rules } : item));
  return { ...state, firewall: { ...state.firewall, [table]: next } };
}

function changed(verb: string | undefined, rules: readonly Rule[], rule: Rule): readonly Rule[] {
  if (verb === '-I') return [rule, ...rules];
  if (verb === '-A') return [...rules, rule];
  if (verb !== '-D') return refuse(`iptables ${verb}`);
  const at = rules.findIndex((item) => JSON.stringify({ ...item, text: '' }) === JSON.stringify({ ...rule, text: '' }));
  return at < 0 ? refuse('iptables: Bad rule (does a matching rule exist in that chain?).') : rules.toSpliced(at, 1);
}

/** With a single address written as iptables-save writes it. */
const block = (value: string): string => (value.includes('/') ? value : `${value}/32`);

function parse(words: Argv): Rule {
  const value = (flag: string): string | undefined => {
    const at = words.indexOf(flag);
    return at < 0 ? undefined : words[at + 1];
  };
  const match = (text: string | undefined): Match | undefined =>
    text === undefined ? undefined : { value: text, negated: false };
  const source = value('-s');
  const destination = value('-d');
  return {
    text: words.join(' '),
    in: match(value('-i')),
    out: match(value('-o')),
    source: match(source && block(source)),
    destination: match(destination && block(destination)),
    protocol: undefined,
    states: [],
    comment: value('--comment'),
    target: value('-j') ?? '',
    unknown: [],
  };
}
