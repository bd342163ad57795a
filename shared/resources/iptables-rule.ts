import { type Chain, type HostState, type Match, ownerMark, type Rule } from '../host/state.ts';
import type { Argv, Presence, Resource } from './resource.ts';

export type Table = 'filter' | 'nat';

export interface RuleSpec {
  readonly in?: string | undefined;
  readonly out?: string | undefined;
  /** As `blockOf` writes it. */
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
  readonly target: 'ACCEPT' | 'MASQUERADE';
}

export interface RuleThing extends Pick<Resource, 'kind' | 'key' | 'subject' | 'noun' | 'explain'> {
  readonly lab: string;
  readonly table: Table;
  chain(state: HostState): string;
  /** Before the chain's other rules, or after them. */
  readonly place: 'insert' | 'append';
  readonly spec: RuleSpec;
}

/** A rule with our comment. It is there when iptables would find it by the same arguments, wherever it stands in its chain. */
export function iptablesRule(thing: RuleThing): Resource {
  const { lab, table, spec, place } = thing;
  const mark = ownerMark(lab);
  /** The chain of each of ours. */
  const ours = (state: HostState): readonly string[] =>
    chainsOf(state, table).flatMap(({ name, rules }) =>
      rules.filter((rule) => rule.comment === mark && isRule(rule, spec)).map(() => name),
    );
  const presentIn = (state: HostState): Presence => {
    const found = ours(state);
    const chain = thing.chain(state);
    if (found.includes(chain)) return { kind: 'present', owned: true };
    const [other] = found;
    if (other === undefined) return { kind: 'absent' };
    return { kind: 'differs', change: 'replace', how: `it stands in ${other}, where ${chain} decides before it` };
  };
  return {
    kind: thing.kind,
    key: thing.key,
    subject: thing.subject,
    noun: thing.noun,
    explain: thing.explain,
    requires: [],
    occupies: [],
    needs: ['iptables'],
    presentIn,
    saves: () => [],
    create: (state) => [
      [
        ...iptables(table),
        place === 'insert' ? '-I' : '-A',
        thing.chain(state),
        ...matches(spec),
        ...['-m', 'comment', '--comment', mark, '-j', spec.target],
      ],
    ],
    update: () => [],
    remove: (state) =>
      ours(state).map((chain) => [
        ...iptables(table),
        '-D',
        chain,
        ...matches(spec),
        ...['-m', 'comment', '--comment', mark, '-j', spec.target],
      ]),
    removalProblems: () => [],
    undoFailedCreate: () => [],
    applyTo(state) {
      const found = presentIn(state);
      if (found.kind === 'present') return state;
      const others = (rules: readonly Rule[]): readonly Rule[] =>
        found.kind === 'absent' ? rules : rules.filter((rule) => rule.comment !== mark || !isRule(rule, spec));
      const wanted = thing.chain(state);
      const rule = ruleOf(spec, mark);
      return editRules(state, table, ({ name, rules }) => {
        const rest = others(rules);
        return name !== wanted ? rest : place === 'insert' ? [rule, ...rest] : [...rest, rule];
      });
    },
  };
}

/** `-w`: Docker and others use iptables too; wait for them instead of failing. */
const iptables = (table: Table): Argv => (table === 'filter' ? ['iptables', '-w'] : ['iptables', '-w', '-t', table]);

const chainsOf = ({ firewall }: HostState, table: Table): readonly Chain[] =>
  table === 'filter' ? firewall.filter : firewall.nat;

/** Rules with the lab's comment that are of the shape that we make, and what they say. */
export const ownRules = (
  state: HostState,
  table: Table,
  lab: string,
  target: RuleSpec['target'],
): readonly RuleSpec[] =>
  chainsOf(state, table).flatMap(({ rules }) =>
    rules.flatMap((rule) => {
      if (rule.comment !== ownerMark(lab) || rule.target !== target) return [];
      const spec = {
        ...(rule.in && { in: rule.in.value }),
        ...(rule.out && { out: rule.out.value }),
        ...(rule.source && { source: bare(rule.source.value) }),
        ...(rule.destination && { destination: bare(rule.destination.value) }),
        target,
      };
      return isRule(rule, spec) ? [spec] : [];
    }),
  );

function matches({ in: from, out, source, destination }: RuleSpec): Argv {
  const option = (flag: string, value: string | undefined): Argv => (value === undefined ? [] : [flag, value]);
  return [...option('-i', from), ...option('-o', out), ...option('-s', source), ...option('-d', destination)];
}

/** What tells most rules apart comes first: a router with forty interfaces has more than a thousand of them. */
const isRule = (rule: Rule, { in: from, out, source, destination, target }: RuleSpec): boolean =>
  isMatch(rule.in, from) &&
  isMatch(rule.out, out) &&
  isMatch(rule.source, source) &&
  isMatch(rule.destination, destination) &&
  rule.target === target &&
  rule.protocol === undefined &&
  rule.states.length === 0 &&
  rule.unknown.length === 0;

/** iptables writes a single address with or without its /32, depending on its version. */
const isMatch = (match: Match | undefined, value: string | undefined): boolean =>
  match === undefined ? value === undefined : !match.negated && (match.value === value || bare(match.value) === value);

const bare = (cidr: string): string => (cidr.endsWith('/32') ? cidr.slice(0, -3) : cidr);

/** All addresses, which iptables does not write as a match. */
export const everywhere = '0.0.0.0/0';

/** A rule's source or destination in the one way that we write it; undefined: it matches all. */
export const blockOf = (cidr: string): string | undefined => (cidr === everywhere ? undefined : bare(cidr));

function ruleOf(spec: RuleSpec, comment: string): Rule {
  const match = (value: string | undefined): Match | undefined =>
    value === undefined ? undefined : { value, negated: false };
  return {
    text: [...matches(spec), '-m', 'comment', '--comment', comment, '-j', spec.target].join(' '),
    in: match(spec.in),
    out: match(spec.out),
    source: match(spec.source),
    destination: match(spec.destination),
    protocol: undefined,
    states: [],
    comment,
    target: spec.target,
    unknown: [],
  };
}

function editRules(state: HostState, table: Table, rulesOf: (chain: Chain) => readonly Rule[]): HostState {
  const chains = chainsOf(state, table).map((chain) => {
    const rules = rulesOf(chain);
    return rules === chain.rules ? chain : { ...chain, rules };
  });
  return { ...state, firewall: { ...state.firewall, [table]: chains } };
}
