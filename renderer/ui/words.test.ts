import { expect, test } from 'vitest';
import { withArticle } from './words.ts';

test('a noun has the article that its first sound asks for', () => {
  expect([withArticle('route'), withArticle('image of the registry')]).toEqual(['a route', 'an image of the registry']);
});
