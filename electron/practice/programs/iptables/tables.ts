/** The kernel's tables: chains and rules put in and taken out (ip_tables.c, as libiptc and iptables tell it). */
import { parseRule } from '../../../../shared/host/parse-iptables.ts';
import type { Chain, Rule } from '../../../../shared/host/state.ts';
import { kernelRefuses, TablesError, wrongUse } from './errors.ts';
import { isTarget, type RuleParts, readRule, ruleText, wordsOf } from './rule-text.ts';

export type Chains = readonly Chain[];

const refuse = (message: string, status = 1): TablesError => new TablesError(`iptables: ${message}`, status, false);
const noChain = (): TablesError => refuse('No chain/target/match by that name.');
const badRule = (): TablesError => refuse('Bad rule (does a matching rule exist in that chain?).');

export function chainOf(chains: Chains, name: string): Chain {
  const chain = chains.find((item) => item.name === name);
  if (chain === undefined) throw noChain();
  return chain;
}

const withRules = (chains: Chains, name: string, rules: Chain['rules']): Chains =>
  chains.map((chain) => (chain.name === name ? { ...chain, rules } : chain));

export const isChainIn =
  (chains: Chains) =>
  (name: string): boolean =>
    chains.some((chain) => chain.name === name && chain.policy === undefined);

/** @param table where the rule is to stand: not every target may stand in each; undefined: it is only compared */
function textOf(chains: Chains, words: readonly string[], name: string, table?: string): string {
  const rule = readRule(words, isChainIn(chains));
  checkPlace(rule, name);
  if (table !== undefined) checkTarget(rule, name, table);
  return ruleText(rule);
}

function checkPlace(rule: RuleParts, chain: string): void {
  const wrong = (flag: string): TablesError => wrongUse(`Can't use ${flag} with ${chain}\n`);
  if (rule.out !== undefined && ['INPUT', 'PREROUTING'].includes(chain)) throw wrong('-o');
  if (rule.in !== undefined && ['OUTPUT', 'POSTROUTING'].includes(chain)) throw wrong('-i');
}

const BUILT_IN = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

/** Where each target may stand: its table, and of the built-in chains these (the checkentry of each). */
const PLACES: Readonly<Record<string, readonly [table: string, chains: readonly string[]]>> = {
  MASQUERADE: ['nat', ['POSTROUTING']],
  SNAT: ['nat', ['POSTROUTING', 'INPUT']],
  DNAT: ['nat', ['PREROUTING', 'OUTPUT']],
  REDIRECT: ['nat', ['PREROUTING', 'OUTPUT']],
  REJECT: ['filter', ['INPUT', 'FORWARD', 'OUTPUT']],
  NOTRACK: ['raw', ['PREROUTING', 'OUTPUT']],
  CT: ['raw', ['PREROUTING', 'OUTPUT']],
  TRACE: ['raw', ['PREROUTING', 'OUTPUT']],
  ...Object.fromEntries(['TTL', 'TOS', 'DSCP', 'TCPMSS'].map((target) => [target, ['mangle', BUILT_IN]] as const)),
};

const noFiltering = (): TablesError =>
  wrongUse('\nThe "nat" table is not intended for filtering, the use of DROP is therefore inhibited.\n\n');

/** Where a module may stand whose match looks at what only packets have that come in. */
const WITH_SENDER = ['PREROUTING', 'INPUT', 'FORWARD'];

function checkTarget({ target, targetOptions, protocol, matches }: RuleParts, chain: string, table: string): void {
  if (table === 'nat' && target === 'DROP') throw noFiltering();
  checkPorts(target, targetOptions, protocol);
  const place = PLACES[target];
  if (place !== undefined && (place[0] !== table || (BUILT_IN.includes(chain) && !place[1].includes(chain))))
    throw kernelRefuses();
  if (target === 'REJECT' && targetOptions.some(({ part }) => part.value === 'tcp-reset') && protocol?.value !== 'tcp')
    throw kernelRefuses();
  for (const { module } of matches) {
    // These look at a header that only packets of their protocol have.
    const own = ['tcp', 'udp', 'icmp'].includes(module);
    if (own && (protocol?.value !== module || protocol.negated)) throw kernelRefuses();
    if (module === 'owner' && BUILT_IN.includes(chain) && !['OUTPUT', 'POSTROUTING'].includes(chain))
      throw kernelRefuses();
    if (module === 'mac' && BUILT_IN.includes(chain) && !WITH_SENDER.includes(chain)) throw kernelRefuses();
  }
}

/** Only some protocols have ports that could be translated. */
function checkPorts(target: string, options: RuleParts['targetOptions'], protocol: RuleParts['protocol']): void {
  const hasPorts = options.some(
    ({ name, part }) => name === '--to-ports' || (name.startsWith('--to-') && part.value.includes(':')),
  );
  const may = ['tcp', 'udp', 'sctp', 'dccp'].includes(protocol?.value ?? '') && protocol?.negated !== true;
  if (hasPorts && !may && ['SNAT', 'DNAT', 'MASQUERADE', 'REDIRECT'].includes(target))
    throw wrongUse('Need TCP, UDP, SCTP or DCCP with port specification');
}

export function append(chains: Chains, name: string, words: readonly string[], table?: string): Chains {
  const text = textOf(chains, words, name, table);
  return withRules(chains, name, [...chainOf(chains, name).rules, parseRule(text)]);
}

/** `at` is counted from 1. */
export function insert(chains: Chains, name: string, at: number, words: readonly string[], table?: string): Chains {
  const text = textOf(chains, words, name, table);
  const { rules } = chainOf(chains, name);
  if (at > rules.length + 1) throw refuse('Index of insertion too big.');
  return withRules(chains, name, rules.toSpliced(at - 1, 0, parseRule(text)));
}

export function replace(chains: Chains, name: string, at: number, words: readonly string[], table?: string): Chains {
  const text = textOf(chains, words, name, table);
  const { rules } = chainOf(chains, name);
  if (at > rules.length) throw refuse('Index of replacement too big.');
  return withRules(chains, name, rules.with(at - 1, parseRule(text)));
}

/** Where the rule stands that these words make, compared as the kernel does; -1 nowhere. */
function indexOfRule(chains: Chains, name: string, words: readonly string[]): number {
  const text = textOf(chains, words, name);
  const all = (target: string): boolean => chains.some((chain) => chain.name === target);
  return chainOf(chains, name).rules.findIndex((rule) => ruleText(readRule(wordsOf(rule.text), all)) === text);
}

/** A chain of one's own and an extension's target are looked for last, and what is told is that it was not found. */
function noSuchRule(chains: Chains, words: readonly string[]): TablesError {
  const { target } = readRule(words, isChainIn(chains));
  return ['', 'ACCEPT', 'DROP', 'RETURN', 'QUEUE'].includes(target) ? badRule() : noChain();
}

export function check(chains: Chains, name: string, words: readonly string[]): void {
  // What is wrong with the words is told before anything is looked for.
  readRule(words, isChainIn(chains));
  if (!chains.some((chain) => chain.name === name)) throw badRule();
  if (indexOfRule(chains, name, words) < 0) throw noSuchRule(chains, words);
}

export function removeRule(chains: Chains, name: string, words: readonly string[]): Chains {
  readRule(words, isChainIn(chains));
  if (!chains.some((chain) => chain.name === name)) throw badRule();
  const at = indexOfRule(chains, name, words);
  if (at < 0) throw noSuchRule(chains, words);
  return withRules(chains, name, chainOf(chains, name).rules.toSpliced(at, 1));
}

export function removeAt(chains: Chains, name: string, at: number): Chains {
  const { rules } = chainOf(chains, name);
  if (at < 1 || at > rules.length) throw refuse('Index of deletion too big.');
  return withRules(chains, name, rules.toSpliced(at - 1, 1));
}

export function newChain(chains: Chains, name: string): Chains {
  if (name.startsWith('-')) throw wrongUse(`chain name not allowed to start with \`-'`);
  if (isTarget(name)) throw wrongUse('chain name may not clash with target name');
  if (/\s/.test(name)) throw wrongUse(`Invalid chain name \`${name}'`);
  if (chains.some((chain) => chain.name === name)) throw refuse('Chain already exists.');
  // Listed by name after the built-in ones.
  const own = chains.filter(({ policy }) => policy === undefined);
  const made: Chain = { name, policy: undefined, rules: [] };
  const sorted = [...own, made].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...chains.filter(({ policy }) => policy !== undefined), ...sorted];
}

/** Undefined: all, or none where one of them is in use. */
export function deleteChain(chains: Chains, name: string | undefined): Chains {
  const referred = new Set(chains.flatMap(({ rules }) => rules.map(({ target }) => target)));
  const against = ({ name: own, rules }: Chain): TablesError | undefined => {
    if (referred.has(own)) return refuse('Too many links.');
    return rules.length > 0 ? refuse('Directory not empty.') : undefined;
  };
  if (name === undefined) {
    const last = chains.filter(({ policy }) => policy === undefined).findLast((chain) => against(chain) !== undefined);
    if (last !== undefined) throw against(last);
    return chains.filter(({ policy }) => policy !== undefined);
  }
  const chain = chainOf(chains, name);
  if (chain.policy !== undefined) throw kernelRefuses();
  const problem = against(chain);
  if (problem !== undefined) throw problem;
  return chains.filter((item) => item !== chain);
}

export function renameChain(chains: Chains, from: string, to: string): Chains {
  const chain = chainOf(chains, from);
  if (chain.policy !== undefined) throw noChain();
  if (chains.some(({ name }) => name === to)) throw refuse('File exists.');
  const renamed = (rule: Rule): Rule =>
    rule.target === from ? parseRule(rule.text.replace(/(^| )(-[jg]) \S+$/, `$1$2 ${to}`)) : rule;
  return chains.map((item) => ({
    ...item,
    name: item === chain ? to : item.name,
    rules: item.rules.some(({ target }) => target === from) ? item.rules.map(renamed) : item.rules,
  }));
}

export function flush(chains: Chains, name: string | undefined): Chains {
  if (name !== undefined) chainOf(chains, name);
  return chains.map((chain) => (name === undefined || chain.name === name ? { ...chain, rules: [] } : chain));
}

export function setPolicy(chains: Chains, name: string, policy: string, table?: string): Chains {
  if (table === 'nat' && policy === 'DROP') throw noFiltering();
  const chain = chains.find((item) => item.name === name);
  if (chain?.policy === undefined) throw refuse('Bad built-in chain name.');
  if (policy !== 'ACCEPT' && policy !== 'DROP') throw refuse("Bad policy name. Run `dmesg' for more information.");
  return chains.map((item) => (item === chain ? { ...item, policy } : item));
}

/** Those that practice hosts have without rules. */
export type UnusedTable = 'mangle' | 'raw' | 'security';

/** Of a table that nobody has used yet. */
export function builtIn(table: 'filter' | 'nat' | UnusedTable): Chains {
  const names = {
    filter: ['INPUT', 'FORWARD', 'OUTPUT'],
    nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
    mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
    raw: ['PREROUTING', 'OUTPUT'],
    security: ['INPUT', 'FORWARD', 'OUTPUT'],
  }[table];
  return names.map((name) => ({ name, policy: 'ACCEPT', rules: [] }));
}
