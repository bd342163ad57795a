import { expect, test } from 'vitest';
import { changedLines } from './lines-of.ts';

test('only what is new or otherwise is told, without what stands around it', () => {
  const before = 'hosts:\n  one:\n    interfaces:\n      a: { segment: lan }\n  two: {}\n';
  const after = before.replace('  two', '      a.10: { parent: a, vlan: 10 }\n  two');
  expect(changedLines(before, after)).toEqual([{ sign: '+', text: 'a.10: { parent: a, vlan: 10 }' }]);
  expect(changedLines(after, before)).toEqual([{ sign: '−', text: 'a.10: { parent: a, vlan: 10 }' }]);
  expect(changedLines(before, before.replace('two: {}', 'two: { containers: {} }'))).toEqual([
    { sign: '−', text: 'two: {}' },
    { sign: '+', text: 'two: { containers: {} }' },
  ]);
  expect(changedLines(before, before)).toEqual([]);
});
