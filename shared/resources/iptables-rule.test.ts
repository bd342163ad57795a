import { expect, it } from 'vitest';
import { freshHost } from '../host/fresh-host.ts';
import { type Chain, ownerMark, type Rule } from '../host/state.ts';
import { type RuleSpec, ruleOf } from '../machine/firewall/rule.ts';
import { iptablesRule } from './iptables-rule.ts';

it('looks at each rule of the host a few times, however many of them ask for their own', () => {
  const specs = Array.from({ length: 200 }, (_, at): RuleSpec => ({ source: `10.5.0.${at}`, target: 'MASQUERADE' }));
  let looks = 0;
  const watched = (rule: Rule): Rule => ({
    ...rule,
    get source() {
      looks += 1;
      return rule.source;
    },
  });
  const rules = [...specs, ...specs.slice(0, 1)].map((spec) => watched(ruleOf(spec, ownerMark('lab'))));
  const others = [watched(ruleOf({ source: '10.5.0.7', target: 'MASQUERADE' }, ownerMark('other')))];
  const chain = (name: string, of: readonly Rule[]): Chain => ({ name, policy: undefined, rules: of });
  const host = freshHost('router');
  const nat = [chain('POSTROUTING', rules), chain('ELSEWHERE', others)];
  const state = { ...host, firewall: { ...host.firewall, nat } };
  const removed = specs.flatMap((spec) =>
    iptablesRule({
      kind: 'masquerade',
      key: spec.source ?? '',
      subject: 'router',
      noun: 'rule',
      explain: 'Make the rule.',
      lab: 'lab',
      table: 'nat',
      chain: () => 'POSTROUTING',
      place: 'append',
      spec,
    }).remove(state),
  );
  expect(removed.map((operation) => operation.do === 'delete-rule' && operation.chain)).toEqual(
    rules.map(() => 'POSTROUTING'),
  );
  expect(looks).toBeLessThan(rules.length * 4);
});
