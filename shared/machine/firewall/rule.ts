/** A rule of iptables as the program makes them, in its words and as iptables-save shows it. */
import type { Match, Rule } from '../../host/state.ts';

export type Table = 'filter' | 'nat';

export interface RuleSpec {
  readonly in?: string | undefined;
  readonly out?: string | undefined;
  /** As `blockOf` writes it. */
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
  /** Connection tracking's, in the order in which iptables-save writes them. */
  readonly states?: readonly string[] | undefined;
  readonly target: 'ACCEPT' | 'MASQUERADE';
}

/** What comes back of what was let through. */
export const REPLIES: readonly string[] = ['RELATED', 'ESTABLISHED'];

/** The arguments that select packets. */
export function matchesOf({ in: from, out, source, destination, states = [] }: RuleSpec): readonly string[] {
  const option = (flag: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [flag, value];
  return [
    ...option('-i', from),
    ...option('-o', out),
    ...option('-s', source),
    ...option('-d', destination),
    ...(states.length === 0 ? [] : ['-m', 'conntrack', '--ctstate', states.join(',')]),
  ];
}

/**
 * Whether iptables would find it by these arguments. What tells most rules apart comes first: a router with forty interfaces
 * has more than a thousand of them.
 */
export const isRule = (rule: Rule, { in: from, out, source, destination, states = [], target }: RuleSpec): boolean =>
  isMatch(rule.in, from) &&
  isMatch(rule.out, out) &&
  isMatch(rule.source, source) &&
  isMatch(rule.destination, destination) &&
  rule.target === target &&
  rule.protocol === undefined &&
  rule.states.toSorted().join() === states.toSorted().join() &&
  rule.unknown.length === 0;

/** iptables writes a single address with or without its /32, depending on its version. */
const isMatch = (match: Match | undefined, value: string | undefined): boolean =>
  match === undefined ? value === undefined : !match.negated && (match.value === value || bare(match.value) === value);

export const bare = (cidr: string): string => (cidr.endsWith('/32') ? cidr.slice(0, -3) : cidr);

/** All addresses, which iptables does not write as a match. */
export const everywhere = '0.0.0.0/0';

/** A rule's source or destination in the one way that we write it; undefined: it matches all. */
export const blockOf = (cidr: string): string | undefined => (cidr === everywhere ? undefined : bare(cidr));

export function ruleOf(spec: RuleSpec, comment: string): Rule {
  const match = (value: string | undefined): Match | undefined =>
    value === undefined ? undefined : { value, negated: false };
  return {
    text: [...matchesOf(spec), '-m', 'comment', '--comment', comment, '-j', spec.target].join(' '),
    in: match(spec.in),
    out: match(spec.out),
    source: match(spec.source),
    destination: match(spec.destination),
    protocol: undefined,
    states: spec.states ?? [],
    comment,
    target: spec.target,
    unknown: [],
  };
}
