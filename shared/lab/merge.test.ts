import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeTexts } from './merge.ts';

const base = 'name: lab\nhosts:\n  a: {}\n  b: {}\n  c: {}\n';

it('keeps what both have changed, where it is not the same', () => {
  const mine = base.replace('a: {}', 'a: { mine: 1 }');
  const theirs = base.replace('c: {}', 'c: { theirs: 1 }');
  expect(mergeTexts(base, mine, theirs)).toEqual({
    kind: 'merged',
    text: 'name: lab\nhosts:\n  a: { mine: 1 }\n  b: {}\n  c: { theirs: 1 }\n',
  });
});

it('takes what both have changed alike once', () => {
  const same = base.replace('b: {}', 'b: { both: 1 }');
  expect(mergeTexts(base, same, same)).toEqual({ kind: 'merged', text: same });
});

it('shows where both have changed the same line otherwise, and decides nothing', () => {
  const merged = mergeTexts(base, base.replace('b: {}', 'b: { mine: 1 }'), base.replace('b: {}', 'b: { theirs: 1 }'));
  expect(merged).toEqual({
    kind: 'conflicts',
    conflicts: [{ mine: '  b: { mine: 1 }', theirs: '  b: { theirs: 1 }' }],
  });
});

it('is theirs where nothing of mine was changed, and mine where nothing of theirs was', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 8 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(mergeTexts(before, before, after)).toEqual({ kind: 'merged', text: after });
      expect(mergeTexts(before, after, before)).toEqual({ kind: 'merged', text: after });
    }),
  );
});
