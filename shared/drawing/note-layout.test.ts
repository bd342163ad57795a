import { describe, expect, it } from 'vitest';
import { PRESENT, STANDARD, sansWidth } from './measures.ts';
import { layoutNote } from './note-layout.ts';

const TEXT = '# Guests\n\nVLAN 10 is for **guests** only, and for nobody who works here.\n- no mail\n- no printing';

describe('the words of a note', () => {
  it('fit their box, line by line, also where letters grow because somebody is further away', () => {
    for (const size of [STANDARD, PRESENT]) {
      const { width, height, lines } = layoutNote(TEXT, size);
      expect(lines.map(({ spans }) => spans.map(({ text }) => text).join(''))[0]).toBe('Guests');
      for (const { x, y, size: letters, spans } of lines) {
        const words = spans.map(({ text }) => text).join('');
        expect(x + sansWidth(words.trimEnd(), letters)).toBeLessThanOrEqual(width);
        expect(y).toBeLessThan(height / 1.2);
      }
    }
  });

  it('are cut where one is longer than a line, and between any two wide characters', () => {
    expect(layoutNote('x'.repeat(100), STANDARD).lines.length).toBeGreaterThan(3);
    const wide = layoutNote('客'.repeat(30), STANDARD).lines.map(({ spans }) => spans[0]?.text.length ?? 0);
    expect(wide[0]).toBeLessThanOrEqual(16);
  });

  it('have a box though there are none, and one that ends though there are many', () => {
    expect(layoutNote('', STANDARD)).toMatchObject({ lines: [] });
    expect(layoutNote('', STANDARD).height).toBeGreaterThan(30);
    for (const text of ['a\n\n', 'word ', 'x', '客人住在这里。']) {
      const { width, height, lines } = layoutNote(text.repeat(3_000), STANDARD);
      expect(lines.length).toBeLessThanOrEqual(20);
      // No column that goes on below the window.
      expect(height).toBeLessThan(1.6 * width);
    }
  });

  it('are wider the more they say, and no wider than they must be', () => {
    const widthOf = (words: number) => layoutNote('word '.repeat(words), STANDARD).width;
    expect([widthOf(3), widthOf(50), widthOf(80), widthOf(400)]).toEqual([224, 224, 320, 416]);
  });

  it('say in their last line that there are more', () => {
    const lastOf = (count: number) => layoutNote('a\n\n'.repeat(count), STANDARD).lines.at(-1)?.spans[0]?.text;
    expect([lastOf(20), lastOf(21), lastOf(3_000)]).toEqual(['a', '…', '…']);
  });
});
