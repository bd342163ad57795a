/**
 * A host's iptables as iptables-save has them, Docker's own chains included, asked about one ping at a time. What a rule means
 * can be unknown; an answer is therefore a set of what may come of it.
 */
import type { Chain, Firewall as FirewallState, Rule } from '../host/state.ts';
import { type Cidr, containsAddress, type Ipv4 } from '../net/ipv4.ts';
import { perObject } from '../per-object.ts';
import {
  ACCEPT,
  type Compiled,
  type CompiledChain,
  compile,
  DROP,
  FALL,
  type Instead,
  isNamed,
  isTrivial,
  run,
} from './firewall-rules.ts';
import type { SortedAddresses } from './sorted-addresses.ts';

export { ACCEPT, DROP, MASQUERADE, OTHER, TRANSLATE } from './firewall-rules.ts';

/** What rules can tell an interface by. */
export interface Face {
  /** Its position in its stack. */
  readonly index: number;
  readonly name: string;
}

/** What connection tracking says of the packet. */
export type Conntrack = 'NEW' | 'ESTABLISHED' | 'INVALID';

export interface FilterAnswer {
  /** Bits: of ACCEPT, DROP, MASQUERADE, TRANSLATE and OTHER. Several together: it cannot be known which. */
  readonly may: number;
  /** The rule or policy that decided, or made it uncertain: `-A FORWARD -i ens33.10 -j ACCEPT`, `-P FORWARD DROP`. */
  readonly by: string;
  /** Of TRANSLATE. */
  readonly instead?: Instead | undefined;
}

export type FilterChain = 'INPUT' | 'FORWARD' | 'OUTPUT';
/** `SENT`: OUTPUT of the nat table, which has a chain of this name as filter has. */
export type NatChain = 'PREROUTING' | 'SENT' | 'POSTROUTING';

/** Room for so many kinds of interfaces and of addresses in the number that an answer is remembered by. */
const MOST_INTERFACES = 8192;
const MOST_KINDS = 2048;
const states = { NEW: 0, ESTABLISHED: 1, INVALID: 2 } as const;

export class Firewall {
  readonly known: boolean;
  /** firewalld filters by nftables rules that iptables-save does not show. */
  readonly manager: string | undefined;
  /** Docker is there: then it is Docker that has set the policy of FORWARD. */
  readonly ofDocker: boolean;
  /** Nobody has looked at the host. */
  readonly assumed: boolean;
  /** Every block that a rule names: two addresses that are in the same of them are alike here. */
  readonly blocks: readonly Cidr[];
  /** All that it depends on: firewalls with the same text do the same. */
  readonly text: string;
  private readonly translated: readonly Cidr[] | 'any';
  private readonly chains: Readonly<Record<FilterChain | NatChain, AskedChain | undefined>>;
  private readonly kinds = new Map<Ipv4, number>();
  private readonly kindNumbers = new Map<string, number>();
  private readonly faceNames: readonly string[];
  /** By the interface's index in its stack. */
  private readonly faces: number[] = [];
  private readonly faceNumbers = new Map<string, number>();

  constructor(state: FirewallState, manager: string | undefined) {
    this.known = state.known;
    this.manager = manager === 'firewalld' ? manager : undefined;
    this.ofDocker = state.filter.some(({ name }) => name === 'DOCKER-USER' || name === 'DOCKER');
    this.assumed = state.assumed === true;
    this.text = textOf(state, this.manager);
    const filter = compile(state.filter);
    const nat = compile(state.nat);
    this.blocks = unique([...filter.blocks, ...nat.blocks]);
    this.translated = nat.translated;
    this.faceNames = [...new Set([...filter.interfaces, ...nat.interfaces])];
    this.chains = {
      INPUT: askedChain(filter, 'INPUT'),
      FORWARD: askedChain(filter, 'FORWARD'),
      OUTPUT: askedChain(filter, 'OUTPUT'),
      PREROUTING: askedChain(nat, 'PREROUTING'),
      SENT: askedChain(nat, 'OUTPUT'),
      POSTROUTING: askedChain(nat, 'POSTROUTING'),
    };
  }

  /**
   * What a chain does with the packet; without rules, everything passes. A chain of the nat table is asked of the first packet
   * of a connection, and ACCEPT there means that nothing is translated.
   */
  ask(
    chain: FilterChain | NatChain,
    from: Face | undefined,
    out: Face | undefined,
    source: Ipv4,
    destination: Ipv4,
    state: Conntrack,
  ): FilterAnswer {
    const asked = this.chains[chain];
    if (asked === undefined) return passes[chain];
    const key = this.key(from, out, source, destination, state);
    const known = key === undefined ? undefined : asked.answers.get(key);
    if (known) return known;
    const question = { in: from?.name, out: out?.name, source, destination, state };
    const answer = decided(asked.start.name, asked, run(asked.table, asked.start, question, 0));
    if (key !== undefined) asked.answers.set(key, answer);
    return answer;
  }

  /** Without rules of its own for what comes to the host and what it sends. */
  get letsAllInAndOut(): boolean {
    return this.chains.INPUT === undefined && this.chains.OUTPUT === undefined;
  }

  /** Whether packets from any of the addresses may leave under another. */
  mayTranslate(sources: SortedAddresses): boolean {
    return this.translated === 'any' || this.translated.some((block) => sources.anyIn(block));
  }

  private key(
    from: Face | undefined,
    out: Face | undefined,
    source: Ipv4,
    destination: Ipv4,
    state: Conntrack,
  ): number | undefined {
    const a = from === undefined ? 0 : this.faceOf(from);
    const b = out === undefined ? 0 : this.faceOf(out);
    if (a >= MOST_INTERFACES || b >= MOST_INTERFACES) return undefined;
    const faces = (a * MOST_INTERFACES + b) * 3 + states[state];
    if (this.blocks.length === 0) return faces;
    const c = this.kindOf(source);
    const d = this.kindOf(destination);
    return c >= MOST_KINDS || d >= MOST_KINDS ? undefined : (faces * MOST_KINDS + c) * MOST_KINDS + d;
  }

  /** Interfaces of which no rule can tell one from the other are of one kind; 0 is none. */
  faceOf({ index, name }: Face): number {
    const known = this.faces[index];
    if (known !== undefined) return known;
    const named = this.faceNames.flatMap((match, at) => (isNamed(match, name) ? [at] : [])).join('.');
    const number = this.faceNumbers.get(named) ?? this.faceNumbers.size + 1;
    this.faceNumbers.set(named, number);
    this.faces[index] = number;
    return number;
  }

  /** Addresses of which no rule can tell one from the other are of one kind. */
  kindOf(address: Ipv4): number {
    const known = this.kinds.get(address);
    if (known !== undefined) return known;
    const blocks = this.blocks.flatMap((block, index) => (containsAddress(block, address) ? [index] : [])).join('.');
    const number = this.kindNumbers.get(blocks) ?? this.kindNumbers.size;
    this.kindNumbers.set(blocks, number);
    this.kinds.set(address, number);
    return number;
  }
}

interface AskedChain {
  readonly table: Compiled;
  readonly start: CompiledChain;
  readonly answers: Map<number, FilterAnswer>;
}

function askedChain(table: Compiled, name: string): AskedChain | undefined {
  const start = table.chains.get(name);
  return start === undefined || isTrivial(start) ? undefined : { table, start, answers: new Map() };
}

const pass = (chain: string): FilterAnswer => ({ may: ACCEPT, by: `-P ${chain} ACCEPT` });
const passes: Readonly<Record<FilterChain | NatChain, FilterAnswer>> = {
  INPUT: pass('INPUT'),
  FORWARD: pass('FORWARD'),
  OUTPUT: pass('OUTPUT'),
  PREROUTING: pass('PREROUTING'),
  SENT: pass('OUTPUT'),
  POSTROUTING: pass('POSTROUTING'),
};

function decided(chain: string, { start }: AskedChain, { may, by, instead }: ReturnType<typeof run>): FilterAnswer {
  const policy = start.policy === 'DROP' ? DROP : ACCEPT;
  return {
    may: may & FALL ? (may & ~FALL) | policy : may,
    by: by ?? `-P ${chain} ${start.policy ?? 'ACCEPT'}`,
    ...(instead !== undefined && { instead }),
  };
}

const textOf = ({ known, filter, nat, assumed }: FirewallState, manager: string | undefined): string =>
  [known, manager, assumed, tableText(filter), '*nat', tableText(nat)].join('\n');

const tableText = perObject((chains: readonly Chain[]): string => chains.map(chainText).join('\n'));

const chainText = ({ name, policy, rules }: Chain): string =>
  `:${name} ${policy}\n${rules.map(({ text }: Rule) => text).join('\n')}`;

const unique = (blocks: readonly Cidr[]): readonly Cidr[] => [
  ...new Map(blocks.map((item) => [`${item.address}/${item.prefix}`, item])).values(),
];
