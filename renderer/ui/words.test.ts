import { expect, test } from 'vitest';
import { clock, withArticle } from './words.ts';

test('a noun has the article that its first sound asks for', () => {
  expect([withArticle('route'), withArticle('image of the registry')]).toEqual(['a route', 'an image of the registry']);
});

test('a time of another day has its date: what was measured yesterday is not of today', () => {
  const now = new Date(2026, 11, 1, 9, 0, 0).getTime();
  expect(clock(new Date(2026, 11, 1, 8, 59, 7).getTime(), now)).toBe('08:59:07');
  expect(clock(new Date(2026, 10, 30, 23, 59, 7).getTime(), now)).toBe('30 Nov, 23:59:07');
  expect(clock(new Date(2025, 11, 1, 8, 59, 7).getTime(), now)).toBe('1 Dec 2025, 08:59:07');
});
