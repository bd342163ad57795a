import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';
import { hasInvisible, listed, shown } from './shown.ts';

it('shows text of unknown origin on one line, in quotes, without what cannot be seen', () => {
  expect(shown('bbox10')).toBe('"bbox10"');
  expect(shown('a"b\\c\nd\te')).toBe('"a\\"b\\\\c\\nd\\te"');
  expect(shown('\u202e\u001b[31m\u0000\u2028')).toBe('"\\u{202e}\\u{1b}[31m\\u{0}\\u{2028}"');
  expect(shown('x'.repeat(500))).toBe(`"${'x'.repeat(59)}…"`);
  expect([hasInvisible('plain ünïcode 日本'), hasInvisible('a\u200bb')]).toEqual([false, true]);
});

it('lists names', () => {
  expect(listed([])).toBe('');
  expect(listed(['a'])).toBe('a');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect(listed(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
});

it('finds the word that was meant', () => {
  const keys = ['ssh', 'interfaces', 'containers', 'routing'];
  expect(nearest('conainers', keys)).toBe('containers');
  expect(nearest('Interfaces', keys)).toBe('interfaces');
  expect(nearest('shs', keys)).toBe('ssh');
  expect(nearest('volumes', keys)).toBeUndefined();
});
