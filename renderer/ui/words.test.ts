import { expect, test } from 'vitest';
import { clock, duration, withArticle, withoutLine } from './words.ts';

test('a noun has the article that its first sound asks for', () => {
  expect([withArticle('route'), withArticle('image of the registry')]).toEqual(['a route', 'an image of the registry']);
});

test('a line that stands beside a message is not said in it once more', () => {
  expect(withoutLine('Line 12: this key is here twice.')).toBe('This key is here twice.');
  expect(withoutLine('docker01 has no address.')).toBe('docker01 has no address.');
});

test('times are told in one unit, however short they are', () => {
  expect([3, 42, 460, 1250, 12_300, 185_000].map(duration)).toEqual([
    '<0.01 s',
    '0.04 s',
    '0.46 s',
    '1.25 s',
    '12 s',
    '3 min 5 s',
  ]);
});

test('a time of another day has its date: what was measured yesterday is not of today', () => {
  const now = new Date(2026, 11, 1, 9, 0, 0).getTime();
  expect(clock(new Date(2026, 11, 1, 8, 59, 7).getTime(), now)).toBe('08:59:07');
  expect(clock(new Date(2026, 10, 30, 23, 59, 7).getTime(), now)).toBe('30 Nov, 23:59:07');
  expect(clock(new Date(2025, 11, 1, 8, 59, 7).getTime(), now)).toBe('1 Dec 2025, 08:59:07');
});
