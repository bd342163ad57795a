/**
 * A host's iptables as iptables-save has them, Docker's own chains included, asked about one ping at a time. What a rule means
 * can be unknown; an answer is therefore a set of what may come of it.
 */
import type { Chain, Firewall as FirewallState, Rule } from '../host/state.ts';
import { type Cidr, containsAddress, type Ipv4, parseCidrOrAddress } from '../net/ipv4.ts';

/** What connection tracking says of the packet. */
export type Conntrack = 'NEW' | 'ESTABLISHED' | 'INVALID';

export interface FilterQuestion {
  readonly in: string | undefined;
  readonly out: string | undefined;
  readonly source: Ipv4;
  readonly destination: Ipv4;
  readonly state: Conntrack;
}

/** Bits: several together mean that it cannot be known which. */
export const ACCEPT = 1;
export const DROP = 2;
const FALL = 4;
export const MASQUERADE = 8;
/** A translation or target that is not understood. */
export const OTHER = 16;

export interface Answer {
  /** Of ACCEPT, DROP, MASQUERADE and OTHER. */
  readonly may: number;
  /** The rule or policy that decided, or made it uncertain: `-A FORWARD -i ens33.10 -j ACCEPT`, `-P FORWARD DROP`. */
  readonly by: string;
}

type Yes = 0 | 1 | 2;
const NO: Yes = 0;
const YES: Yes = 1;
const MAYBE: Yes = 2;

/** Chains may call each other in a circle only in a state that no kernel would have taken. */
const DEEPEST = 32;

export class Firewall {
  readonly known: boolean;
  /** firewalld filters by nftables rules that iptables-save does not show. */
  readonly manager: string | undefined;
  /** Every block that a rule names: two addresses that are in the same of them are alike here. */
  readonly blocks: readonly Cidr[];
  private readonly filter: ReadonlyMap<string, CompiledChain>;
  private readonly nat: ReadonlyMap<string, CompiledChain>;
  private readonly answers = new Map<string, Answer>();
  private readonly alike = new Map<Ipv4, string>();

  constructor(state: FirewallState, manager: string | undefined) {
    this.known = state.known;
    this.manager = manager === 'firewalld' ? manager : undefined;
    this.filter = compile(state.filter);
    this.nat = compile(state.nat);
    const rules = [...this.filter.values(), ...this.nat.values()].flatMap((chain) => chain.rules);
    this.blocks = unique(rules.flatMap(({ source, destination }) => [...blockOf(source), ...blockOf(destination)]));
  }

  /** What a chain of the filter table does with the packet; without the chain, everything passes. */
  ask(chain: 'INPUT' | 'FORWARD' | 'OUTPUT', question: FilterQuestion): Answer {
    return this.cached(this.filter, chain, question);
  }

  /** What address translation does with the first packet of a connection: ACCEPT is none. */
  translate(chain: 'PREROUTING' | 'POSTROUTING', question: FilterQuestion): Answer {
    return this.cached(this.nat, chain, question);
  }

  private cached(table: ReadonlyMap<string, CompiledChain>, chain: string, question: FilterQuestion): Answer {
    const start = table.get(chain);
    if (start === undefined || (start.rules.length === 0 && start.policy !== 'DROP')) return accepted(chain);
    const { in: from = '', out = '', source, destination, state } = question;
    const key = `${table === this.nat ? 'n' : 'f'}${chain}|${from}|${out}|${state}|${this.kin(source)}|${this.kin(destination)}`;
    const known = this.answers.get(key);
    if (known) return known;
    const result = run(table, start, question, 0);
    const may = result.may & FALL ? (result.may & ~FALL) | policyBit(start) : result.may;
    const by = result.by ?? `-P ${chain} ${start.policy ?? 'ACCEPT'}`;
    const answer = { may, by };
    this.answers.set(key, answer);
    return answer;
  }

  /** Addresses of which no rule can tell one from the other have the same. */
  private kin(address: Ipv4): string {
    const known = this.alike.get(address);
    if (known !== undefined) return known;
    const kin = this.blocks.map((block, index) => (containsAddress(block, address) ? index : '')).join('.');
    this.alike.set(address, kin);
    return kin;
  }
}

const policyBit = ({ policy }: CompiledChain): number => (policy === 'DROP' ? DROP : ACCEPT);

const acceptedBy = new Map<string, Answer>();
function accepted(chain: string): Answer {
  const known = acceptedBy.get(chain) ?? { may: ACCEPT, by: `-P ${chain} ACCEPT` };
  acceptedBy.set(chain, known);
  return known;
}

interface CompiledChain {
  readonly name: string;
  readonly policy: 'ACCEPT' | 'DROP' | undefined;
  readonly rules: readonly CompiledRule[];
}

type Block = { readonly negated: boolean; readonly cidr: Cidr } | 'any' | 'unreadable';

interface CompiledRule {
  readonly rule: Rule;
  readonly source: Block;
  readonly destination: Block;
}

const compile = (chains: readonly Chain[]): ReadonlyMap<string, CompiledChain> =>
  new Map(
    chains.map(({ name, policy, rules }) => [
      name,
      {
        name,
        policy,
        rules: rules.map((rule) => ({ rule, source: block(rule.source), destination: block(rule.destination) })),
      },
    ]),
  );

function block(match: Rule['source']): Block {
  if (match === undefined) return 'any';
  const cidr = parseCidrOrAddress(match.value);
  return cidr === undefined ? 'unreadable' : { negated: match.negated, cidr };
}

const blockOf = (item: Block): readonly Cidr[] => (typeof item === 'string' ? [] : [item.cidr]);

const unique = (blocks: readonly Cidr[]): readonly Cidr[] => [
  ...new Map(blocks.map((item) => [`${item.address}/${item.prefix}`, item])).values(),
];

/** `by` is the first rule that could have decided. */
interface Run {
  readonly may: number;
  readonly by: string | undefined;
}

function run(
  table: ReadonlyMap<string, CompiledChain>,
  chain: CompiledChain,
  question: FilterQuestion,
  depth: number,
): Run {
  if (depth > DEEPEST) return { may: ACCEPT | DROP, by: `-N ${chain.name}` };
  let may = 0;
  let by: string | undefined;
  for (const compiled of chain.rules) {
    const matches = matchOf(compiled, question);
    if (matches === NO) continue;
    const { rule } = compiled;
    const done = effect(table, rule, question, depth);
    if (done.may === FALL && !isReturn(rule)) continue;
    const decided = isReturn(rule) ? FALL : done.may & ~FALL;
    if (decided !== 0 && decided !== FALL) by ??= done.by ?? `-A ${chain.name} ${rule.text}`;
    may |= decided;
    const goesOn = matches === MAYBE || (!isReturn(rule) && (done.may & FALL) !== 0);
    if (!goesOn) return { may, by };
  }
  return { may: may | FALL, by };
}

const isReturn = ({ target }: Rule): boolean => target === 'RETURN';

/** Targets that look at the packet and let it go on. */
const passing = new Set([
  '',
  'LOG',
  'NFLOG',
  'ULOG',
  'MARK',
  'CONNMARK',
  'TRACE',
  'TTL',
  'DSCP',
  'TOS',
  'CT',
  'NOTRACK',
  'SET',
]);

function effect(table: ReadonlyMap<string, CompiledChain>, rule: Rule, question: FilterQuestion, depth: number): Run {
  const { target } = rule;
  if (target === 'ACCEPT') return { may: ACCEPT, by: undefined };
  if (target === 'DROP' || target === 'REJECT') return { may: DROP, by: undefined };
  if (target === 'RETURN' || passing.has(target)) return { may: FALL, by: undefined };
  if (target === 'MASQUERADE') return { may: MASQUERADE, by: undefined };
  const chain = table.get(target);
  return chain ? run(table, chain, question, depth + 1) : { may: OTHER, by: undefined };
}

function matchOf({ rule, source, destination }: CompiledRule, question: FilterQuestion): Yes {
  if (!interfaceMatches(rule.in, question.in) || !interfaceMatches(rule.out, question.out)) return NO;
  if (!isPing(rule.protocol)) return NO;
  if (rule.states.length > 0 && !rule.states.includes(question.state)) return NO;
  const from = blockMatches(source, question.source);
  if (from === NO) return NO;
  const to = blockMatches(destination, question.destination);
  if (to === NO) return NO;
  return from === MAYBE || to === MAYBE || rule.unknown.length > 0 ? MAYBE : YES;
}

function blockMatches(item: Block, address: Ipv4): Yes {
  if (item === 'any') return YES;
  if (item === 'unreadable') return MAYBE;
  return containsAddress(item.cidr, address) !== item.negated ? YES : NO;
}

/** `eth+` is any interface whose name begins with eth. */
function interfaceMatches(match: Rule['in'], name: string | undefined): boolean {
  if (match === undefined) return true;
  const { value, negated } = match;
  const is = value.endsWith('+') ? (name ?? '').startsWith(value.slice(0, -1)) : value === name;
  return is !== negated;
}

function isPing(match: Rule['protocol']): boolean {
  if (match === undefined) return true;
  const is = ['icmp', 'all', '1', '0', 'ip'].includes(match.value);
  return is !== match.negated;
}
