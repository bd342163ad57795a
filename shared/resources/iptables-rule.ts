import { type Chain, type HostState, ownerMark } from '../host/state.ts';
import { bare, isRule, type RuleSpec, rulesFound, type Table } from '../machine/firewall/rule.ts';
import { type Presence, type Wanted, wanted } from './resource.ts';

export interface RuleThing extends Pick<Wanted, 'kind' | 'key' | 'subject' | 'noun' | 'explain'> {
  readonly lab: string;
  readonly table: Table;
  chain(state: HostState): string;
  /** Before the chain's other rules, or after them. */
  readonly place: 'insert' | 'append';
  readonly spec: RuleSpec;
}

/** A rule with our comment. It is there when iptables would find it by the same arguments, wherever it stands in its chain. */
export function iptablesRule(thing: RuleThing): Wanted {
  const { lab, table, spec, place, chain: chainOf, ...named } = thing;
  const comment = ownerMark(lab);
  /** The chain of each of ours. */
  const ours = (state: HostState): readonly string[] =>
    state.firewall[table].flatMap(({ name, rules }) => rulesFound(rules, spec, comment).map(() => name));
  return wanted({
    ...named,
    needs: ['iptables'],
    presentIn(state): Presence {
      const found = ours(state);
      const chain = chainOf(state);
      if (found.includes(chain)) return { kind: 'present', owned: true };
      const [other] = found;
      if (other === undefined) return { kind: 'absent' };
      return { kind: 'differs', change: 'replace', how: `it stands in ${other}, where ${chain} decides before it` };
    },
    create: (state) => [{ do: `${place}-rule` as const, table, chain: chainOf(state), spec, comment }],
    remove: (state) => ours(state).map((chain) => ({ do: 'delete-rule' as const, table, chain, spec, comment })),
  });
}

/** Rules with the lab's comment that are of the shape that we make, and what they say. */
export const ownRules = (
  { firewall }: HostState,
  table: Table,
  lab: string,
  target: RuleSpec['target'],
): readonly RuleSpec[] =>
  firewall[table].flatMap(({ rules }: Chain) =>
    rules.flatMap((rule) => {
      if (rule.comment !== ownerMark(lab) || rule.target !== target) return [];
      const spec = {
        ...(rule.in && { in: rule.in.value }),
        ...(rule.out && { out: rule.out.value }),
        ...(rule.source && { source: bare(rule.source.value) }),
        ...(rule.destination && { destination: bare(rule.destination.value) }),
        ...(rule.states.length > 0 && { states: rule.states }),
        target,
      };
      return isRule(rule, spec) ? [spec] : [];
    }),
  );
