/** Rules of iptables, run in order: jumps, RETURN, and rules of which it is not known whether they match. */
import type { Chain, Rule } from '../host/state.ts';
import { type Cidr, containsAddress, type Ipv4, parseCidrOrAddress, parseIpv4 } from '../net/ipv4.ts';
import { perObject } from '../per-object.ts';

/** What may come of a packet, as bits. */
export const ACCEPT = 1;
export const DROP = 2;
/** The chain had nothing to say. */
export const FALL = 4;
export const MASQUERADE = 8;
/** A translation or target that is not understood. */
export const OTHER = 16;
/** Another source or destination, which the answer has. */
export const TRANSLATE = 32;

/** What a rule puts in the place of an address; `own`: the one of the interface that the packet came in by. */
export type Instead = Ipv4 | 'own';

export interface Question {
  readonly in: string | undefined;
  readonly out: string | undefined;
  readonly source: Ipv4;
  readonly destination: Ipv4;
  readonly state: string;
}

export interface CompiledChain {
  readonly name: string;
  readonly policy: 'ACCEPT' | 'DROP' | undefined;
  readonly rules: readonly CompiledRule[];
}

type Block = { readonly negated: boolean; readonly cidr: Cidr } | 'any' | 'unreadable';

interface CompiledRule {
  readonly rule: Rule;
  readonly source: Block;
  readonly destination: Block;
  readonly instead: Instead | undefined;
}

export interface Compiled {
  readonly chains: ReadonlyMap<string, CompiledChain>;
  /** What its rules name. */
  readonly blocks: readonly Cidr[];
  readonly interfaces: readonly string[];
  /** Sources of packets that its rules may put other addresses into. */
  readonly translated: readonly Cidr[] | 'any';
}

/** `by` is the first rule that could have decided. */
interface Run {
  readonly may: number;
  readonly by: string | undefined;
  readonly instead?: Instead | undefined;
}

/** Chains may call each other in a circle only in a state that no kernel would have taken. */
const DEEPEST = 32;

/** Targets that look at the packet and let it go on. */
const passing = new Set(['', 'LOG', 'NFLOG', 'ULOG', 'MARK', 'CONNMARK', 'TRACE', 'TTL', 'DSCP', 'TOS', 'CT', 'SET']);

const NO = 0;
const YES = 1;
const MAYBE = 2;
type Yes = typeof NO | typeof YES | typeof MAYBE;

/** Once for rules that many hosts share, as machines do that nobody has put a lab on yet. */
export const compile = perObject((chains: readonly Chain[]): Compiled => {
  const compiled = chains.map(({ name, policy, rules }) => ({
    name,
    policy,
    rules: rules
      .filter(({ protocol }) => isPing(protocol))
      .map((rule) => ({
        rule,
        source: block(rule.source),
        destination: block(rule.destination),
        instead: insteadOf(rule),
      })),
  }));
  const byName = new Map(compiled.map((chain) => [chain.name, chain]));
  return {
    chains: byName,
    translated: translatedBy(compiled, byName),
    blocks: compiled.flatMap(({ rules }) =>
      rules.flatMap(({ source, destination }) => [...cidrOf(source), ...cidrOf(destination)]),
    ),
    interfaces: compiled.flatMap(({ rules }) =>
      rules.flatMap(({ rule }) => [rule.in, rule.out].flatMap((match) => (match === undefined ? [] : [match.value]))),
    ),
  };
});

function translatedBy(
  chains: readonly CompiledChain[],
  byName: ReadonlyMap<string, CompiledChain>,
): readonly Cidr[] | 'any' {
  const sources = chains.flatMap(({ rules }) =>
    rules.flatMap(({ rule, source }) => (leavesAsIs(rule.target) || byName.has(rule.target) ? [] : [source])),
  );
  const blocks = sources.flatMap((item) => (typeof item === 'string' || item.negated ? [] : [item.cidr]));
  return blocks.length === sources.length ? blocks : 'any';
}

/** One address of SNAT or DNAT; of several the kernel takes one by a hash that nobody knows here. */
function insteadOf({ target, text }: Rule): Instead | undefined {
  if (target === 'REDIRECT') return 'own';
  if (target !== 'SNAT' && target !== 'DNAT') return undefined;
  const [, address = ''] = /--to-(?:source|destination) ([\d.]+)(?:$|\s)/.exec(text) ?? [];
  return parseIpv4(address);
}

const leavesAsIs = (target: string): boolean => target === 'ACCEPT' || target === 'RETURN' || passing.has(target);

export const isTrivial = ({ rules, policy }: CompiledChain): boolean => rules.length === 0 && policy !== 'DROP';

function block(match: Rule['source']): Block {
  if (match === undefined) return 'any';
  const cidr = parseCidrOrAddress(match.value);
  return cidr === undefined ? 'unreadable' : { negated: match.negated, cidr };
}

const cidrOf = (item: Block): readonly Cidr[] => (typeof item === 'string' ? [] : [item.cidr]);

export function run(table: Compiled, chain: CompiledChain, question: Question, depth: number): Run {
  if (depth > DEEPEST) return { may: ACCEPT | DROP, by: `-N ${chain.name}` };
  let may = 0;
  let by: string | undefined;
  let instead: Instead | undefined;
  for (const compiled of chain.rules) {
    const matches = matchOf(compiled, question);
    if (matches === NO) continue;
    const { rule } = compiled;
    if (rule.target === 'RETURN') {
      may |= FALL;
      if (matches === YES) return { may, by, instead };
      continue;
    }
    const effect = effectOf(table, compiled, question, depth);
    const decided = effect.may & ~FALL;
    // Two of them, and it is not known which.
    if ((may & decided & TRANSLATE) !== 0 && instead !== effect.instead) may |= OTHER;
    instead ??= effect.instead;
    if (decided !== 0) by ??= effect.by ?? `-A ${chain.name} ${rule.text}`;
    may |= decided;
    if (matches === YES && (effect.may & FALL) === 0) return { may, by, instead };
  }
  return { may: may | FALL, by, instead };
}

function effectOf(table: Compiled, { rule, instead }: CompiledRule, question: Question, depth: number): Run {
  const { target } = rule;
  if (instead !== undefined) return { may: TRANSLATE, by: undefined, instead };
  if (target === 'ACCEPT') return { may: ACCEPT, by: undefined };
  if (target === 'DROP' || target === 'REJECT') return { may: DROP, by: undefined };
  if (passing.has(target)) return { may: FALL, by: undefined };
  if (target === 'MASQUERADE') return { may: MASQUERADE, by: undefined };
  const chain = table.chains.get(target);
  return chain ? run(table, chain, question, depth + 1) : { may: OTHER, by: undefined };
}

function matchOf({ rule, source, destination }: CompiledRule, question: Question): Yes {
  if (!interfaceMatches(rule.in, question.in) || !interfaceMatches(rule.out, question.out)) return NO;
  if (rule.states.length > 0 && !rule.states.includes(question.state)) return NO;
  if (!isOfType(rule.icmpType, question.state)) return NO;
  const from = blockMatches(source, question.source);
  if (from === NO) return NO;
  const to = blockMatches(destination, question.destination);
  if (to === NO) return NO;
  return from === MAYBE || to === MAYBE || rule.unknown.length > 0 ? MAYBE : YES;
}

/** What opens a connection asks (type 8), whatever else comes answers (type 0): RFC 792. */
function isOfType(match: Rule['icmpType'], state: string): boolean {
  if (match === undefined) return true;
  const own = state === 'NEW' ? '8' : '0';
  return (match.value === 'any' || match.value.split('/')[0] === own) !== match.negated;
}

function blockMatches(item: Block, address: Ipv4): Yes {
  if (item === 'any') return YES;
  if (item === 'unreadable') return MAYBE;
  return containsAddress(item.cidr, address) !== item.negated ? YES : NO;
}

const interfaceMatches = (match: Rule['in'], name = ''): boolean =>
  match === undefined || isNamed(match.value, name) !== match.negated;

/** `eth+` is any interface whose name begins with eth. */
export const isNamed = (value: string, name: string): boolean =>
  value.endsWith('+') ? name.startsWith(value.slice(0, -1)) : value === name;

const pingProtocols = ['icmp', 'all', '1', '0', 'ip'];

function isPing(match: Rule['protocol']): boolean {
  return match === undefined || pingProtocols.includes(match.value) !== match.negated;
}
