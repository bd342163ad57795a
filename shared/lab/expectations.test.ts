import { expect, it } from 'vitest';
import { editText, openLab } from './edit.ts';
import { expectEdits, expectedOf, expectStep } from './expectations.ts';
import type { Lab } from './lab.ts';
import { vlansTwoHosts } from './templates/vlans-two-hosts.ts';

const labOf = (text: string): Lab => {
  const { lab } = openLab(text);
  if (lab === undefined) throw new Error('no lab');
  return lab;
};

function expecting(text: string, from: string, to: string, wanted: boolean | undefined): string {
  const edited = editText(text, expectEdits(labOf(text), from, to, wanted));
  if (!edited.ok) throw new Error(edited.problems[0]?.message);
  return edited.value;
}

it('a ping is wanted, forbidden, and left to the prediction again', () => {
  const [a, b] = ['docker01/bbox10', 'docker02/bbox11'];
  const wanted = expecting(vlansTwoHosts.text, a, b, true);
  expect(labOf(wanted).expect).toEqual([{ from: a, to: b, reachable: true }]);
  const both = expecting(wanted, a, 'router:ens33.10', false);
  expect(labOf(both).expect).toHaveLength(2);
  const turned = expecting(both, a, b, false);
  expect(labOf(turned).expect[0]).toEqual({ from: a, to: b, reachable: false });
  expect(expectedOf(labOf(turned), a, b)).toBe(false);
  const gone = expecting(expecting(turned, a, b, undefined), a, 'router:ens33.10', undefined);
  expect(gone.trimEnd()).toBe(vlansTwoHosts.text.trimEnd());
  expect(expectEdits(labOf(gone), a, b, undefined)).toEqual([]);
});

it('a pair that is named twice is one again', () => {
  const twice = `${vlansTwoHosts.text}expect:
  - { from: docker01/bbox10, to: docker02/bbox11, reachable: true }
  - { from: docker01/bbox20, to: docker02/bbox21, reachable: true }
  - { from: docker01/bbox10, to: docker02/bbox11, reachable: false }
`;
  expect(expectedOf(labOf(twice), 'docker01/bbox10', 'docker02/bbox11')).toBe(false);
  expect(labOf(expecting(twice, 'docker01/bbox10', 'docker02/bbox11', true)).expect).toEqual([
    { from: 'docker01/bbox10', to: 'docker02/bbox11', reachable: true },
    { from: 'docker01/bbox20', to: 'docker02/bbox21', reachable: true },
  ]);
});

it('is a step in words', () => {
  expect(expectStep('a', 'b', true)).toBe('expect a to reach b');
  expect(expectStep('a', 'b', false)).toBe('expect a not to reach b');
});
