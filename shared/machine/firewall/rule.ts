/** A rule of iptables as the program makes them, in its words and as iptables-save shows it. */
import type { Match, Rule } from '../../host/state.ts';
import { indexBy } from '../../index-by.ts';
import { perObject } from '../../per-object.ts';

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

/** Whether iptables would find it by these arguments. */
export const isRule = (rule: Rule, spec: RuleSpec): boolean => argumentsOf(rule) === argumentsFor(spec);

/** Those of some rules that have a comment and that iptables would find by these arguments. */
export const rulesFound = (rules: readonly Rule[], spec: RuleSpec, comment: string): readonly Rule[] =>
  byArguments(rules).get(sought(argumentsFor(spec), comment)) ?? [];

/** Of each list once: a router with forty interfaces has more than a thousand rules, and each of a lab's asks for its own. */
const byArguments = perObject((rules: readonly Rule[]) =>
  indexBy(rules, (rule) => {
    const found = argumentsOf(rule);
    return found === undefined || rule.comment === undefined ? [] : [sought(found, rule.comment)];
  }),
);

const sought = (words: string, comment: string): string => `${words} ${comment}`;

const argumentsFor = ({ in: from, out, source, destination, states = [], target }: RuleSpec): string =>
  JSON.stringify([from, out, source && bare(source), destination && bare(destination), states.toSorted(), target]);

/** iptables writes a single address with or without its /32, depending on its version. Undefined: no arguments of ours find it. */
const argumentsOf = perObject((rule: Rule): string | undefined => {
  const matches = [rule.in, rule.out, rule.source, rule.destination];
  if (rule.protocol !== undefined || rule.unknown.length > 0 || matches.some((match) => match?.negated))
    return undefined;
  const [from, out, source, destination] = matches.map((match) => match?.value);
  const { states, target } = rule;
  return target === 'ACCEPT' || target === 'MASQUERADE'
    ? argumentsFor({ in: from, out, source, destination, states, target })
    : undefined;
});

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
