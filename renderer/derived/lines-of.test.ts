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

test('what stands within what is seen by its indentation', () => {
  const before = 'hosts:\n  one: {}\n';
  const after = `${before}  two:\n    ssh: { address: 10.0.0.2 }\n    interfaces:\n      a: {}\n`;
  expect(changedLines(before, after).map(({ text }) => text)).toEqual([
    'two:',
    '  ssh: { address: 10.0.0.2 }',
    '  interfaces:',
    '    a: {}',
  ]);
});

test('of several things that move, each line is told where it goes and where it comes, though it stays the same', () => {
  const [one, two] = ['      a: { image: x }', '      b: { image: x }'];
  const lab = (first: string, second: string) => `one:\n    containers:\n${first}two:\n    containers:\n${second}end`;
  const before = lab(`${one}\n${two}\n`, '');
  const after = lab('', `${one}\n${two}\n`);
  expect(changedLines(before, after).map(({ sign, text }) => `${sign} ${text.trim()}`)).toEqual([
    '− a: { image: x }',
    '− b: { image: x }',
    '+ a: { image: x }',
    '+ b: { image: x }',
  ]);
});
