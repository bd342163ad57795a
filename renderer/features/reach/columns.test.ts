import { describe, expect, it } from 'vitest';
import { columnsIn, wordsWidth } from './columns.ts';

const ARTICLE = ['docker01', 'docker02'].flatMap((group) => [
  { label: `bbox1${group.at(-1)}`, group },
  { label: `bbox2${group.at(-1)}`, group },
  { label: 'ens33', group },
  { label: 'ens33.10', short: '.10', group },
  { label: 'ens33.20', short: '.20', group },
]);

describe('the columns of the matrix', () => {
  it('are never so close that two names are read as one', () => {
    const { edges, look } = columnsIn(ARTICLE, 44, 380);
    expect(look).toBe('short');
    for (const [index, { label, short }] of ARTICLE.entries())
      expect((edges[index + 1] ?? 0) - (edges[index] ?? 0) - wordsWidth(short ?? label)).toBeGreaterThanOrEqual(5);
  });

  it('have their names upright where they would touch', () => {
    expect(columnsIn(ARTICLE, 44, 330).look).toBe('upright');
  });

  it('know how wide letters are', () => {
    expect(wordsWidth('bbox10')).toBe(41);
    expect(wordsWidth('.10')).toBe(17);
    expect(wordsWidth('docker01/bbox10')).toBe(95);
  });
});
