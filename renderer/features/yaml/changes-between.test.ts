import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changesBetween, type TextChange } from './changes-between.ts';

const made = (text: string, changes: readonly TextChange[]): string =>
  changes.reduceRight((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);

it('makes any text of any other', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 20 });
  fc.assert(fc.property(text, text, (before, after) => made(before, changesBetween(before, after)) === after));
});

it('leaves lines between two that change as they are', () => {
  const before = 'hosts:\n  node02:\n    ssh: {}\nparents: { node01: e0, node02: e0 }\n';
  expect(changesBetween(before, before.replaceAll('node02', 'host0'))).toEqual([
    { from: before.indexOf('node02'), to: before.indexOf('node02') + 6, insert: 'host0' },
    { from: before.lastIndexOf('node02'), to: before.lastIndexOf('node02') + 6, insert: 'host0' },
  ]);
});

it('puts in a line as one change, and says nothing of the same text', () => {
  expect(changesBetween('a\nc\n', 'a\nb\nc\n')).toEqual([{ from: 2, to: 2, insert: 'b\n' }]);
  expect(changesBetween('a\n', 'a\n')).toEqual([]);
});
